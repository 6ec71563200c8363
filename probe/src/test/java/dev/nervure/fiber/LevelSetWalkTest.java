package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.LeadingLogits;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelSetWalkTest {

  private static final long SEED = 20211;

  private static double[][] gaussianMatrix(int rows, int columns, RandomStream random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return matrix;
  }

  @Test
  void longWalkOnTheSphereInOneHundredDimensionsStaysOnIt() {
    double[] axes = new double[100];
    Arrays.fill(axes, 1);
    double[] start = new double[100];
    start[0] = 1;
    WalkOptions options =
        WalkOptions.ofLength(1000).withTolerance(1e-15).withFixedStep(0.05).withStepBudget(20_000);
    WalkResult result =
        new LevelSetWalk(FormulaMap.ellipsoid(axes), options)
            .walk(
                start,
                new RandomHeading(RandomStream.seeded(SEED), 0.5),
                step -> {},
                Progress.none());

    assertThat(result.steps()).isGreaterThan(19_000);
    // 100 squares are added: their rounding alone can reach a few units of the last place.
    assertThat(result.drift()).as("seed %d", SEED).isLessThanOrEqualTo(1e-15);
    // |J| is 2, and a projection of 100 terms is good to 1e-13.
    assertThat(result.energy()).as("seed %d", SEED).isBetween(0.0, 1000 * 1e-13 * 1e-13);
  }

  @Test
  void linearMapNeedsNoCorrections() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] matrix = gaussianMatrix(10, 50, random);
    double length = 20;
    WalkResult result =
        new LevelSetWalk(
                FormulaMap.linear(matrix),
                WalkOptions.ofLength(length).withTolerance(1e-12).withFixedStep(2))
            .walk(new double[50], new RandomHeading(random, 1), step -> {}, Progress.none());

    assertThat(result.nullDimension()).isEqualTo(40);
    assertThat(result.corrections()).isZero();
    assertThat(result.drift()).isLessThanOrEqualTo(1e-13 * length);
    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
  }

  @Test
  void torusIsWalkedOnItsSurface() {
    FormulaMap torus =
        new FormulaMap(
            3,
            1,
            x -> {
              double ring = Math.sqrt(x[0] * x[0] + x[1] * x[1]) - 2;
              return new double[] {ring * ring + x[2] * x[2]};
            },
            x -> {
              double radius = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
              double factor = 2 * (radius - 2) / radius;
              return new double[][] {{factor * x[0], factor * x[1], 2 * x[2]}};
            });
    WalkResult result =
        new LevelSetWalk(torus, WalkOptions.ofLength(100).withTolerance(1e-14))
            .walk(
                new double[] {2.5, 0, 0},
                new RandomHeading(RandomStream.seeded(SEED), 2),
                step -> {},
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-13);
    assertThat(result.nullDimension()).isEqualTo(2);
  }

  @Test
  void planeOfARectifiedSumIsHeld() {
    FormulaMap map =
        new FormulaMap(
            3,
            1,
            x -> new double[] {Math.max(0, x[0] - x[1] + x[2])},
            x -> x[0] - x[1] + x[2] > 0 ? new double[][] {{1, -1, 1}} : new double[][] {{0, 0, 0}});
    double[] worst = new double[1];
    WalkResult result =
        new LevelSetWalk(map, WalkOptions.ofLength(50).withFixedStep(0.01).withStepBudget(5000))
            .walk(
                new double[] {1.85, 1.3, 1.5},
                new RandomHeading(RandomStream.seeded(SEED), 1),
                step -> {
                  double[] x = step.point();
                  worst[0] = Math.max(worst[0], Math.abs(x[0] - x[1] + x[2] - 2.05));
                },
                Progress.none());

    assertThat(result.steps()).isGreaterThanOrEqualTo(4999);
    assertThat(worst[0]).isLessThanOrEqualTo(1e-12);
  }

  @Test
  void boxIsNeverLeftAndTheOutputsStillHold() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] matrix = gaussianMatrix(3, 40, random);
    FormulaMap map =
        new FormulaMap(
            40,
            3,
            x -> {
              double[] y = new double[3];
              for (int i = 0; i < 3; i++) {
                y[i] = Math.tanh(Vectors.dot(matrix[i], x) / 10);
              }
              return y;
            },
            x -> {
              double[][] jacobian = new double[3][40];
              for (int i = 0; i < 3; i++) {
                double t = Math.tanh(Vectors.dot(matrix[i], x) / 10);
                Vectors.addScaled(jacobian[i], (1 - t * t) / 10, matrix[i]);
              }
              return jacobian;
            });
    double[] start = new double[40];
    for (int i = 0; i < 40; i++) {
      start[i] = i % 3 == 0 ? 0 : random.nextDouble();
    }
    Box unit = Box.uniform(0, 1);
    double[] share = new double[1];
    WalkResult result =
        new LevelSetWalk(map, WalkOptions.ofLength(50).withBox(unit))
            .walk(
                start,
                new RandomHeading(random, 2),
                step -> {
                  assertThat(unit.contains(step.point())).isTrue();
                  share[0] = Math.max(share[0], unit.shareAtBounds(step.point()));
                },
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.drift()).isLessThanOrEqualTo(1e-12);
    assertThat(share[0]).isGreaterThan(0.3);
  }

  @Test
  void directedWalkStopsAtTheNearestPointOfTheClass() {
    WalkResult result =
        new LevelSetWalk(FormulaMap.ellipsoid(1, 1, 1), WalkOptions.ofLength(10))
            .walk(
                new double[] {1, 0, 0},
                new TargetHeading(new double[] {0, 3, 4}),
                step -> {},
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.TARGET);
    // The walk ends when 0.1 % of the way is left within the class: 4 of 5 units times 1e-3 +
    // slack.
    assertThat(result.end()[1]).isCloseTo(0.6, within(5e-3));
    assertThat(result.end()[2]).isCloseTo(0.8, within(5e-3));
  }

  /** The requested length is walked, and the path ends before that. */
  @Test
  void figuresAreThoseOfThePathButForWhatWasWalked() {
    double[] lengths = new double[1];
    WalkResult result =
        new LevelSetWalk(FormulaMap.ellipsoid(1, 1, 1), WalkOptions.ofLength(2))
            .walk(
                new double[] {1, 0, 0},
                new Heading() {
                  @Override
                  public double[] wanted(double[] point, double[] last, double stepLength) {
                    return new double[] {-point[1], point[0], 0};
                  }

                  @Override
                  public double longestStep(double wantedLength, double allowedLength) {
                    return Double.POSITIVE_INFINITY;
                  }

                  @Override
                  public boolean mayEnd(double[] point) {
                    return point[0] > 0.5;
                  }
                },
                step -> lengths[0] = step.length(),
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.walkedLength()).isCloseTo(2, within(1e-8));
    assertThat(result.length()).isEqualTo(lengths[0]).isLessThan(Math.acos(0.5));
    assertThat(result.walkedSteps()).isGreaterThan(result.steps());
    assertThat(result.end()[0]).isGreaterThan(0.5);
  }

  @Test
  void farthestPointOfTheSphereIsItsAntipode() {
    double[] start = {1, 0, 0};
    WalkResult result =
        new LevelSetWalk(FormulaMap.ellipsoid(1, 1, 1), WalkOptions.ofLength(10))
            .walk(
                start,
                new FarthestHeading(start, RandomStream.seeded(SEED)),
                step -> {},
                Progress.none());

    assertThat(result.netDistance()).isCloseTo(2, within(1e-3));
  }

  @Test
  void momentumCarriesTheWalkFartherThanNone() {
    double[][] matrix = gaussianMatrix(2, 200, RandomStream.seeded(SEED));
    double[] distance = new double[2];
    double[] memory = {0, 5};
    for (int k = 0; k < 2; k++) {
      distance[k] =
          new LevelSetWalk(FormulaMap.linear(matrix), WalkOptions.ofLength(10).withFixedStep(0.05))
              .walk(
                  new double[200],
                  new RandomHeading(RandomStream.seeded(SEED + 1), memory[k]),
                  step -> {},
                  Progress.none())
              .netDistance();
    }
    // Diffusion: sqrt(200 steps) * 0.05 = 0.71; with memory 5 over length 10 about 7.5.
    assertThat(distance[0]).isBetween(0.5, 0.9);
    assertThat(distance[1]).isGreaterThan(4);
  }

  @Test
  void holdsTheProbabilitiesOfTheLeadingClasses() {
    int inputs = 60;
    RandomStream random = RandomStream.seeded(610);
    FormulaMap map = FormulaMap.tanhNetwork(inputs, 50, 40, random);
    double[] x = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      x[i] = random.nextGaussian();
    }
    LeadingLogits read = LeadingLogits.of(map.value(x), 3);
    WalkResult result =
        new LevelSetWalk(new OutputReadout(map, read), WalkOptions.ofLength(10))
            .walk(x, new RandomHeading(random, 3), step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.nullDimension()).isEqualTo(inputs - 4);
    double[] before = map.value(x);
    double[] after = map.value(result.end());
    for (int index : read.leading()) {
      assertThat(logProbability(after, index))
          .isCloseTo(logProbability(before, index), within(1e-11));
    }
    // All others together are held, each one is free.
    assertThat(Vectors.largestDifference(before, after)).isGreaterThan(0.01);
  }

  private static double logProbability(double[] logits, int index) {
    double sum = 0;
    for (double logit : logits) {
      sum += StrictMath.exp(logit - logits[index]);
    }
    return -StrictMath.log(sum);
  }
}

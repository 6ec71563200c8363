package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.jacobian.DenseTangents;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPointWatchTest {

  private static final long SEED = 44;

  @Test
  void singularValuesAlongAWalkAreBoundsCloseToTheTrueOnes() {
    FormulaMap network = FormulaMap.tanhNetwork(200, 60, 40, RandomStream.seeded(SEED));
    List<WalkStep> seen = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    new MatrixFreeWalk(DenseTangents.of(network), WalkOptions.ofLength(2))
        .walk(
            new double[200],
            new RandomHeading(RandomStream.seeded(SEED), 1),
            step -> {
              seen.add(step);
              points.add(step.point().clone());
            },
            Progress.none());

    assertThat(seen).hasSizeGreaterThan(5);
    for (int k = 0; k < seen.size(); k++) {
      double[] dense = PullbackSpectrum.at(network, points.get(k), 0).singularValues();
      // Bounds from within, to rounding.
      assertThat(seen.get(k).largestSingularValue())
          .isBetween(0.95 * dense[0], dense[0] * (1 + 1e-12));
      assertThat(seen.get(k).smallestSingularValue())
          .isBetween(dense[39] * (1 - 1e-9), 1.25 * dense[39]);
    }
  }

  @Test
  void walkTowardsTheOtherSideOfASaddleDoesNotPassSilently() {
    // A7 in a large map: the class of x^2 - y^2 = 0 crosses itself at the origin.
    for (double scale : new double[] {1, 10}) {
      MatrixFreeMap map = DenseTangents.of(beside(FormulaMap.saddle(), 60, 300, scale));
      double[] start = new double[302];
      start[0] = 0.5;
      start[1] = 0.5;
      double[] target = new double[302];
      target[0] = -0.5;
      target[1] = -0.5;
      for (WalkOptions options :
          List.of(
              WalkOptions.ofLength(2),
              WalkOptions.ofLength(2).withFixedStep(0.01),
              WalkOptions.ofLength(2).withFixedStep(0.0173),
              WalkOptions.ofLength(2).withFixedStep(0.3))) {
        WalkResult result =
            new MatrixFreeWalk(map, options)
                .walk(
                    start,
                    new TargetHeading(target),
                    step -> assertThat(step.point()[0]).isPositive(),
                    Progress.none());
        assertThat(result.stop()).as("%s", options).isEqualTo(StopReason.RANK);
        assertThat(result.drift()).isLessThan(1e-10);
      }
    }
  }

  @Test
  void outputsThatDependOnEachOtherDoNotHideASaddle() {
    FormulaMap map = beside(FormulaMap.saddle(), 60, 300, 1);
    double[] twiceTheFirst = new double[61];
    twiceTheFirst[0] = 2;
    double[] sum = new double[61];
    Arrays.fill(sum, 1);
    double[] start = new double[302];
    start[0] = 0.5;
    start[1] = 0.5;
    double[] target = new double[302];
    target[0] = -0.5;
    target[1] = -0.5;
    for (double[] weights : List.of(twiceTheFirst, sum)) {
      MatrixFreeMap dependent = DenseTangents.of(withCombination(map, weights));
      for (WalkOptions options :
          List.of(
              WalkOptions.ofLength(2),
              WalkOptions.ofLength(2).withFixedStep(0.01),
              WalkOptions.ofLength(2).withFixedStep(0.3))) {
        WalkResult result =
            new MatrixFreeWalk(dependent, options)
                .walk(
                    start,
                    new TargetHeading(target),
                    step -> assertThat(step.point()[0]).isPositive(),
                    Progress.none());
        assertThat(result.stop()).as("%s", options).isEqualTo(StopReason.RANK);
      }
    }
  }

  /** One output more, a combination of the others. */
  private static FormulaMap withCombination(FormulaMap map, double[] weights) {
    int m = map.outputSize();
    return new FormulaMap(
        map.inputSize(),
        m + 1,
        x -> {
          double[] value = map.value(x);
          double[] longer = Arrays.copyOf(value, m + 1);
          longer[m] = Vectors.dot(weights, Arrays.copyOf(value, m));
          return longer;
        },
        x -> {
          double[][] jacobian = map.linearize(x).jacobian();
          double[][] longer = Arrays.copyOf(jacobian, m + 1);
          longer[m] = new double[map.inputSize()];
          Vectors.addScaled(longer[m], 1, weights, jacobian, m);
          return longer;
        });
  }

  @Test
  void adaptiveStepsEndCloseAheadOfTheSaddle() {
    MatrixFreeMap map = DenseTangents.of(beside(FormulaMap.saddle(), 60, 300, 1));
    double[] start = new double[302];
    start[0] = 0.5;
    start[1] = 0.5;
    double[] target = new double[302];
    target[0] = -0.5;
    target[1] = -0.5;
    WalkResult result =
        new MatrixFreeWalk(map, WalkOptions.ofLength(2))
            .walk(start, new TargetHeading(target), step -> {}, Progress.none());

    assertThat(result.end()[0]).isBetween(0.0, 1e-2);
    // The gradient of x^2 - y^2 there.
    assertThat(result.smallestSingularValue())
        .isLessThan(1.01 * Math.sqrt(8) * result.end()[0] + 1e-9);
  }

  @Test
  void noWalkCrossesTheTipOfACone() {
    FormulaMap cone =
        new FormulaMap(
            3,
            1,
            x -> new double[] {x[0] * x[0] + x[1] * x[1] - x[2] * x[2]},
            x -> new double[][] {{2 * x[0], 2 * x[1], -2 * x[2]}});
    MatrixFreeMap map = DenseTangents.of(beside(cone, 10, 20, 1));
    double[] start = new double[23];
    start[0] = 0.3;
    start[1] = 0.4;
    start[2] = 0.5;
    for (long seed = 0; seed < 20; seed++) {
      new MatrixFreeWalk(map, WalkOptions.ofLength(20))
          .walk(
              start,
              new RandomHeading(RandomStream.seeded(seed), 4),
              step -> assertThat(step.point()[2]).isPositive(),
              Progress.none());
    }
  }

  @Test
  void outputsThatDoNotMoveCountNeitherForTheRankNorForTheSingularValues() {
    double[][] matrix = new double[3][10];
    matrix[0][0] = 2;
    matrix[2][5] = 3;
    WalkResult result =
        new MatrixFreeWalk(
                DenseTangents.of(FormulaMap.linear(matrix)),
                WalkOptions.ofLength(1).withFixedStep(0.5))
            .walk(
                new double[10],
                new RandomHeading(RandomStream.seeded(SEED), 1),
                step -> {},
                Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.nullDimension()).isEqualTo(8);
    assertThat(result.smallestSingularValue()).isBetween(2 - 1e-9, 2.01);
    assertThat(result.largestSingularValue()).isBetween(2.99, 3 + 1e-9);
  }

  @Test
  void derivativesThatAreNotFiniteEndTheWalk() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      FormulaMap map =
          new FormulaMap(
              4,
              2,
              x -> new double[] {x[0], x[1]},
              x -> new double[][] {{1, 0, 0, 0}, {0, bad, 0, 0}});
      WalkResult result =
          new MatrixFreeWalk(DenseTangents.of(map), WalkOptions.ofLength(1))
              .walk(
                  new double[4],
                  new RandomHeading(RandomStream.seeded(SEED), 1),
                  step -> {},
                  Progress.none());
      assertThat(result.stop()).isEqualTo(StopReason.NOT_FINITE);
      assertThat(result.steps()).isZero();
    }
  }

  /** A map beside Gaussian linear functions of further coordinates. */
  private static FormulaMap beside(FormulaMap map, int outputs, int inputs, double scale) {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] matrix = new double[outputs][inputs];
    for (double[] row : matrix) {
      for (int j = 0; j < inputs; j++) {
        row[j] = scale * random.nextGaussian() / Math.sqrt(inputs);
      }
    }
    int n = map.inputSize();
    int m = map.outputSize();
    FormulaMap linear = FormulaMap.linear(matrix);
    return new FormulaMap(
        n + inputs,
        m + outputs,
        x -> {
          double[] value = Arrays.copyOf(map.value(Arrays.copyOf(x, n)), m + outputs);
          System.arraycopy(linear.value(Arrays.copyOfRange(x, n, x.length)), 0, value, m, outputs);
          return value;
        },
        x -> {
          double[][] jacobian = new double[m + outputs][n + inputs];
          double[][] own = map.linearize(Arrays.copyOf(x, n)).jacobian();
          for (int i = 0; i < m; i++) {
            System.arraycopy(own[i], 0, jacobian[i], 0, n);
          }
          for (int i = 0; i < outputs; i++) {
            System.arraycopy(matrix[i], 0, jacobian[m + i], n, inputs);
          }
          return jacobian;
        });
  }
}

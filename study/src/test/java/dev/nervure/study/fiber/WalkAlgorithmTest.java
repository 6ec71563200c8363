package dev.nervure.study.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.fiber.ClassSampler;
import dev.nervure.fiber.CurveTracer;
import dev.nervure.fiber.EulerWalk;
import dev.nervure.fiber.FarthestHeading;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.MatrixFreeWalk;
import dev.nervure.fiber.PiecewiseLinearWalk;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.fiber.RandomHeading;
import dev.nervure.fiber.SamplerOptions;
import dev.nervure.fiber.TargetHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.fiber.WalkStep;
import dev.nervure.fiber.answer.Crossing;
import dev.nervure.fiber.answer.NearestCrossing;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.progress.Progress;
import dev.nervure.run.Fingerprint;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

/**
 * Ties the points of walks to the revision that is in the keys of their stages. Sums and products
 * only, so that the bits are the same on every machine.
 */
class WalkAlgorithmTest {
  private static final Box BOX = Box.uniform(-1, 1);
  private static final WalkOptions WALK = WalkOptions.ofLength(2).withBox(BOX);

  /** A sphere of dimension n - 1, met with a saddle where there are two outputs. */
  private record Quadrics(int inputSize, int outputSize) implements MatrixFreeMap {

    @Override
    public double[] value(double[] x) {
      double[] value = new double[outputSize];
      for (int i = 0; i < inputSize; i++) {
        value[0] += x[i] * x[i];
        if (outputSize > 1) {
          value[1] += x[i] * x[(i + 1) % inputSize];
        }
      }
      return value;
    }

    @Override
    public Linearization linearize(double[] x) {
      double[][] jacobian = new double[outputSize][inputSize];
      for (int i = 0; i < inputSize; i++) {
        jacobian[0][i] = 2 * x[i];
        if (outputSize > 1) {
          jacobian[1][i] = x[(i + 1) % inputSize] + x[(i + inputSize - 1) % inputSize];
        }
      }
      return new Linearization(value(x), jacobian);
    }

    @Override
    public Tangent tangent(double[] x) {
      Linearization at = linearize(x);
      return new Tangent() {
        @Override
        public double[] value() {
          return at.value();
        }

        @Override
        public double[] push(double[] v) {
          double[] image = new double[outputSize];
          for (int i = 0; i < outputSize; i++) {
            for (int j = 0; j < inputSize; j++) {
              image[i] += at.jacobian()[i][j] * v[j];
            }
          }
          return image;
        }

        @Override
        public double[] pull(double[] w) {
          double[] image = new double[inputSize];
          for (int j = 0; j < inputSize; j++) {
            for (int i = 0; i < outputSize; i++) {
              image[j] += at.jacobian()[i][j] * w[i];
            }
          }
          return image;
        }

        @Override
        public void close() {}
      };
    }
  }

  /** The sum of the distances from the coordinate planes. */
  private record Octahedron(int inputSize) implements PiecewiseLinearMap {

    @Override
    public int outputSize() {
      return 1;
    }

    @Override
    public double[] value(double[] x) {
      double sum = 0;
      for (double value : x) {
        sum += Math.abs(value);
      }
      return new double[] {sum};
    }

    @Override
    public Linearization linearize(double[] x) {
      double[] row = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        row[i] = x[i] < 0 ? -1 : 1;
      }
      return new Linearization(value(x), new double[][] {row});
    }

    @Override
    public double distanceToKink(double[] x, double[] v) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < x.length; i++) {
        double distance = -x[i] / v[i];
        nearest = distance > 0 ? Math.min(nearest, distance) : nearest;
      }
      return nearest;
    }
  }

  private static double[] start(int size) {
    double[] start = new double[size];
    for (int i = 0; i < size; i++) {
      start[i] = (i % 3 - 0.75) / 2;
    }
    return start;
  }

  private static RandomStream random() {
    return RandomStream.seeded(7);
  }

  /** Takes the points of walks into one key. */
  private static final class Points implements WalkStep.Recorder {
    private final Fingerprint points = Fingerprint.of("points");
    private int count;

    @Override
    public void accept(WalkStep step) {
      add(step.point());
    }

    void add(double[] point) {
      points.with("point", NdArray.of(point.clone(), point.length));
      count++;
    }

    String hex() {
      assertThat(count).as("points of walks").isGreaterThan(20);
      return points.hex().substring(0, 12);
    }
  }

  private static void assertPoints(WalkAlgorithm algorithm, Points points, String expected) {
    assertThat(algorithm.revision() + " " + points.hex())
        .as(
            "points of a walk have changed: raise the revision in WalkAlgorithm, then write both here")
        .isEqualTo(expected);
  }

  @Test
  void correctedWalks() {
    Points points = new Points();
    Quadrics map = new Quadrics(8, 2);
    RandomHeading atRandom = new RandomHeading(random(), 0.4);
    LevelSetWalk walk = new LevelSetWalk(map, WALK);
    walk.walk(start(8), atRandom, points, Progress.none());
    walk.walk(start(8), new FarthestHeading(start(8), random()), points, Progress.none());
    walk.walk(start(8), new TargetHeading(new double[8]), points, Progress.none());
    new MatrixFreeWalk(map, WALK)
        .walk(start(8), new RandomHeading(random(), 0.4), points, Progress.none());
    new CurveTracer(new Quadrics(2, 1), WALK).trace(start(2), true, points, Progress.none());
    new CurveTracer(new Quadrics(2, 1), WALK)
        .trace(new double[] {0.1, 0.5}, false, points, Progress.none());
    assertPoints(WalkAlgorithm.CORRECTOR, points, "corrected walk/7 c423c0a41384");
  }

  @Test
  void eulerWalks() {
    Points points = new Points();
    new EulerWalk(new Quadrics(8, 2), WALK.withFixedStep(0.06), EulerWalk.AtBound.CLAMP)
        .walk(start(8), random(), points, Progress.none());
    new EulerWalk(new Quadrics(2, 1), WALK.withFixedStep(0.06), EulerWalk.AtBound.CLAMP)
        .trace(start(2), true, points, Progress.none());
    assertPoints(WalkAlgorithm.EULER, points, "euler walk/5 fa440ec59701");
  }

  @Test
  void walksFromKinkToKink() {
    Points points = new Points();
    new PiecewiseLinearWalk(
            new Octahedron(8),
            WalkOptions.ofLength(20).withBox(BOX).withStepBudget(60),
            AtRankChange.CONTINUE)
        .walk(start(8), new RandomHeading(random(), 2), points, Progress.none());
    assertPoints(WalkAlgorithm.KINKS, points, "walk from kink to kink/4 3519c9940f7c");
  }

  @Test
  void lifts() {
    Points points = new Points();
    new HorizontalLift(new Quadrics(8, 1), WALK.withFixedStep(0.01))
        .lift(start(8), new double[] {3}, points, Progress.none());
    Quadrics saddle = new Quadrics(8, 2);
    WalkResult lift =
        new HorizontalLift(saddle, WALK)
            .lift(start(8), new double[] {2.5, -0.5}, points, Progress.none())
            .walk();
    Crossing nearest = new NearestCrossing(saddle, WALK).approach(start(8), lift, Progress.none());
    assertThat(nearest.distance()).isLessThan(lift.netDistance());
    points.add(nearest.input());
    assertPoints(WalkAlgorithm.LIFT, points, "horizontal lift/5 da4dd4c05a72");
  }

  @Test
  void samples() {
    Points points = new Points();
    new ClassSampler(new Quadrics(8, 2), SamplerOptions.ofSamples(40).withBox(BOX))
        .sample(start(8), random(), points, Progress.none());
    assertPoints(WalkAlgorithm.SAMPLER, points, "class sampler/2 26597ac41f11");
  }

  @Test
  void whatIsAskedDecidesWhoAnswers() {
    WalkRequest walk = WalkRequest.of(FiberMode.WALK, 1, BOX, 7);
    assertThat(WalkAlgorithm.of(walk)).isEqualTo(WalkAlgorithm.CORRECTOR);
    assertThat(WalkAlgorithm.of(walk.withMode(FiberMode.CROSS))).isEqualTo(WalkAlgorithm.LIFT);
    assertThat(WalkAlgorithm.of(walk.withMode(FiberMode.SAMPLE))).isEqualTo(WalkAlgorithm.SAMPLER);
    assertThat(WalkAlgorithm.of(walk.withMethod(WalkMethod.KINKS, 0)))
        .isEqualTo(WalkAlgorithm.KINKS);
    assertThat(WalkAlgorithm.of(walk.withMethod(WalkMethod.EULER, 0.1)))
        .isEqualTo(WalkAlgorithm.EULER);
  }
}

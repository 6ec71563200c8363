package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.MnistImages;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.PiecewiseLinearNetwork;
import dev.nervure.jacobian.Vectors;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks from kink to kink on classes that fold, where the way is known. */
class FoldedClassesTest {

  /** linear . x - sum over units k of slopes_k max(0, units_k . x). */
  private record Folds(double[] linear, double[] slopes, double[]... units)
      implements PiecewiseLinearMap {

    @Override
    public int inputSize() {
      return linear.length;
    }

    @Override
    public int outputSize() {
      return 1;
    }

    @Override
    public double[] value(double[] x) {
      double value = Vectors.dot(linear, x);
      for (int k = 0; k < slopes.length; k++) {
        value -= slopes[k] * Math.max(0, Vectors.dot(units[k], x));
      }
      return new double[] {value};
    }

    @Override
    public Linearization linearize(double[] x) {
      double[] row = linear.clone();
      for (int k = 0; k < slopes.length; k++) {
        if (Vectors.dot(units[k], x) > 0) {
          Vectors.addScaled(row, -slopes[k], units[k]);
        }
      }
      return new Linearization(value(x), new double[][] {row});
    }

    @Override
    public double distanceToKink(double[] x, double[] v) {
      double first = Double.POSITIVE_INFINITY;
      for (double[] unit : units) {
        double distance = -Vectors.dot(unit, x) / Vectors.dot(unit, v);
        first = distance > 0 ? Math.min(first, distance) : first;
      }
      return first;
    }
  }

  /** y = slope |x|. */
  private static Folds vee(double slope) {
    return new Folds(
        new double[] {0, 1},
        new double[] {slope, slope},
        new double[] {1, 0},
        new double[] {-1, 0});
  }

  /** z = slope |x|, all y. */
  private static Folds valley(double slope) {
    return new Folds(
        new double[] {0, 0, 1},
        new double[] {slope, slope},
        new double[] {1, 0, 0},
        new double[] {-1, 0, 0});
  }

  /** z = max(0, x) + max(0, y). */
  private static Folds corner() {
    return new Folds(
        new double[] {0, 0, 1},
        new double[] {1, 1},
        new double[] {1, 0, 0},
        new double[] {0, 1, 0});
  }

  private static PiecewiseWalkResult walk(
      PiecewiseLinearMap map, WalkOptions options, double[] start, Heading heading) {
    return new PiecewiseLinearWalk(map, options, AtRankChange.CONTINUE)
        .walk(start, heading, step -> {}, Progress.none());
  }

  private static WalkOptions options(double length) {
    return WalkOptions.ofLength(length).withStepBudget(3000);
  }

  private static Heading steady(long seed) {
    return new RandomHeading(RandomStream.seeded(seed), 1e12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 3, 30})
  void walkTurnsRoundTheTipOfAVeeHoweverSharp(double slope) {
    double arm = Math.hypot(1, slope);
    int round = 0;
    for (long seed = 1; seed <= 10; seed++) {
      PiecewiseWalkResult result =
          walk(vee(slope), options(3 * arm), new double[] {-1, slope}, steady(seed));

      assertThat(result.walk().stop()).isEqualTo(StopReason.LENGTH);
      assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-12 * slope * 4);
      double end = result.walk().end()[0];
      assertThat(end).isCloseTo(result.kinks() == 0 ? -4 : 2, within(1e-7));
      round += result.kinks();
    }
    // Half of the draws lead to the tip, each over one kink.
    assertThat(round).isBetween(1, 9);
  }

  @Test
  void walkIsAGeodesicOfTheUnfoldedValley() {
    double slope = 2;
    double stretch = Math.hypot(1, slope);
    for (long seed = 1; seed <= 10; seed++) {
      List<double[]> unfolded = new ArrayList<>();
      new PiecewiseLinearWalk(valley(slope), options(10), AtRankChange.STOP)
          .walk(
              new double[] {-1, 0, slope},
              steady(seed),
              step -> unfolded.add(new double[] {stretch * step.point()[0], step.point()[1]}),
              Progress.none());

      double[] first = unfolded.get(0);
      double[] last = unfolded.get(unfolded.size() - 1);
      assertThat(Vectors.distance(first, last)).isCloseTo(10, within(1e-7));
    }
  }

  @Test
  void nearestPointOfASharpVeeIsItsTip() {
    PiecewiseWalkResult result =
        walk(vee(3), options(10), new double[] {-1, 3}, new TargetHeading(new double[] {0.2, -5}));

    assertThat(result.walk().stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.walk().end()[0]).isCloseTo(0, within(1e-8));
    assertThat(result.kinks()).isLessThan(20);
  }

  @Test
  void directedWalkFollowsAFoldToThePointNearestToItsTarget() {
    PiecewiseWalkResult result =
        walk(
            valley(3),
            options(20),
            new double[] {-1, 0, 3},
            new TargetHeading(new double[] {0.3, 4, -3}));

    assertThat(result.walk().stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.walk().end()[0]).isCloseTo(0, within(1e-6));
    // What is left of the way within the class is a thousandth of that to the target.
    assertThat(result.walk().end()[1]).isCloseTo(4, within(4e-3));
    assertThat(result.kinks()).isLessThan(200);
  }

  @Test
  void directedWalkFindsTheNearestPointOfAConvexCorner() {
    RandomStream random = RandomStream.seeded(7);
    for (int k = 0; k < 30; k++) {
      double x = 4 * random.nextDouble() - 2;
      double y = 4 * random.nextDouble() - 2;
      double[] start = {x, y, Math.max(0, x) + Math.max(0, y)};
      double[] target = {
        2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1, -3 * random.nextDouble() - 0.1
      };
      PiecewiseWalkResult result = walk(corner(), options(20), start, new TargetHeading(target));

      assertThat(result.walk().stop()).as("walk %d", k).isEqualTo(StopReason.TARGET);
      assertThat(Vectors.distance(result.walk().end(), target))
          .as("walk %d", k)
          .isCloseTo(distanceToCorner(target), within(2e-3));
      assertThat(result.kinks()).as("walk %d", k).isLessThan(400);
    }
  }

  /** By the nearest points of the four planes, the lines between them and the tip. */
  private static double distanceToCorner(double[] target) {
    double best = Vectors.norm(target);
    for (double a = -8; a <= 8; a += 1e-3) {
      // For each x the best y of either half; z = max(0, x) + max(0, y).
      double rest = target[2] - Math.max(0, a);
      double below = Math.min(0, target[1]);
      double above = Math.max(0, (target[1] + rest) / 2);
      for (double b : new double[] {below, above}) {
        double[] point = {a, b, Math.max(0, a) + Math.max(0, b)};
        best = Math.min(best, Vectors.distance(point, target));
      }
    }
    return best;
  }

  @Test
  void deadRegionIsKeptToAtItsEdgeAndLeadsToTheNearestPointOfIt() {
    // max(0, x - y), whose class of 0 is the half plane x <= y.
    Folds rectifier = new Folds(new double[2], new double[] {-1}, new double[] {1, -1});
    PiecewiseWalkResult result =
        walk(
            rectifier,
            options(20),
            new double[] {-1.85, 1.3},
            new TargetHeading(new double[] {3, -1}));

    assertThat(result.walk().stop()).isEqualTo(StopReason.TARGET);
    assertThat(result.walk().end()[0]).isCloseTo(1, within(4e-3));
    assertThat(result.walk().end()[1]).isCloseTo(1, within(4e-3));
    assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-12);
    assertThat(result.kinks()).isLessThan(200);
  }

  @Test
  void sameSeedIsTheSameWalk() {
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      points.add(
          walk(
                  corner(),
                  options(20),
                  new double[] {1, 1, 2},
                  new RandomHeading(RandomStream.seeded(3), 1))
              .walk()
              .end());
    }
    assertThat(points.get(0)).isEqualTo(points.get(1));
  }

  private static PiecewiseWalkResult onLeNet(double length, double[] start, Heading heading) {
    try (Model model =
        Model.load(SharedData.path("models/trained-mnist/lenet_mnist.onnx"), Precision.FLOAT64)) {
      Box pixels = Box.uniform(0, 1);
      return new PiecewiseLinearWalk(
              PiecewiseLinearNetwork.toLogits(model),
              WalkOptions.ofLength(length).withFixedStep(0.05).withBox(pixels),
              AtRankChange.STOP)
          .walk(
              start,
              heading,
              step -> assertThat(pixels.contains(step.point())).isTrue(),
              Progress.none());
    }
  }

  @Test
  void randomWalkOnLeNetGetsOn() {
    double[] image = MnistImages.first(1)[0];
    PiecewiseWalkResult result =
        onLeNet(1, image, new RandomHeading(RandomStream.seeded(205), 0.4));

    assertThat(result.walk().stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-9);
    assertThat(result.walk().netDistance()).isGreaterThan(0.5);
    // Some 500 of them where the even background is left, within a hundredth of length.
    assertThat(result.kinks()).isBetween(100, 4000);
  }

  @Test
  void directedWalkOnLeNetGetsOn() {
    double[][] images = MnistImages.first(2);
    PiecewiseWalkResult result = onLeNet(0.5, images[0], new TargetHeading(images[1]));

    assertThat(result.walk().stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.walk().drift()).isLessThanOrEqualTo(1e-9);
    assertThat(result.walk().netDistance()).isGreaterThan(0.45);
    assertThat(result.kinks()).isLessThan(4000);
  }
}

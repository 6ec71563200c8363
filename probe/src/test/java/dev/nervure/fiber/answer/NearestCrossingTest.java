package dev.nervure.fiber.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.box.Box;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.FormulaMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import org.junit.jupiter.api.Test;

class NearestCrossingTest {

  /**
   * A walk ends when less than a thousandth of the way is left to go along the class; of the
   * distance that is the square, and some of it where the class is curved.
   */
  private static final double ARRIVED = 1e-5;

  private static final double HELD = 1e-11;

  private static WalkResult lift(
      DifferentiableMap map, WalkOptions options, double[] start, double target) {
    return new HorizontalLift(map, options)
        .lift(start, new double[] {target}, step -> {}, Progress.none())
        .walk();
  }

  private static Crossing nearest(
      DifferentiableMap map, WalkOptions options, double[] start, WalkResult lift) {
    Crossing found = new NearestCrossing(map, options).approach(start, lift, Progress.none());
    assertThat(found.distance()).isLessThanOrEqualTo(lift.netDistance());
    assertThat(found.distance()).isEqualTo(Vectors.distance(start, found.input()));
    assertThat(options.box().contains(found.input())).isTrue();
    assertThat(map.value(found.input())).isEqualTo(found.output());
    assertThat(found.output()[0]).isCloseTo(lift.endValue()[0], within(HELD));
    return found;
  }

  /** Least distance from a point to the ellipse x^2/4 + y^2 = level, by the angle. */
  private static double fromEllipse(double x, double y, double level) {
    double radius = Math.sqrt(level);
    double best = Double.POSITIVE_INFINITY;
    double at = 0;
    double width = Math.PI;
    // Each round is a thousand times finer than the one before: the last one to 1e-12.
    for (int round = 0; round < 4; round++) {
      double middle = at;
      for (int i = -2000; i <= 2000; i++) {
        double angle = middle + width * i / 2000;
        double distance =
            Math.hypot(2 * radius * Math.cos(angle) - x, radius * Math.sin(angle) - y);
        if (distance < best) {
          best = distance;
          at = angle;
        }
      }
      width /= 1000;
    }
    return best;
  }

  @Test
  void findsTheNearestPointOfAnEllipse() {
    FormulaMap ellipse = FormulaMap.ellipsoid(2, 1);
    WalkOptions options = WalkOptions.ofLength(10);
    double[] start = {0.5, 0.2};
    WalkResult lift = lift(ellipse, options, start, 1);
    Crossing found = nearest(ellipse, options, start, lift);

    double least = fromEllipse(0.5, 0.2, 1);
    assertThat(lift.netDistance()).isGreaterThan(1.01 * least);
    assertThat(found.distance()).isCloseTo(least, within(ARRIVED * least));
    assertThat(found.stop()).isEqualTo(StopReason.TARGET);
    assertThat(found.steps()).isBetween(1, 100);
  }

  /** Whatever unit the inputs are in. */
  @Test
  void stepsFollowTheDistance() {
    for (double unit : new double[] {1e-3, 1e3}) {
      FormulaMap ellipse = FormulaMap.ellipsoid(2 * unit, unit);
      WalkOptions options = WalkOptions.ofLength(10 * unit);
      double[] start = {0.5 * unit, 0.2 * unit};
      Crossing found = nearest(ellipse, options, start, lift(ellipse, options, start, 1));

      double least = unit * fromEllipse(0.5, 0.2, 1);
      assertThat(found.distance()).isCloseTo(least, within(ARRIVED * least));
      assertThat(found.steps()).isLessThan(100);
    }
  }

  @Test
  void aLiftThatDoesNotBendEndsAtTheNearestPoint() {
    FormulaMap sphere = FormulaMap.ellipsoid(1, 1, 1);
    WalkOptions options = WalkOptions.ofLength(10);
    double[] start = {0, 0.6, 0.8};
    WalkResult lift = lift(sphere, options, start, 4);
    Crossing found = nearest(sphere, options, start, lift);

    assertThat(found.distance()).isCloseTo(1, within(1e-9));
    assertThat(Vectors.distance(found.input(), lift.end())).isLessThan(1e-6);
  }

  @Test
  void holdsTheBox() {
    FormulaMap ellipsoid = FormulaMap.ellipsoid(2, 1, 1.5);
    double bound = 0.45;
    WalkOptions options =
        WalkOptions.ofLength(10)
            .withBox(Box.of(new double[] {-3, -3, -3}, new double[] {3, 3, bound}));
    double[] start = {0.5, 0.2, 0.4};
    WalkResult lift = lift(ellipsoid, options, start, 1);
    Crossing found = nearest(ellipsoid, options, start, lift);

    // Without the box the nearest point has a greater z; within it the distance falls with z up to
    // the bound, so that the nearest point lies on the ellipse there.
    double onBound = fromEllipse(0.5, 0.2, 1 - bound * bound / (1.5 * 1.5));
    double least = Math.hypot(onBound, bound - start[2]);
    assertThat(lift.netDistance()).isGreaterThan(1.005 * least);
    assertThat(found.input()[2]).isCloseTo(bound, within(1e-6));
    assertThat(found.distance()).isCloseTo(least, within(ARRIVED * least));
  }

  /**
   * y + x/2 + 2 max(0, x) + 2.5 max(0, x - 0.2): the lift crosses the first fold and ends ahead of
   * the second one; the nearest point lies beyond it, on 5 x + y = 1.5.
   */
  @Test
  void crossesAFold() {
    FormulaMap folds =
        new FormulaMap(
            2,
            1,
            x ->
                new double[] {
                  x[1] + x[0] / 2 + 2 * Math.max(0, x[0]) + 2.5 * Math.max(0, x[0] - 0.2)
                },
            x -> new double[][] {{0.5 + (x[0] > 0 ? 2 : 0) + (x[0] > 0.2 ? 2.5 : 0), 1}});
    WalkOptions options = WalkOptions.ofLength(10);
    double[] start = {-0.3, 0};
    WalkResult lift = lift(folds, options, start, 1);
    assertThat(lift.end()[0]).isBetween(0.0, 0.2);
    Crossing found = nearest(folds, options, start, lift);

    double least = 3 / Math.sqrt(26);
    assertThat(lift.netDistance()).isGreaterThan(1.3 * least);
    assertThat(found.distance()).isCloseTo(least, within(ARRIVED * least));
  }

  /** y + 2 max(0, x) from the left of the fold: straight up is near, down the slope is nearer. */
  @Test
  void staysAtALocalMinimum() {
    FormulaMap fold =
        new FormulaMap(
            2,
            1,
            x -> new double[] {x[1] + 2 * Math.max(0, x[0])},
            x -> new double[][] {{x[0] > 0 ? 2 : 0, 1}});
    WalkOptions options = WalkOptions.ofLength(10);
    double[] start = {-0.1, 0};
    WalkResult lift = lift(fold, options, start, 1);

    assertThat(nearest(fold, options, start, lift).distance()).isCloseTo(1, within(1e-9));
    assertThat(1.2 / Math.sqrt(5)).as("distance of the other piece").isLessThan(0.6);
  }

  @Test
  void anOutputThatIsThereAlreadyIsItsOwnCrossing() {
    FormulaMap ellipse = FormulaMap.ellipsoid(2, 1);
    WalkOptions options = WalkOptions.ofLength(10);
    double[] start = {0.5, 0.2};
    WalkResult lift = lift(ellipse, options, start, ellipse.value(start)[0]);
    Crossing found = nearest(ellipse, options, start, lift);

    assertThat(found.distance()).isZero();
    assertThat(found.steps()).isZero();
  }

  @Test
  void refusesALiftThatDidNotArrive() {
    FormulaMap sum = FormulaMap.linear(new double[][] {{3, 1, 1}});
    WalkOptions options = WalkOptions.ofLength(10).withBox(Box.uniform(0, 1));
    double[] start = {0.9, 0.5, 0.5};
    WalkResult lift = lift(sum, options, start, 6);

    assertThatThrownBy(
            () -> new NearestCrossing(sum, options).approach(start, lift, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BOX");
    assertThatThrownBy(
            () ->
                new NearestCrossing(sum, options)
                    .approach(new double[2], lift(sum, options, start, 4), Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 coordinates");
  }

  @Test
  void canBeCancelled() {
    FormulaMap ellipse = FormulaMap.ellipsoid(2, 1);
    WalkOptions options = WalkOptions.ofLength(10);
    double[] start = {0.5, 0.2};
    WalkResult lift = lift(ellipse, options, start, 1);
    Progress cancelled =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            throw new CancelledException();
          }
        };

    assertThatThrownBy(() -> new NearestCrossing(ellipse, options).approach(start, lift, cancelled))
        .isInstanceOf(CancelledException.class);
  }
}

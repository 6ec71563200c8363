package dev.nervure.fiber.answer;

import dev.nervure.fiber.AnchoredProjection;
import dev.nervure.fiber.HorizontalLift;
import dev.nervure.fiber.LevelSetWalk;
import dev.nervure.fiber.StopReason;
import dev.nervure.fiber.TargetHeading;
import dev.nervure.fiber.WalkOptions;
import dev.nervure.fiber.WalkResult;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a nearer point with the output that a lift has reached: projected descent of the
 * distance from the lift's start on that level set. It is the directed walk of {@link LevelSetWalk}
 * with a {@link TargetHeading}, towards the start instead of another input, inside the same box.
 *
 * <p>A lift is the shortest way to first order at each of its points, which is not the way to the
 * nearest point: over a curved or kinked output it bends, and ends up to half as far again from its
 * start as need be (measured on adversarially trained convolutional networks), or many times as far
 * where gradients turn at every kink. Where the output is one number, a second descent therefore
 * begins at a point that does not depend on the way of the lift ({@link AnchoredProjection}); the
 * nearer of both ends is returned.
 *
 * <p>What is found is a local minimum of the distance on a connected part of the level set, or,
 * where the walk ends for another reason, a point on the way to it. It bounds the least distance
 * from above and certifies nothing: a nearer point may lie beyond a ridge or on another component.
 *
 * <p>Cost: of one or two walks of some 75 steps on image networks, each as of {@link LevelSetWalk},
 * and of some 40 gradients between them. The object holds no state; one search runs on one thread.
 */
public final class NearestCrossing {

  /**
   * The length after which a search ends, in distances of the lift's end. A descent that goes
   * straight needs less than one; along dense kinks inertia swings to and fro, and ten were walked.
   * Steps are in proportion to the length, as for any walk: a tenth of the distance at first.
   */
  private static final double LENGTH_PER_DISTANCE = 20;

  private final DifferentiableMap map;
  private final WalkOptions options;

  /**
   * A search for one map.
   *
   * @param map the map that was lifted
   * @param options those of the lift: of them the box, the tolerances and the step budget serve
   *     here; lengths of steps follow from the distance of the lift's end
   */
  public NearestCrossing(DifferentiableMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /**
   * Walks towards the start of a lift while the output stays, from its end and from a second point.
   *
   * @param start where the lift began, length n; not modified
   * @param lift what {@link HorizontalLift} returned for it
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   * @return the nearest point met, never farther from the start than the lift's end
   * @throws IllegalArgumentException when the lift did not end with {@link StopReason#TARGET}, or
   *     the start has another number of coordinates
   */
  public Crossing approach(double[] start, WalkResult lift, Progress progress) {
    if (lift.stop() != StopReason.TARGET) {
      throw new IllegalArgumentException(
          "only a lift that reached its output has a crossing, this one ended with " + lift.stop());
    }
    if (start.length != lift.end().length) {
      throw new IllegalArgumentException(
          "the start has "
              + start.length
              + " coordinates but the lift ended at one of "
              + lift.end().length);
    }
    double reached = Vectors.distance(start, lift.end());
    Crossing asLifted =
        new Crossing(lift.end().clone(), lift.endValue().clone(), reached, 0, StopReason.TARGET);
    if (reached == 0) {
      return asLifted;
    }
    Crossing first = descend(start, asLifted, progress);
    double[] second = secondPoint(start, lift, progress);
    if (second == null) {
      return first;
    }
    double away = Vectors.distance(start, second);
    Crossing other =
        descend(
            start, new Crossing(second, map.value(second), away, 0, StopReason.TARGET), progress);
    return other.distance() < first.distance() ? other : first;
  }

  /** One of another way than the lift's; null for several outputs, or where there is none. */
  private double @Nullable [] secondPoint(double[] start, WalkResult lift, Progress progress) {
    if (map.outputSize() > 1) {
      return null;
    }
    AnchoredProjection search =
        new AnchoredProjection(map, options, start, map.value(start), lift.endValue()[0]);
    double[] met = search.find(start, progress);
    return search.shorten(met == null ? lift.end() : met, progress);
  }

  /** The nearest point met on a walk from a point with the output. */
  Crossing descend(double[] start, Crossing from, Progress progress) {
    if (from.distance() == 0) {
      return from;
    }
    WalkOptions walk =
        WalkOptions.ofLength(LENGTH_PER_DISTANCE * from.distance())
            .withBox(options.box())
            .withTolerance(options.tolerance())
            .withRankTolerance(options.rankTolerance())
            .withStepBudget(options.stepBudget());
    WalkResult back =
        new LevelSetWalk(map, walk)
            .walk(from.input(), new TargetHeading(start), step -> {}, progress);
    double distance = Vectors.distance(start, back.end());
    return distance < from.distance()
        ? new Crossing(back.end(), back.endValue(), distance, back.steps(), back.stop())
        : new Crossing(from.input(), from.output(), from.distance(), 0, back.stop());
  }
}

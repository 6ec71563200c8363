package dev.nervure.fiber;

import dev.nervure.progress.Progress;

/**
 * Looks, from the end of a lift, for a nearer point with the same output: projected descent of the
 * distance from the lift's start on the level set that the lift has reached. It is the directed
 * walk of {@link LevelSetWalk} with a {@link TargetHeading}, towards the start instead of another
 * input, inside the same box.
 *
 * <p>A lift is the shortest way to first order at each of its points, which is not the way to the
 * nearest point: over a curved or kinked output it bends, and ends up to half as far again from its
 * start as need be (measured on adversarially trained convolutional networks). Where it does not
 * bend, its end is returned.
 *
 * <p>What is found is a local minimum of the distance on the connected part of the level set, or,
 * where the walk ends for another reason, a point on the way to it. It bounds the least distance
 * from above and certifies nothing: a nearer point may lie beyond a ridge or on another component.
 *
 * <p>Cost: of a walk of some 75 steps on image networks, each as of {@link LevelSetWalk}. The
 * object holds no state; one search runs on one thread.
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
   * Walks from the end of a lift towards its start while the output stays.
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
    WalkOptions walk =
        WalkOptions.ofLength(LENGTH_PER_DISTANCE * reached)
            .withBox(options.box())
            .withTolerance(options.tolerance())
            .withRankTolerance(options.rankTolerance())
            .withStepBudget(options.stepBudget());
    WalkResult back =
        new LevelSetWalk(map, walk)
            .walk(lift.end(), new TargetHeading(start), step -> {}, progress);
    double distance = Vectors.distance(start, back.end());
    return distance < reached
        ? new Crossing(back.end(), back.endValue(), distance, back.steps(), back.stop())
        : new Crossing(asLifted.input(), asLifted.output(), reached, 0, back.stop());
  }
}

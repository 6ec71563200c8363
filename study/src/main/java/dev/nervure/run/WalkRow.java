package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One walk from one input: what it found, or why it failed. All between the target and the reason
 * is null where it failed.
 *
 * @param originalIndex position of the input in the data as they were opened
 * @param kind {@code walk}, {@code farthest}, {@code directed} or {@code boundary}
 * @param target {@code directed}: position of the input approached; {@code boundary}: the class
 *     beyond; null otherwise
 * @param stop why it ended: {@code length}, {@code box}, ...
 * @param steps accepted steps
 * @param length Euclidean length of the path: of the arcs where a class of dimension one is traced,
 *     of the chords elsewhere
 * @param pseudolength length of its image in the output
 * @param netDistance Euclidean distance from start to end
 * @param drift largest change of what is held, or for a boundary of the margin, at the points of
 *     the path
 * @param smallestSingularValue of the Jacobian, on the way
 * @param largestSingularValue of the Jacobian, on the way
 * @param nullDimension inputs minus rank of the Jacobian at the start
 * @param boxShare share of the values of the last point that lie on a bound
 * @param predictedStart output with the highest value at the start
 * @param predictedEnd output with the highest value at the end
 * @param remainingDistance directed walks: distance left, as a share of that at the start; null for
 *     other walks
 * @param kinks walks from kink to kink: how often it crossed into another linear piece; null for
 *     other walks, as are the next three
 * @param endNullDimension null dimension of the last piece
 * @param smallestNullDimension smallest null dimension of any piece
 * @param largestNullDimension largest null dimension of any piece
 * @param nearestDistance boundaries: Euclidean distance from the start to the nearest point found
 *     with another answer, or with the output that a lift was to reach, an upper bound, found by
 *     search; null where none was found and for other walks, as are the next four
 * @param nearestTried how many other answers were searched for; null where one output was asked for
 * @param nearestStop why the walk along the boundary ended; {@code target} at a local minimum
 * @param nearestPredicted output with the highest value at the nearest point
 * @param nearestPredictedAsFloat32 the same once the point is rounded to float32
 * @param chordLength sum of the chords between the points of the path
 * @param driftBetween largest change of what is held halfway along any chord; null where it is not
 *     finite
 * @param failed why there are no values; null where there are
 */
public record WalkRow(
    int originalIndex,
    String kind,
    @Nullable Integer target,
    @Nullable String stop,
    @Nullable Integer steps,
    @Nullable Double length,
    @Nullable Double pseudolength,
    @Nullable Double netDistance,
    @Nullable Double drift,
    @Nullable Double smallestSingularValue,
    @Nullable Double largestSingularValue,
    @Nullable Integer nullDimension,
    @Nullable Double boxShare,
    @Nullable Integer predictedStart,
    @Nullable Integer predictedEnd,
    @Nullable Double remainingDistance,
    @Nullable Integer kinks,
    @Nullable Integer endNullDimension,
    @Nullable Integer smallestNullDimension,
    @Nullable Integer largestNullDimension,
    @Nullable Double nearestDistance,
    @Nullable Integer nearestTried,
    @Nullable String nearestStop,
    @Nullable Integer nearestPredicted,
    @Nullable Integer nearestPredictedAsFloat32,
    @Nullable Double chordLength,
    @Nullable Double driftBetween,
    @Nullable String failed) {

  /** Refuses NaN, infinities, and a row that has neither or both of values and a reason. */
  public WalkRow {
    if ((stop == null) == (failed == null)) {
      throw new IllegalArgumentException(
          kind + " must have either values or a reason why there are none");
    }
    requireFinite("length", length);
    requireFinite("pseudolength", pseudolength);
    requireFinite("netDistance", netDistance);
    requireFinite("drift", drift);
    requireFinite("smallestSingularValue", smallestSingularValue);
    requireFinite("largestSingularValue", largestSingularValue);
    requireFinite("boxShare", boxShare);
    requireFinite("remainingDistance", remainingDistance);
    requireFinite("nearestDistance", nearestDistance);
    requireFinite("chordLength", chordLength);
    requireFinite("driftBetween", driftBetween);
  }

  private static void requireFinite(String name, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite but was " + value);
    }
  }

  /** The row of a walk that failed. */
  public static WalkRow failed(int originalIndex, String kind, String why) {
    return new WalkRow(
        originalIndex,
        kind,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        why);
  }
}

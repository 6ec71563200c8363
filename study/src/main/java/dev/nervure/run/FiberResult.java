package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One walk from one input: what it found, or why it failed.
 *
 * @param originalIndex position of the input in the data as they were opened
 * @param kind {@code walk}, {@code farthest}, {@code directed} or {@code boundary}
 * @param target {@code directed}: position of the input approached; {@code boundary}: the class
 *     beyond; null otherwise
 * @param figures null where the walk failed
 * @param failed why there are no figures; null where there are
 */
public record FiberResult(
    int originalIndex,
    String kind,
    @Nullable Integer target,
    @Nullable Figures figures,
    @Nullable String failed) {

  /** Refuses a row that has neither or both of figures and a reason. */
  public FiberResult {
    if ((figures == null) == (failed == null)) {
      throw new IllegalArgumentException(
          kind + " must have either figures or a reason why there are none");
    }
  }

  /**
   * The figures of a walk that was made.
   *
   * @param stop why it ended: {@code length}, {@code box}, ...
   * @param steps accepted steps
   * @param length Euclidean length of the path: of the arcs where a class of dimension one is
   *     traced, of the chords elsewhere
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
   * @param remainingDistance directed walks: distance left, as a share of that at the start
   * @param pieces what a walk from kink to kink met; null for other walks
   * @param nearest boundaries: the nearest point found on it; null where none was, for other walks,
   *     and in runs of versions that did not look for it
   * @param chords what is known of the chords between the points; null in runs of versions that did
   *     not measure it
   */
  public record Figures(
      String stop,
      int steps,
      double length,
      double pseudolength,
      double netDistance,
      double drift,
      double smallestSingularValue,
      double largestSingularValue,
      int nullDimension,
      double boxShare,
      int predictedStart,
      int predictedEnd,
      @Nullable Double remainingDistance,
      @Nullable Pieces pieces,
      @Nullable Nearest nearest,
      @Nullable Chords chords) {

    /** Refuses NaN and infinities. */
    public Figures {
      requireFinite("length", length);
      requireFinite("pseudolength", pseudolength);
      requireFinite("netDistance", netDistance);
      requireFinite("drift", drift);
      requireFinite("smallestSingularValue", smallestSingularValue);
      requireFinite("largestSingularValue", largestSingularValue);
      requireFinite("boxShare", boxShare);
      requireFinite("remainingDistance", remainingDistance == null ? 0 : remainingDistance);
      requireFinite("nearest distance", nearest == null ? 0 : nearest.distance());
      requireFinite("chord length", chords == null ? 0 : chords.length());
      Double between = chords == null ? null : chords.driftBetween();
      requireFinite("drift between", between == null ? 0 : between);
    }

    private static void requireFinite(String name, double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + " must be finite but was " + value);
      }
    }
  }

  /**
   * The linear pieces that a walk met.
   *
   * @param kinks how often it crossed into another one
   * @param endNullDimension null dimension of the last one
   * @param smallestNullDimension smallest null dimension of any
   * @param largestNullDimension largest null dimension of any
   */
  public record Pieces(
      int kinks, int endNullDimension, int smallestNullDimension, int largestNullDimension) {}

  /**
   * The chords between the points of a path.
   *
   * @param length their sum
   * @param driftBetween largest change of what is held halfway along any of them; null where it is
   *     not finite
   */
  public record Chords(double length, @Nullable Double driftBetween) {}

  /**
   * The nearest point found with another answer, or with the output that a lift was to reach.
   *
   * @param distance Euclidean distance from the start: an upper bound, found by search
   * @param tried how many other answers were searched for; null where one output was asked for
   * @param stop why the walk along the boundary ended; {@code target} at a local minimum
   * @param predicted output with the highest value there
   * @param predictedAsFloat32 the same once the point is rounded to float32
   */
  public record Nearest(
      double distance,
      @Nullable Integer tried,
      String stop,
      int predicted,
      int predictedAsFloat32) {}
}

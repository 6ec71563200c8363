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
   * @param length Euclidean length of the path
   * @param pseudolength length of its image in the output
   * @param netDistance Euclidean distance from start to end
   * @param drift largest change of what is held, or for a boundary of the margin
   * @param smallestSingularValue of the Jacobian, on the way
   * @param largestSingularValue of the Jacobian, on the way
   * @param nullDimension inputs minus rank of the Jacobian at the start
   * @param boxShare share of the values of the last point that lie on a bound
   * @param predictedStart output with the highest value at the start
   * @param predictedEnd output with the highest value at the end
   * @param remainingDistance directed walks: distance left, as a share of that at the start
   * @param pieces what a walk from kink to kink met; null for other walks
   * @param nearest boundaries that were reached: the nearest point found there; null otherwise, and
   *     in runs of versions that did not look for it
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
      @Nullable Nearest nearest) {

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
   * The nearest point found on a boundary, from the end of the lift that reached it.
   *
   * @param distance Euclidean distance from the start, at most the net distance of the lift
   * @param steps walked from the end of the lift
   * @param stop why that walk ended; {@code target} at a local minimum of the distance
   * @param predicted output with the highest value there
   */
  public record Nearest(double distance, int steps, String stop, int predicted) {}
}

package dev.nervure.fiber;

/**
 * One accepted point of a walk, the start included.
 *
 * @param index 0 for the start
 * @param length Euclidean length of the path so far
 * @param point the input, length n; valid only during the call, copy what must last
 * @param value the output there, length m
 * @param drift largest absolute change of any output since the start
 * @param stepLength Euclidean distance from the point before
 * @param smallestSingularValue of the Jacobian here; on a {@link LevelSetWalk} where the step
 *     arrived before it was corrected, unless the correction was longer than a tenth of the step or
 *     the rank another one there
 * @param largestSingularValue of the same Jacobian
 * @param corrections corrections that the projection onto the class took
 */
public record WalkStep(
    int index,
    double length,
    double[] point,
    double[] value,
    double drift,
    double stepLength,
    double smallestSingularValue,
    double largestSingularValue,
    int corrections) {

  /** Receives the points of a walk as they are accepted, so that none need be kept in memory. */
  @FunctionalInterface
  public interface Recorder {

    /** Called once a point, in order. */
    void accept(WalkStep step);
  }
}

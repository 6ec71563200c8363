package dev.nervure.fiber.preimage;

import dev.nervure.fiber.StopReason;

/**
 * One connected piece of a level set in the plane, as far as it lies in the rectangle.
 *
 * @param level the value of f along it
 * @param points the traced points in order, each of length 2
 * @param closed whether it returns to its first point
 * @param length Euclidean length, corrected for the curvature between the points
 * @param firstStop why the trace ended at the first point
 * @param lastStop why it ended at the last one
 */
public record LevelCurve(
    double level,
    double[][] points,
    boolean closed,
    double length,
    StopReason firstStop,
    StopReason lastStop) {

  /** Whether it closes or ends on the border at both ends: nothing of it is missing. */
  public boolean isWhole() {
    return closed || firstStop == StopReason.BOX && lastStop == StopReason.BOX;
  }
}

package dev.nervure.fiber;

/**
 * One connected piece of a level set in the plane, as far as it lies in the rectangle.
 *
 * @param level the value of f along it
 * @param points the traced points in order, each of length 2
 * @param closed whether it returns to its first point
 * @param length Euclidean length, corrected for the curvature between the points
 * @param stop why the trace ended
 */
public record LevelCurve(
    double level, double[][] points, boolean closed, double length, StopReason stop) {}

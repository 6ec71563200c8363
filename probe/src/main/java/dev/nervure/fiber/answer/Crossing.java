package dev.nervure.fiber.answer;

import dev.nervure.fiber.StopReason;

/**
 * A point at which a stated output is taken, and how far it is from where a lift began.
 *
 * @param input the point, length n
 * @param output the output there, length m: that of the lift's end within the tolerance of the walk
 * @param distance Euclidean distance from the start of the lift, in input units; an upper bound of
 *     the least distance at which the output is taken
 * @param steps of the walk along the level set that leads to the point; 0 where there was none, as
 *     where it is the lift's end
 * @param stop why the search ended; {@link StopReason#TARGET} at a local minimum of the distance
 */
public record Crossing(
    double[] input, double[] output, double distance, int steps, StopReason stop) {}

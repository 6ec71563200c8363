package dev.nervure.fiber.answer;

import dev.nervure.fiber.StopReason;

/**
 * An input to which a network gives another answer than to the start: the first such input on the
 * straight way from the start, up to rounding.
 *
 * @param input the point, length n, inside the box
 * @param output the outputs there, length m
 * @param answer index of the largest of them, another one than at the start
 * @param distance Euclidean distance from the start, in input units: an upper bound of the distance
 *     to the nearest input with another answer, found by search and not certified
 * @param tried how many other answers were searched for, each by itself
 * @param stop why the last walk along the boundary ended; {@link StopReason#TARGET} at a local
 *     minimum of the distance
 */
public record OtherAnswer(
    double[] input, double[] output, int answer, double distance, int tried, StopReason stop) {}

package dev.nervure.study.fiber.walk;

/**
 * Where the answer first changes on a lift, before the output that was asked for is reached: the
 * fiber is left there already, towards another answer.
 *
 * @param from the answer at the start
 * @param to the answer there
 * @param length of the path up to there, in input units
 * @param distance from the start
 */
record AnswerChange(int from, int to, double length, double distance) {}

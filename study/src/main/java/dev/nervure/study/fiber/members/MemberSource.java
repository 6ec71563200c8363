package dev.nervure.study.fiber.members;

import org.jspecify.annotations.Nullable;

/**
 * An input from whose fiber members are drawn.
 *
 * @param input flat, as the model takes it
 * @param index position in the data as they were opened; null for a point
 * @param label its class; null where it has none
 */
public record MemberSource(double[] input, @Nullable Integer index, @Nullable Integer label) {}

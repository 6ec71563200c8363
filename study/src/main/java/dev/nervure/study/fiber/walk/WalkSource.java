package dev.nervure.study.fiber.walk;

import org.jspecify.annotations.Nullable;

/**
 * Where a walk begins, in the words that its files and reports show.
 *
 * @param model the file of the network
 * @param data the data, or {@code --point}
 * @param index position of the input in the data as they were opened; null for a point
 * @param label its class by name; null where it has none
 */
public record WalkSource(
    String model, String data, @Nullable Integer index, @Nullable String label) {}

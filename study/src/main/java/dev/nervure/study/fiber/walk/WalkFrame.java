package dev.nervure.study.fiber.walk;

/**
 * A frame of a walk among images.
 *
 * @param step which step it shows
 * @param logits outputs of the network there
 * @param picture the input as PNG
 * @param difference its difference from the start, as PNG
 */
public record WalkFrame(int step, double[] logits, byte[] picture, byte[] difference) {}

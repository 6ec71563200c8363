package dev.nervure.study.fiber.walk;

import dev.nervure.data.array.StoredArray;

/**
 * The points of a walk as they were written, all with one row a point.
 *
 * @param path the inputs
 * @param logits outputs of the network there
 * @param steps which step each point is
 */
record WalkPoints(StoredArray path, StoredArray logits, int[] steps) {}

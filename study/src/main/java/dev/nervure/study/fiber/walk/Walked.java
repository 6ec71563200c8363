package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.WalkResult;
import org.jspecify.annotations.Nullable;

/**
 * A walk that was made.
 *
 * @param result its figures
 * @param pieces what it met where it went from kink to kink; null for other walks
 */
record Walked(WalkResult result, @Nullable PiecewiseWalkResult pieces) {}

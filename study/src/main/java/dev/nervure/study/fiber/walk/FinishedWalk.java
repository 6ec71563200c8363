package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.PiecewiseWalkResult;
import dev.nervure.fiber.WalkResult;
import org.jspecify.annotations.Nullable;

/**
 * A walk that was made.
 *
 * @param result its values
 * @param pieces what it met where it went from kink to kink; null for other walks
 * @param change where the answer changes on a lift before it arrives; null for other walks, and
 *     where it does not
 * @param straightLength of a lift, {@link dev.nervure.fiber.LiftResult#straightLength}; 0 for
 *     others
 */
record FinishedWalk(
    WalkResult result,
    @Nullable PiecewiseWalkResult pieces,
    @Nullable AnswerChange change,
    double straightLength) {

  /** One within a fiber. */
  static FinishedWalk within(WalkResult result, @Nullable PiecewiseWalkResult pieces) {
    return new FinishedWalk(result, pieces, null, 0);
  }
}

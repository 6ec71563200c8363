package dev.nervure.cli;

import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.study.fiber.WalkMethod;

/**
 * How the steps of a walk are made.
 *
 * @param method the steps
 * @param atRankChange what a walk from kink to kink does where the null dimension changes
 * @param backward whether a one-dimensional fiber is traced in its second direction
 */
record StepManner(WalkMethod method, AtRankChange atRankChange, boolean backward) {
  /** With corrections, which serve every walk. */
  static final StepManner CORRECTED =
      new StepManner(WalkMethod.CORRECTOR, AtRankChange.STOP, false);
}

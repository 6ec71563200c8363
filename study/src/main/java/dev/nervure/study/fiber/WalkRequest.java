package dev.nervure.study.fiber;

import dev.nervure.box.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;

/**
 * What is asked of one fiber: where to walk, how far, within which bounds, by which steps.
 *
 * @param mode the question
 * @param length Euclidean length after which a walk ends
 * @param box allowed range of every input value
 * @param method how steps are made
 * @param atRankChange what a walk from kink to kink does where the null dimension changes
 * @param step step length; 0 for adaptive steps
 * @param stepBudget most steps made
 * @param every every how many steps the path is written; 0 for 40 to 80 points evenly along it
 * @param frames pictures in the strip
 * @param backward whether a one-dimensional fiber is traced in its second direction
 * @param seed of everything that is drawn
 */
public record WalkRequest(
    FiberMode mode,
    double length,
    Box box,
    WalkMethod method,
    AtRankChange atRankChange,
    double step,
    int stepBudget,
    int every,
    int frames,
    boolean backward,
    long seed) {

  /** The momentum of a random walk lasts for this share of its length. */
  public static final double MEMORY_SHARE = 0.2;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of range
   */
  public WalkRequest {
    require(length > 0 && Double.isFinite(length), "length must be positive and finite", length);
    require(step >= 0 && Double.isFinite(step), "step must be at least 0 and finite", step);
    require(stepBudget >= 1, "steps must be at least 1", stepBudget);
    require(every >= 0, "every must be at least 0", every);
    require(frames >= 2, "frames must be at least 2", frames);
    if (method == WalkMethod.EULER && step == 0) {
      throw new IllegalArgumentException("the Euler method needs a step length (--step)");
    }
  }

  private static void require(boolean holds, String rule, Number given) {
    if (!holds) {
      throw new IllegalArgumentException(rule + " but was " + given);
    }
  }

  /**
   * Refuses what would be answered by another walk than the one asked for.
   *
   * @throws IllegalArgumentException when these steps do not serve the mode
   */
  public void requireMethodFitsMode() {
    if (method == WalkMethod.EULER && mode != FiberMode.WALK) {
      throw new IllegalArgumentException(
          "--method euler steps at random, as published: it serves random walks only");
    }
    if (method == WalkMethod.KINKS && mode == FiberMode.CROSS) {
      throw new IllegalArgumentException(
          "--method kinks walks while the outputs stay the same: it does not lead to another answer");
    }
    // A study of many inputs carries the option to the boundary of each, which has no direction.
    if (backward && mode != FiberMode.WALK && mode != FiberMode.CROSS) {
      throw new IllegalArgumentException(
          "--backward chooses between the directions of a curve, which a walk that has somewhere to"
              + " go does by itself: it serves random walks only");
    }
  }

  /** The same question of another kind. */
  public WalkRequest withMode(FiberMode other) {
    return new WalkRequest(
        other, length, box, method, atRankChange, step, stepBudget, every, frames, backward, seed);
  }

  /** Corrected steps, adaptive, 40 to 80 points of the path kept. */
  public static WalkRequest of(FiberMode mode, double length, Box box, long seed) {
    return new WalkRequest(
        mode, length, box, WalkMethod.CORRECTOR, AtRankChange.STOP, 0, 100_000, 0, 10, false, seed);
  }

  /** The same question with steps made in another way; of adaptive length where step is 0. */
  public WalkRequest withMethod(WalkMethod other, double otherStep) {
    return new WalkRequest(
        mode,
        length,
        box,
        other,
        atRankChange,
        otherStep,
        stepBudget,
        every,
        frames,
        backward,
        seed);
  }

  /** The same question with at least this length. */
  public WalkRequest withLeastLength(double least) {
    return new WalkRequest(
        mode,
        Math.max(length, least),
        box,
        method,
        atRankChange,
        step,
        stepBudget,
        every,
        frames,
        backward,
        seed);
  }

  /** The same question with no more steps than these. */
  public WalkRequest withMostSteps(int steps) {
    return new WalkRequest(
        mode,
        length,
        box,
        method,
        atRankChange,
        step,
        Math.min(steps, stepBudget),
        every,
        frames,
        backward,
        seed);
  }

  /** The same question with other draws. */
  public WalkRequest withSeed(long other) {
    return new WalkRequest(
        mode, length, box, method, atRankChange, step, stepBudget, every, frames, backward, other);
  }
}

package dev.nervure.study.fiber;

import dev.nervure.fiber.Box;

/**
 * How a class is explored.
 *
 * @param mode the question
 * @param length Euclidean length after which a walk ends
 * @param box allowed range of every input value
 * @param euler whether the published explicit Euler steps are made instead of corrected ones
 * @param step step length; 0 for adaptive steps
 * @param stepBudget most steps made
 * @param every every how many steps the path is written; 0 for 40 to 80 points evenly along it
 * @param frames pictures in the strip
 * @param backward whether a one-dimensional class is traced in its second direction
 * @param seed of everything that is drawn
 */
public record FiberOptions(
    FiberMode mode,
    double length,
    Box box,
    boolean euler,
    double step,
    int stepBudget,
    int every,
    int frames,
    boolean backward,
    long seed) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of range
   */
  public FiberOptions {
    if (!(length > 0) || !(step >= 0) || stepBudget < 1 || every < 0 || frames < 2) {
      throw new IllegalArgumentException(
          "length must be positive, step at least 0, steps at least 1, every at least 0, frames at least 2,"
              + " but were "
              + length
              + ", "
              + step
              + ", "
              + stepBudget
              + ", "
              + every
              + ", "
              + frames);
    }
    if (euler && step == 0) {
      throw new IllegalArgumentException("the Euler method needs a step length (--step)");
    }
  }

  /** The same question of another kind. */
  public FiberOptions withMode(FiberMode other) {
    return new FiberOptions(
        other, length, box, euler, step, stepBudget, every, frames, backward, seed);
  }

  /** The same question with no more steps than these. */
  public FiberOptions withMostSteps(int steps) {
    return new FiberOptions(
        mode, length, box, euler, step, Math.min(steps, stepBudget), every, frames, backward, seed);
  }

  /** The same question with other draws. */
  public FiberOptions withSeed(long other) {
    return new FiberOptions(
        mode, length, box, euler, step, stepBudget, every, frames, backward, other);
  }
}

package dev.nervure.study.fiber.members;

import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;

/**
 * How members of fibers are drawn.
 *
 * @param walk the walk whose end is a member; {@code WALK} or {@code FARTHEST}, and {@code SAMPLE}
 *     for draws that are uniform by area
 * @param hold what all members share, as {@link HeldOutput#of} reads it
 * @param perInput members of each fiber, at least 1
 * @param threads members, or chains, at a time; results do not depend on it
 */
public record MemberOptions(WalkRequest walk, String hold, int perInput, int threads) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when a number is not positive, or the mode or the method draws
   *     no members
   */
  public MemberOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    if (perInput < 1) {
      throw new IllegalArgumentException(
          "the number of members must be at least 1 but was " + perInput);
    }
    if (walk.method() != WalkMethod.CORRECTOR) {
      throw new IllegalArgumentException(
          "members of a fiber are the ends of corrected walks: leave out --method "
              + walk.method().text());
    }
    FiberMode mode = walk.mode();
    if (mode != FiberMode.WALK && mode != FiberMode.FARTHEST && mode != FiberMode.SAMPLE) {
      throw new IllegalArgumentException(
          "members of a fiber are drawn by the modes walk, farthest and sample, not by "
              + mode.text());
    }
  }
}

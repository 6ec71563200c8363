package dev.nervure.study.fiber.inputs;

import dev.nervure.fiber.WalkOptions;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a study asks of every input.
 *
 * @param walk the walk from each input; its mode decides what else is asked: {@code CROSS} leaves
 *     the walk out, {@code DIRECTED} adds one towards another input
 * @param hold what the walks hold, as {@link HeldOutput#of} reads it
 * @param layers pattern of the layers whose Jacobians are decomposed; the logits and what is held
 *     are always among them
 * @param rankTolerance singular values up to this fraction of the largest count as zero
 * @param target directed walks: row of the sample that all approach; null for the next sample with
 *     another label
 * @param threads inputs at a time; results do not depend on it
 */
public record FiberOptions(
    WalkRequest walk,
    String hold,
    String layers,
    double rankTolerance,
    @Nullable Integer target,
    int threads) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when one is out of range or the mode is none for many inputs
   */
  public FiberOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    if (walk.mode() == FiberMode.PREIMAGE) {
      throw new IllegalArgumentException("a preimage is searched for one input: PlanePreimage");
    }
    if (walk.mode() != FiberMode.CROSS) {
      walk.requireMethodFitsMode();
    }
    if (walk.mode() == FiberMode.SAMPLE) {
      throw new IllegalArgumentException(
          "members of a fiber are drawn, not walked to: FiberMembers");
    }
  }

  /** A lift takes some tens of steps; one that has not arrived by now creeps along the box. */
  static final int MOST_LIFT_STEPS = 2000;

  /** What a lift may take at least, so that short walks do not keep it from far boundaries. */
  static final double LEAST_LIFT_LENGTH = 50;

  /**
   * How the boundary is looked for: by corrected steps, whatever the walks are, and as far as they
   * go or 50, whichever is farther.
   */
  WalkRequest lift() {
    return walk.withMode(FiberMode.CROSS)
        .withMethod(WalkMethod.CORRECTOR, walk.step())
        .withLeastLength(LEAST_LIFT_LENGTH)
        .withMostSteps(MOST_LIFT_STEPS);
  }

  /** Logits held, one layer a block, default tolerance, one thread. */
  public static FiberOptions of(WalkRequest walk) {
    return new FiberOptions(walk, "logits", "default", WalkOptions.DEFAULT_RANK_TOLERANCE, null, 1);
  }

  /** The same on so many threads. */
  public FiberOptions withThreads(int changed) {
    return new FiberOptions(walk, hold, layers, rankTolerance, target, changed);
  }

  /** The same for other layers. */
  public FiberOptions withLayers(String changed) {
    return new FiberOptions(walk, hold, changed, rankTolerance, target, threads);
  }

  /** The same with another walk. */
  public FiberOptions withWalk(WalkRequest changed) {
    return new FiberOptions(changed, hold, layers, rankTolerance, target, threads);
  }
}

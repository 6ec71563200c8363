package dev.nervure.cli;

import dev.nervure.study.fiber.WalkMethod;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a walk at random goes. */
final class RandomWalkOptions {
  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "corrector",
      description = {
        "How steps are made. Default: corrector.",
        "corrector: along the fiber, then back onto it",
        "kinks: from kink to kink of a network of rectifiers and max pooling",
        "euler: as published, without correction, of length --step; the drift is shown"
      })
  WalkMethod method = WalkMethod.CORRECTOR;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RankChangeOption rankChange;

  @Option(
      names = "--backward",
      fallbackValue = "true",
      description = "Trace a fiber of dimension one in its other direction.")
  private boolean backward;

  StepManner manner() {
    return new StepManner(method, rankChange.action(method), backward);
  }
}

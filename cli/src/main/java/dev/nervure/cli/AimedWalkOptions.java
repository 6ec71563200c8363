package dev.nervure.cli;

import dev.nervure.study.fiber.WalkMethod;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a walk within a fiber goes that has somewhere to go. */
final class AimedWalkOptions {
  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "corrector",
      description = {
        "How steps are made. Default: corrector.",
        "corrector: along the fiber, then back onto it",
        "kinks: from kink to kink of a network of rectifiers and max pooling"
      })
  private WalkMethod method = WalkMethod.CORRECTOR;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RankChangeOption rankChange;

  StepManner manner() {
    return new StepManner(method, rankChange.action(method), false);
  }
}

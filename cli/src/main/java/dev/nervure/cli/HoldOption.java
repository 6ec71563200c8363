package dev.nervure.cli;

import dev.nervure.study.fiber.HeldOutput;
import picocli.CommandLine.Option;

/** Which outputs stay as they are. */
final class HoldOption {
  @Option(
      names = "--hold",
      paramLabel = "WHAT",
      description =
          "Which outputs stay as they are: logits, top:5 (the five largest and the log-sum-exp of the others), logit:3, logprob:3, or a layer by its name ('nervure inspect'). Default: logits.")
  String what = HeldOutput.LOGITS;
}

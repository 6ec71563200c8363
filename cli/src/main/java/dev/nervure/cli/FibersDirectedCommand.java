package dev.nervure.cli;

import dev.nervure.network.Model;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.walk.WalkTarget;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure fibers directed}: within the fiber of an input towards another one. */
@Command(
    name = "directed",
    sortOptions = false,
    description = {
      "Walks towards another input while the outputs stay the same.",
      "It ends at the input with these outputs that looks most like the other one, as far as small steps find it."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers directed lenet.onnx --data mnist/ --index 7 --to 12 --length 100 --out walks/7-12",
      "  nervure fibers directed lenet.onnx --data mnist/ --index 7 --to 12 --hold logit:3",
      "  nervure fibers directed surface.onnx --point 0.25,0.25 --data points.csv --to 3 --box none"
    })
final class FibersDirectedCommand extends WalkQuestion {
  @Option(
      names = "--to",
      paramLabel = "J",
      required = true,
      description = "Which of the chosen samples to approach, from 0; always needed.")
  private int to;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HoldOption hold;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AimedWalkOptions aimed;

  FibersDirectedCommand(Session session) {
    super(session, FiberMode.DIRECTED);
  }

  @Override
  void refuse() {
    start.requireOne(true);
  }

  @Override
  WalkTarget target(Model model) {
    return WalkTarget.ofInput(start.other(model, to, session, output).values());
  }

  @Override
  String hold() {
    return hold.what;
  }

  @Override
  StepManner manner() {
    return aimed.manner();
  }
}

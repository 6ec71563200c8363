package dev.nervure.cli;

import dev.nervure.study.fiber.FiberMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nervure fibers farthest}: within the fiber of an input, away from it. */
@Command(
    name = "farthest",
    sortOptions = false,
    description = {
      "Walks away from an input while the outputs stay the same.",
      "It ends at an input with these outputs that looks as little like the start as small steps can make it."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers farthest lenet.onnx --data mnist/ --index 7 --length 100 --out walks/7-farthest",
      "  nervure fibers farthest lenet.onnx --data mnist/ --index 7 --length 10 --method kinks",
      "  nervure fibers farthest surface.onnx --point 0.25,0.25 --box -2,2"
    })
final class FibersFarthestCommand extends WalkQuestion {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HoldOption hold;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private AimedWalkOptions aimed;

  FibersFarthestCommand(Session session) {
    super(session, FiberMode.FARTHEST);
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

package dev.nervure.cli;

import dev.nervure.network.Model;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.walk.WalkTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nervure fibers cross}: out of the fiber of an input, to another answer. */
@Command(
    name = "cross",
    sortOptions = false,
    description = {
      "Finds the nearest input with another answer, and a short way to that answer.",
      "The distance is an upper bound: a nearer input with another answer may have been missed."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers cross lenet.onnx --data mnist/ --index 7 --out walks/7-boundary",
      "  nervure fibers cross lenet.onnx --data mnist/ --index 7 --to 8 --out walks/7-as-8",
      "  nervure fibers cross surface.onnx --point 0.25,0.25 --box none --to 0.5"
    })
final class FibersCrossCommand extends WalkQuestion {
  @Option(
      names = "--to",
      paramLabel = "ANSWER",
      description =
          "The class that is to become the answer, by index; for a network with one output the value to reach, which it needs. Default: the nearest other answer found.")
  private @Nullable Double to;

  FibersCrossCommand(Session session) {
    super(session, FiberMode.CROSS);
  }

  @Override
  WalkTarget target(Model model) {
    if (to == null) {
      return WalkTarget.NONE;
    }
    if (model.logits().size() == 1) {
      return WalkTarget.ofValue(to);
    }
    int answer = to.intValue();
    if (answer != to) {
      throw new WrongUsageException(
          "--to must be the index of a class, a whole number, but was " + to);
    }
    return WalkTarget.ofOutput(answer);
  }

  @Override
  String hold() {
    return HeldOutput.LOGITS;
  }

  @Override
  StepManner manner() {
    return StepManner.CORRECTED;
  }
}

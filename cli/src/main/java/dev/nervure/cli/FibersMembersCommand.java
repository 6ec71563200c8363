package dev.nervure.cli;

import dev.nervure.box.Box;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure fibers members}: the ends of walks, as a data set. */
@Command(
    name = "members",
    sortOptions = false,
    description = {
      "Makes a labelled data set of inputs with the same outputs: the ends of walks.",
      "members.json beside it states how far the outputs may differ. A command that was stopped continues where it was."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers members lenet.onnx --data mnist/ --per-class 2 --per-input 10 --out members/",
      "  nervure fibers members lenet.onnx --data mnist/ --index 7 --per-input 20 --length 10 --farthest",
      "  nervure predict lenet.onnx --data members/samples.npy"
    })
final class FibersMembersCommand extends MembersQuestion {
  @Option(
      names = "--farthest",
      fallbackValue = "true",
      description = "Walk away from each input, instead of at random.")
  private boolean farthest;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private LengthOptions extent;

  FibersMembersCommand(Session session) {
    super(session);
  }

  @Override
  WalkRequest request(Box range) {
    return new WalkRequest(
        farthest ? FiberMode.FARTHEST : FiberMode.WALK,
        extent.length,
        range,
        WalkMethod.CORRECTOR,
        AtRankChange.STOP,
        0,
        extent.mostSteps,
        0,
        10,
        false,
        start.samples.seed());
  }
}

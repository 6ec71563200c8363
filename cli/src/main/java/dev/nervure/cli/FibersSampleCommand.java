package dev.nervure.cli;

import dev.nervure.box.Box;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkRequest;
import picocli.CommandLine.Command;

/** {@code nervure fibers sample}: members of fibers, uniform by area. */
@Command(
    name = "sample",
    sortOptions = false,
    description = {
      "Draws inputs with the same outputs, uniformly by area, as a data set.",
      "They come from a Markov chain that begins at each input. Neighbouring members depend on each other; a note says how many independent ones they are worth."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers sample lenet.onnx --data mnist/ --index 7 --per-input 100 --out members-7/",
      "  nervure fibers sample lenet.onnx --data mnist/ --per-class 1 --per-input 50",
      "  nervure fibers sample surface.onnx --point 0.25,0.25 --box -1,1 --per-input 1000"
    })
final class FibersSampleCommand extends MembersQuestion {
  FibersSampleCommand(Session session) {
    super(session);
  }

  @Override
  WalkRequest request(Box range) {
    // A chain has no length: it goes on until it has drawn as many as are asked for.
    return WalkRequest.of(FiberMode.SAMPLE, 1, range, start.samples.seed());
  }
}

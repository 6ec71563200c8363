package dev.nervure.cli;

import dev.nervure.box.Box;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far a walk goes, by which steps, and how its path is shown. */
final class PathOptions {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  private LengthOptions extent;

  @Option(
      names = "--step",
      order = 0,
      paramLabel = "H",
      description = "Length of each step. Default: adaptive.")
  double step;

  @Option(
      names = "--frames",
      order = 0,
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of pictures in the strip that shows a walk. Default: 10.")
  private int frames = 10;

  /** The walk that is asked for. */
  WalkRequest request(FiberMode mode, Box range, StepManner manner, int every, long seed) {
    return new WalkRequest(
        mode,
        extent.length,
        range,
        manner.method(),
        manner.atRankChange(),
        step,
        extent.mostSteps,
        every,
        frames,
        manner.backward(),
        seed);
  }
}

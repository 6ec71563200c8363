package dev.nervure.cli;

import dev.nervure.network.Model;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.WalkOutcome;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A question that a walk from one input answers. */
abstract class WalkQuestion extends OneInputQuestion {
  private final FiberMode mode;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PathOptions path;

  @Option(
      names = "--every",
      order = 0,
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Write every N-th point of the path; 0 for 40 to 80 points evenly along it. Default: 1.")
  private int every = 1;

  WalkQuestion(Session session, FiberMode mode) {
    super(session);
    this.mode = mode;
  }

  /** What the walk holds, as {@link HeldOutput#of} reads it. */
  abstract String hold();

  /** How its steps are made. */
  abstract StepManner manner();

  @Override
  final Answer find(Model model, StartOptions.Start from, WalkTarget target, Path folder) {
    WalkRequest request =
        path.request(mode, range(from.samples()), manner(), every, start.samples.seed());
    FiberWalk walk = new FiberWalk(model, HeldOutput.of(model, hold(), from.values()), request);
    return walked(walk, from, target, folder);
  }

  /** Walks. */
  Answer walked(FiberWalk walk, StartOptions.Start from, WalkTarget target, Path folder) {
    WalkOutcome found =
        walk.walk(
            from.values(),
            from.pictureShape(),
            target,
            from.source(modelFile),
            folder,
            session.progress(output));
    return new Answer(found.json(), WalkTable.lines(mode, found), found.warnings());
  }
}

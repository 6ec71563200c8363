package dev.nervure.cli;

import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.walk.FiberWalk;
import dev.nervure.study.fiber.walk.WalkComparison;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure fibers walk}: at random within the fiber of an input. */
@Command(
    name = "walk",
    sortOptions = false,
    description = {
      "Walks at random among the inputs that give the same outputs.",
      "A fiber of dimension one is a curve, which is followed to its end."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers walk lenet.onnx --data mnist/ --index 7 --length 50 --out walks/7",
      "  nervure fibers walk mlp.onnx --data mnist/ --index 7 --method kinks --length 3 --out walks/7-kinks",
      "  nervure fibers walk squeezenet.onnx --data pictures/ --index 0 --hold top:5 --length 2",
      "  nervure fibers walk surface.onnx --point 0.25,0.25 --box none --length 10 --out walks/circle",
      "  nervure fibers walk surface.onnx --point 0.25,0.25 --box none --length 2.5 --compare --step 0.0125 --out walks/both"
    })
final class FibersWalkCommand extends WalkQuestion {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HoldOption hold;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RandomWalkOptions random;

  @Option(
      names = "--compare",
      fallbackValue = "true",
      description =
          "Walk twice, corrected and by Euler steps of length --step as published, into one folder and one report.")
  private boolean compare;

  FibersWalkCommand(Session session) {
    super(session, FiberMode.WALK);
  }

  @Override
  void refuse() {
    super.refuse();
    if (compare && (path.step <= 0 || random.method != WalkMethod.CORRECTOR)) {
      throw new WrongUsageException(
          "--compare sets a corrected walk beside Euler steps: give their length with --step, and leave out --method");
    }
  }

  @Override
  String hold() {
    return hold.what;
  }

  @Override
  StepManner manner() {
    return random.manner();
  }

  @Override
  Answer walked(FiberWalk walk, StartOptions.Start from, WalkTarget target, Path folder) {
    if (!compare) {
      return super.walked(walk, from, target, folder);
    }
    WalkComparison found =
        walk.compare(
            from.values(),
            from.pictureShape(),
            from.source(modelFile),
            folder,
            session.progress(output));
    return new Answer(found.json(), WalkTable.lines(found), found.corrected().warnings());
  }
}

package dev.nervure.cli;

import dev.nervure.fiber.preimage.IntervalPreimage;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.NumberText;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.walk.PlanePreimage;
import dev.nervure.study.fiber.walk.PreimageOutcome;
import dev.nervure.study.fiber.walk.WalkSource;
import dev.nervure.study.fiber.walk.WalkTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nervure fibers preimage}: all inputs of the plane with outputs in an interval. */
@Command(
    name = "preimage",
    sortOptions = false,
    description = {
      "Finds all points of the plane with outputs in an interval, with area and borders.",
      "For networks of two inputs, and one output that is held. The interval must contain the output at the start."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers preimage surface.onnx --point 0.2,0.2 --box -1,1 --epsilon 0.005",
      "  nervure fibers preimage surface.onnx --point 0.2,0.2 --box -1,1 --interval 0.3,0.4 --out preimages/ring",
      "  nervure fibers preimage moons.onnx --point 0.5,0.2 --box -2,3 --hold logit:1 --epsilon 0.1"
    })
final class FibersPreimageCommand extends OneInputQuestion {
  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "Half the width of the interval about the output at the start.")
  private @Nullable Double epsilon;

  @Option(
      names = "--interval",
      paramLabel = "LOW,HIGH",
      split = ",",
      hideParamSyntax = true,
      description = "The interval itself, instead of --epsilon.")
  private double @Nullable [] interval;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private HoldOption hold;

  @Option(
      names = "--length",
      paramLabel = "L",
      description = "Longest border curve, in input units. Default: 50.")
  private double length = 50;

  FibersPreimageCommand(Session session) {
    super(session);
  }

  @Override
  void refuse() {
    super.refuse();
    if ((epsilon == null) == (interval == null)) {
      throw new WrongUsageException(
          "give the interval either with --epsilon E, about the output at the start, or with --interval LOW,HIGH");
    }
    if (interval != null && interval.length != 2) {
      throw new WrongUsageException("--interval must be LOW,HIGH");
    }
  }

  @Override
  Answer find(Model model, StartOptions.Start from, WalkTarget target, Path folder) {
    PlanePreimage preimage =
        new PlanePreimage(
            HeldOutput.of(model, hold.what, from.values()), range(from.samples()), length);
    WalkSource source = from.source(modelFile);
    Progress progress = session.progress(output);
    PreimageOutcome outcome;
    if (epsilon != null) {
      outcome = preimage.writeAbout(from.values(), epsilon, source, folder, progress);
    } else {
      double[] ends = Objects.requireNonNull(interval);
      outcome = preimage.write(from.values(), ends[0], ends[1], source, folder, progress);
    }
    IntervalPreimage found = outcome.preimage();
    return new Answer(
        outcome.json(),
        List.of(
            "outputs %s to %s: %s component(s), area %s, of which %s about the start"
                .formatted(
                    NumberText.of(found.low()),
                    NumberText.of(found.high()),
                    found.components(),
                    NumberText.of(found.area()),
                    NumberText.of(found.startComponentArea()))),
        List.of());
  }
}

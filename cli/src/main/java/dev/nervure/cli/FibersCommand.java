package dev.nervure.cli;

import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.study.fiber.FiberMode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nervure fibers}: inputs that the network cannot tell from a given one. */
@Command(
    name = "fibers",
    sortOptions = false,
    description = {
      "Walks among the inputs that a network cannot tell apart, or leaves them.",
      "From one input (--index, --point), with files and a picture; from many (--samples, --per-class), as a study in a run directory."
    },
    footer = {
      "",
      "Examples:",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --length 50 --out walks/7",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --mode directed --to 12 --length 100 --out walks/7-12",
      "  nervure fibers lenet.onnx --data mnist/ --index 7 --mode cross --to 8 --out walks/7-as-8",
      "  nervure fibers lenet.onnx --data mnist/ --per-class 5 --out runs/lenet-fibers",
      "  nervure fibers lenet.onnx --data mnist/ --per-class 2 --generate 10 --out members/",
      "  nervure fibers mlp.onnx --data mnist/ --index 7 --method kinks --length 3 --out walks/7-kinks",
      "  nervure fibers surface.onnx --point 0.25,0.25 --box none --length 10 --out walks/circle",
      "  nervure fibers surface.onnx --point 0.25,0.25 --box none --length 2.5 --compare --step 0.0125 --out walks/both",
      "  nervure fibers surface.onnx --point 0.2,0.2 --box -1,1 --mode preimage --epsilon 0.005"
    })
final class FibersCommand implements Callable<Integer> {
  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  private Path modelFile;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private FibersOptions options;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private OutputOptions output;

  FibersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (options.start.point == null) {
      options.start.samples.requireData();
    }
    new FibersRefusals(options, new UnusedOptions(spec)).refuse();
    try (Model model = Model.load(modelFile, Precision.FLOAT64)) {
      if (options.members.generate != null) {
        new MembersQuestion(session, output, options, results, modelFile)
            .answer(model, options.members.generate);
      } else if (options.start.asksForMany()) {
        new StudyQuestion(session, output, options, results, modelFile).answer(model);
      } else if (options.mode == FiberMode.PREIMAGE) {
        new PreimageQuestion(session, output, options, results, modelFile).answer(model);
      } else {
        new WalkQuestion(session, output, options, results, modelFile).answer(model);
      }
    }
    return ExitCode.OK.number();
  }
}

package dev.nervure.cli;

import dev.nervure.box.Box;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.fiber.BoxText;
import dev.nervure.study.fiber.PixelBox;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all questions of {@code nervure fibers} have: a network, and a range of the inputs. */
abstract class FibersQuestion implements Callable<Integer> {
  final Session session;

  @Parameters(paramLabel = "MODEL", description = "The network, an ONNX file.")
  @SuppressWarnings("NullAway.Init")
  Path modelFile;

  @Option(
      names = "--box",
      order = 0,
      paramLabel = "LOW,HIGH",
      description =
          "Allowed range of every input value, or none. Default: 0,1; for images with --mean and --std that range, normalised; for tables with --scale the range of the training table.")
  private @Nullable String box;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ResultOptions results;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  OutputOptions output;

  FibersQuestion(Session session) {
    this.session = session;
  }

  @Override
  public final Integer call() {
    refuse();
    try (Model model = Model.load(modelFile, Precision.FLOAT64)) {
      answer(model);
    }
    return ExitCode.OK.number();
  }

  /**
   * Refuses options that do not go together, before anything is opened.
   *
   * @throws WrongUsageException with the option and what to do
   */
  abstract void refuse();

  /** Finds the answer, writes its files and prints it. */
  abstract void answer(Model model);

  /**
   * The bounds: as given, or those of pixels in the units of the input.
   *
   * @param samples among which the inputs are; null for a point
   */
  final Box range(@Nullable AdaptedSamples samples) {
    if (box == null) {
      return samples == null ? Box.uniform(0, 1) : PixelBox.of(samples);
    }
    return BoxText.parse(box);
  }
}

package dev.nervure.cli;

import dev.nervure.network.Model;
import dev.nervure.network.Pooling;
import dev.nervure.network.Precision;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network is run. */
final class EvaluationOptions {
  @Option(
      names = "--pooling",
      paramLabel = "POOLING",
      defaultValue = "global_average",
      description =
          "How activation maps become points: global_average (N x C), flatten, spatial (one point a position), channel_maps. Default: global_average.")
  Pooling pooling = Pooling.GLOBAL_AVERAGE;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Samples per forward pass. Default: 64.")
  int batchSize = 64;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "float32 or float64. Default: as the file has it.")
  @Nullable Precision precision;

  Model load(Path file) {
    return precision == null ? Model.load(file) : Model.load(file, precision);
  }
}

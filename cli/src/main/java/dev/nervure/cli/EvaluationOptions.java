package dev.nervure.cli;

import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network is run. */
final class EvaluationOptions {
  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "float32 or float64. Default: as the file has it.")
  @Nullable Precision precision;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Samples per forward pass, at least 1. Default: 64.")
  private int batchSize = 64;

  /**
   * Samples per forward pass.
   *
   * @throws WrongUsageException if that is none
   */
  int batchSize() {
    if (batchSize < 1) {
      throw new WrongUsageException("--batch-size must be at least 1 but was " + batchSize);
    }
    return batchSize;
  }

  /** Opens the network, once the other options have proven right. */
  Model load(Path file) {
    batchSize();
    return precision == null ? Model.load(file) : Model.load(file, precision);
  }
}

package dev.nervure.study.fiber.walk;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The input that a directed walk was to approach, beside its files: {@code target.npy}, one row as
 * in {@code path.npy}.
 */
final class TargetFile {
  static final String INPUT = "target.npy";

  private TargetFile() {}

  static void write(double[] target, Path folder) {
    try (NpyWriter writer =
        NpyWriter.create(folder.resolve(INPUT), ElementType.FLOAT64, target.length)) {
      writer.append(NdArray.of(target, 1, target.length));
    }
  }

  /** The target; null for other walks, and for those of versions that did not write it. */
  static double @Nullable [] read(Path folder) {
    Path file = folder.resolve(INPUT);
    return Files.isRegularFile(file) ? NpyReader.open(file).readAll().doubles() : null;
  }
}

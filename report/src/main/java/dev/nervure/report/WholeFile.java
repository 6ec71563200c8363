package dev.nervure.report;

import dev.nervure.run.AtomicFile;
import dev.nervure.run.ResourceException;
import dev.nervure.run.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Writes a figure or a page, as a whole, and makes the folders that it lacks. */
final class WholeFile {
  private WholeFile() {}

  static void write(Path file, byte[] bytes) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    AtomicFile.write(file, bytes);
  }

  static ResourceException cannotWrite(Path file, IOException cause) {
    return new ResourceException(
        "cannot write %s: %s; choose another file or folder with --out"
            .formatted(file, WriteFailure.reason(cause)),
        cause);
  }
}

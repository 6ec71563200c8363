package dev.nervure.report;

import dev.nervure.run.AtomicFile;
import dev.nervure.run.ResourceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
    String reason =
        cause instanceof AccessDeniedException
            ? "no permission to write"
            : cause instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    return new ResourceException(
        "cannot write %s: %s; choose another file or folder with --out".formatted(file, reason),
        cause);
  }
}

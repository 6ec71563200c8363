package dev.nervure.cli;

import dev.nervure.data.BadDataException;
import dev.nervure.homology.RipsTooLargeException;
import dev.nervure.network.BadModelException;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.NativeRuntimeException;
import dev.nervure.progress.CancelledException;
import dev.nervure.run.BadRunException;
import dev.nervure.run.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means to the user: an exit code, and one to three lines that say what is wrong,
 * where, and what to try.
 *
 * @param exitCode what the process ends with
 * @param message the lines, separated by line feeds
 */
record Failure(ExitCode exitCode, String message) {

  private static final int MOST_LINES = 3;

  /** Reads a failure; the type of the exception decides the exit code. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
      return of(wrapped.getCause());
    }
    if (thrown instanceof CancelledException) {
      return new Failure(
          ExitCode.INTERRUPTED,
          "interrupted; finished stages of a run directory are kept, and the same command continues from there");
    }
    if (thrown instanceof BadModelException
        || thrown instanceof BadDataException
        || thrown instanceof BadRunException) {
      return new Failure(ExitCode.BAD_INPUT, text(thrown));
    }
    if (thrown instanceof NativeRuntimeException) {
      return new Failure(ExitCode.RESOURCE, text(thrown));
    }
    if (thrown instanceof ModelFailedException) {
      return new Failure(ExitCode.MODEL_FAILED, text(thrown));
    }
    if (thrown instanceof ResourceException || thrown instanceof RipsTooLargeException) {
      return new Failure(ExitCode.RESOURCE, text(thrown));
    }
    if (thrown instanceof WrongUsageException || thrown instanceof IllegalArgumentException) {
      return new Failure(ExitCode.USAGE, text(thrown));
    }
    if (thrown instanceof IOException failed) {
      return ofFiles(failed);
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.RESOURCE,
          "out of memory with a heap of %d MiB\ntry fewer samples (--samples), fewer layers (--layers) or a larger heap (NERVURE_OPTS=-Xmx8g)"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    }
    if (thrown instanceof LinkageError) {
      return new Failure(
          ExitCode.RESOURCE,
          "a native library cannot be loaded: %s\n'nervure doctor' shows what is missing"
              .formatted(text(thrown)));
    }
    return new Failure(
        ExitCode.INTERNAL,
        "internal error: %s\nrun again with --debug for the details; please report it"
            .formatted(thrown));
  }

  private static Failure ofFiles(IOException failed) {
    if (failed instanceof NoSuchFileException missing) {
      return new Failure(ExitCode.BAD_INPUT, missing.getFile() + ": no such file or folder");
    }
    if (failed instanceof NotDirectoryException file) {
      return new Failure(ExitCode.BAD_INPUT, file.getFile() + ": not a folder");
    }
    if (failed instanceof FileAlreadyExistsException there) {
      return new Failure(
          ExitCode.BAD_INPUT, there.getFile() + ": already exists\ngive another --out");
    }
    if (failed instanceof AccessDeniedException denied) {
      return new Failure(ExitCode.RESOURCE, denied.getFile() + ": permission denied");
    }
    if (failed instanceof FileSystemException file && file.getReason() != null) {
      return new Failure(ExitCode.RESOURCE, file.getFile() + ": " + file.getReason());
    }
    return new Failure(ExitCode.RESOURCE, text(failed));
  }

  /** The message, or the type where there is none; never more than three lines. */
  private static String text(Throwable thrown) {
    @Nullable String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.getClass().getSimpleName();
    }
    String[] lines = message.strip().split("\\R");
    StringBuilder kept = new StringBuilder(lines[0]);
    for (int i = 1; i < Math.min(lines.length, MOST_LINES); i++) {
      kept.append('\n').append(lines[i].strip());
    }
    return kept.toString();
  }
}

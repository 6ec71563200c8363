package dev.nervure.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/** Why a file could not be written. */
public final class WriteFailure {
  private WriteFailure() {}

  /** The reason in words, without the name of the file. */
  public static String reason(IOException cause) {
    return cause instanceof AccessDeniedException
        ? "no permission to write"
        : cause instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }
}

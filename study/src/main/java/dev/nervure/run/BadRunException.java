package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * The folder is not a run directory, its files are damaged, or it belongs to another model or other
 * data. Bad input for the command line (exit 3).
 */
public final class BadRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, where, and what to try. */
  public BadRunException(String message) {
    this(message, null);
  }

  /** The same, with the failure that showed it. */
  public BadRunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

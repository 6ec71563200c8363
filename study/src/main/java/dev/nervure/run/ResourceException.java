package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * The machine cannot give what the work needs: disk, memory, write permission, or a run directory
 * that another process holds. The message says what was needed, what there is and what to try; the
 * command line exits with 4.
 */
public class ResourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is missing, with numbers, and what to try. */
  public ResourceException(String message) {
    this(message, null);
  }

  /** The same, with the failure that showed it. */
  public ResourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

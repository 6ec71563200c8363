package dev.nervure.progress;

import java.io.Serial;

/** Thrown by {@link Progress#checkCancelled()} when the work should end. */
public final class CancelledException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** The work was cancelled. */
  public CancelledException() {
    super("cancelled");
  }

  /** The thread that did the work was interrupted. */
  public CancelledException(InterruptedException cause) {
    super("cancelled", cause);
  }
}

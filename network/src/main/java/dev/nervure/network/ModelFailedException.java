package dev.nervure.network;

import org.jspecify.annotations.Nullable;

/**
 * A model that was read, but fails while it runs or cannot be differentiated as asked: wrong input
 * shape, an operation that its library refuses, no memory.
 */
public class ModelFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ModelFailedException(String message) {
    super(message);
  }

  public ModelFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

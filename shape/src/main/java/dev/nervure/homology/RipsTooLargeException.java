package dev.nervure.homology;

/**
 * A persistence computation does not fit: more memory or more work than it may use. The message
 * carries the numbers and what to change (threshold, dimension, landmarks).
 */
public final class RipsTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public RipsTooLargeException(String message) {
    super(message);
  }
}

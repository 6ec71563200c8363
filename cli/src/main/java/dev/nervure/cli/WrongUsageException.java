package dev.nervure.cli;

/** Options that are each well formed but do not make sense together. */
final class WrongUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongUsageException(String message) {
    super(message);
  }
}

package dev.nervure.network.torch;

import dev.nervure.network.ModelFailedException;

/** What a failure of libtorch means to those who do not know of libtorch. */
final class NativeFailure {

  private NativeFailure() {}

  /**
   * The exception to throw for one that was caught. Failures of libtorch, for example for lack of
   * memory, come as plain runtime exceptions and are described; exceptions of any other type are
   * Java's or this project's own and stay as they are.
   *
   * @param what was done, such as {@code "the derivative of y with respect to x"}
   */
  static RuntimeException of(String what, RuntimeException caught) {
    return caught.getClass() == RuntimeException.class
        ? new ModelFailedException(what + " failed: " + firstLine(caught), caught)
        : caught;
  }

  /** The message without the native stack that follows it. */
  static String firstLine(RuntimeException caught) {
    String message = String.valueOf(caught.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}

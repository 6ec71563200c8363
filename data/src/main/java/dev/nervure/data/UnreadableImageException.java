package dev.nervure.data;

/** An image that cannot be decoded; the message is the reason, the same for like cases. */
final class UnreadableImageException extends Exception {

  UnreadableImageException(String reason) {
    super(reason);
  }

  UnreadableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Why, in a few words. */
  String reason() {
    String message = getMessage();
    return message == null ? "unreadable" : message;
  }
}

package dev.nervure.network;

/**
 * A model file that cannot be used: damaged, unsafe, or made of something that is not supported.
 * Says what is wrong, where, and what to try.
 */
public final class BadModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String where;
  private final String whatToTry;

  public BadModelException(String what, String where, String whatToTry) {
    super(where + ": " + what + (whatToTry.isEmpty() ? "" : " (" + whatToTry + ")"));
    this.what = what;
    this.where = where;
    this.whatToTry = whatToTry;
  }

  public BadModelException(String what, String where, String whatToTry, Throwable cause) {
    this(what, where, whatToTry);
    initCause(cause);
  }

  /** What is wrong, one sentence. */
  public String what() {
    return what;
  }

  /** The file, and the node or tensor in it where known. */
  public String where() {
    return where;
  }

  /** What the user may do about it; may be empty. */
  public String whatToTry() {
    return whatToTry;
  }
}

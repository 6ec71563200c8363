package dev.nervure.data;

/**
 * An input that cannot be used as data. The message says what is wrong, where (file, byte offset or
 * row), and what to try; it is written for the person who gave the file.
 */
public final class BadDataException extends RuntimeException {

  private final String what;
  private final String where;
  private final String whatToTry;

  /**
   * @param what what is wrong, as a sentence part without a full stop
   * @param where file and byte offset, row or entry
   * @param whatToTry the next step for the user, as a sentence
   */
  public BadDataException(String what, String where, String whatToTry) {
    super(message(what, where, whatToTry));
    this.what = what;
    this.where = where;
    this.whatToTry = whatToTry;
  }

  /** As above, for a failure that another exception reported. */
  public BadDataException(String what, String where, String whatToTry, Throwable cause) {
    super(message(what, where, whatToTry), cause);
    this.what = what;
    this.where = where;
    this.whatToTry = whatToTry;
  }

  /** What is wrong, as a sentence part without a full stop. */
  public String what() {
    return what;
  }

  /** File and byte offset, row or entry. */
  public String where() {
    return where;
  }

  /** The next step for the user. */
  public String whatToTry() {
    return whatToTry;
  }

  private static String message(String what, String where, String whatToTry) {
    return where + ": " + what + ". " + whatToTry;
  }
}

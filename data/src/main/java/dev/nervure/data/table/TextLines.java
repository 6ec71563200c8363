package dev.nervure.data.table;

import dev.nervure.data.BadDataException;
import dev.nervure.data.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Lines of a text file, plain or gzip, without blank lines and comments: UTF-8, or UTF-16 where a
 * byte order mark says so. Lines end with a line feed, a carriage return or both. Not thread safe.
 */
public final class TextLines implements AutoCloseable {

  /** Which lines are comments and left out. */
  public enum Comments {
    /** Those that begin with {@code #}, as in tables of numbers. */
    HASH,
    /** Those that begin with {@code #}, a blank and a text; {@code #} and {@code #1} are labels. */
    HASH_AND_TEXT,
    /** None. */
    NONE
  }

  private static final int LONGEST_LINE = 1 << 28;
  private static final int WINDOW = 1 << 16;

  private final Path file;
  private final Comments comments;
  private final InputStream in;
  private final byte[] window = new byte[WINDOW];
  private int at;
  private int end;
  private byte[] line = new byte[256];
  private int length;
  private long number;
  private boolean afterReturn;

  /**
   * Opens a file in which lines that begin with {@code #} are comments.
   *
   * @throws BadDataException if it cannot be read
   */
  public TextLines(Path file) {
    this(file, Comments.HASH);
  }

  /**
   * Opens a file.
   *
   * @param comments which lines are left out besides blank ones
   * @throws BadDataException if it cannot be read
   */
  public TextLines(Path file, Comments comments) {
    this.file = file;
    this.comments = comments;
    try {
      this.in = decoded(SourceFile.stream(file));
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  /**
   * Goes to the next line.
   *
   * @return whether there is one
   * @throws BadDataException if the file is damaged or no text
   */
  public boolean next() {
    try {
      while (readLine()) {
        if (!isBlank(0) && !isComment()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  /** The line in UTF-8, valid up to {@link #length()} until the next one is read. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  /** The line. */
  public String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  /** The 1-based number of the line. */
  public long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw SourceFile.unreadable(file, e);
    }
  }

  /** The bytes of the text in UTF-8, without a byte order mark. */
  private static InputStream decoded(InputStream raw) throws IOException {
    PushbackInputStream stream = new PushbackInputStream(raw, 3);
    byte[] start = stream.readNBytes(3);
    if (begins(start, 0xef, 0xbb, 0xbf)) {
      return stream;
    }
    Charset wide =
        begins(start, 0xff, 0xfe)
            ? StandardCharsets.UTF_16LE
            : begins(start, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
    int skipped = wide == null ? 0 : 2;
    stream.unread(start, skipped, start.length - skipped);
    return wide == null ? stream : new Utf8Bytes(new InputStreamReader(stream, wide));
  }

  private static boolean begins(byte[] start, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean readLine() throws IOException {
    length = 0;
    number++;
    if (at == end && !fill()) {
      return false;
    }
    if (afterReturn && window[at] == '\n') {
      at++;
      if (at == end && !fill()) {
        return false;
      }
    }
    while (true) {
      int from = at;
      while (at < end && !endsLine(window[at])) {
        at++;
      }
      append(from);
      if (at < end) {
        afterReturn = window[at] == '\r';
        at++;
        return true;
      }
      if (!fill()) {
        return true;
      }
    }
  }

  private boolean endsLine(byte value) {
    if (value == 0) {
      throw new BadDataException(
          "holds a zero byte, which no text has",
          where(),
          "Save the table as UTF-8, or UTF-16 with its byte order mark; --format names a binary file.");
    }
    return value == '\n' || value == '\r';
  }

  private void append(int from) {
    int more = at - from;
    if (length + more > LONGEST_LINE) {
      throw new BadDataException(
          "is longer than 256 MiB", where(), "This seems to be no text table; name its --format.");
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(window, from, line, length, more);
    length += more;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(window, 0, WINDOW));
    return end > 0;
  }

  private boolean isComment() {
    return line[0] == '#'
        && switch (comments) {
          case HASH -> true;
          case HASH_AND_TEXT -> length > 1 && isBlank(line[1]) && !isBlank(1);
          case NONE -> false;
        };
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value == '\t';
  }

  /** Whether there are only blanks from a place on. */
  private boolean isBlank(int from) {
    for (int i = from; i < length; i++) {
      if (!isBlank(line[i])) {
        return false;
      }
    }
    return true;
  }

  private String where() {
    return file + ", line " + number;
  }
}

package dev.nervure.data.distances;

import dev.nervure.data.BadDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a text file through a window of 64 KiB, gzip unpacked on the way. Not thread safe.
 */
final class TextSource implements Closeable {
  private static final int WINDOW = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /** Text does not pack much tighter than this; a file that claims to is an attack. */
  private static final long MOST_INFLATION = 200;

  private static final long ALWAYS_INFLATED = 64L << 20;

  private final Path file;
  private final InputStream in;
  private final long limit;
  private final byte[] window = new byte[WINDOW];
  private int at;
  private int end;
  private long read;
  private boolean exhausted;
  private int line = 1;

  private TextSource(Path file, InputStream in, long limit) {
    this.file = file;
    this.in = in;
    this.limit = limit;
  }

  static TextSource open(Path file) throws IOException {
    PushbackInputStream raw = new PushbackInputStream(Files.newInputStream(file), 2);
    try {
      byte[] magic = raw.readNBytes(2);
      raw.unread(magic);
      boolean gzip =
          magic.length == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
      return gzip
          ? new TextSource(
              file,
              new GZIPInputStream(raw, WINDOW),
              Math.max(ALWAYS_INFLATED, MOST_INFLATION * Files.size(file)))
          : new TextSource(file, raw, Long.MAX_VALUE);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** The next byte, -1 at the end. */
  int next() throws IOException {
    return at < end ? window[at] & 0xff : peek(0);
  }

  /**
   * The byte {@code ahead} of the next one, -1 beyond the end.
   *
   * @param ahead far less than the window
   */
  int peek(int ahead) throws IOException {
    while (at + ahead >= end) {
      if (exhausted) {
        return -1;
      }
      fill();
    }
    return window[at + ahead] & 0xff;
  }

  boolean startsWith(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Passes over bytes that were looked at. */
  void skip(int count) {
    for (int i = at; i < at + count; i++) {
      line += window[i] == '\n' ? 1 : 0;
    }
    at += count;
  }

  /** The window; what was looked at begins at {@link #position()}. */
  byte[] bytes() {
    return window;
  }

  int position() {
    return at;
  }

  /** Number of words from here to the end, separated by anything that is no part of a number. */
  long countWords() throws IOException {
    long words = 0;
    boolean inWord = false;
    while (peek(0) >= 0) {
      for (; at < end; at++) {
        // Blank, control characters, '#', ',' and ';' end a word.
        int c = window[at];
        boolean part = c > ' ' && c != ',' && c != ';' && c != '#';
        words += part && !inWord ? 1 : 0;
        inWord = part;
      }
    }
    return words;
  }

  /** Number of the present line, from 1. */
  int line() {
    return line;
  }

  private void fill() throws IOException {
    System.arraycopy(window, at, window, 0, end - at);
    end -= at;
    at = 0;
    int more = in.read(window, end, WINDOW - end);
    if (more < 0) {
      exhausted = true;
      return;
    }
    end += more;
    read += more;
    if (read > limit) {
      throw new BadDataException(
          "inflates to more than " + limit + " bytes",
          file.toString(),
          "Unpack it first if it is to be trusted.");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package dev.nervure.data.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells of a line, without surrounding blanks; a cell may stand in double quotes. Where blanks
 * separate, any number of them counts as one, and a cell that begins with {@code #} begins a
 * comment; among texts only where a blank and a text follow. Not thread safe.
 */
final class RowCells {

  private final boolean ofTexts;
  private byte[] bytes = {};
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int count;

  /** Of lines of numbers, or of texts, which may be {@code #}. */
  RowCells(boolean ofTexts) {
    this.ofTexts = ofTexts;
  }

  /** Splits the first {@code length} bytes of a line; the bytes are looked at later, too. */
  void split(byte[] line, int length, byte separator) {
    bytes = line;
    count = 0;
    if (separator == ' ') {
      splitByBlanks(length);
    } else {
      splitBy(separator, length);
    }
  }

  /** Number of cells. */
  int count() {
    return count;
  }

  /** The line. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a cell begins. */
  int start(int cell) {
    return starts[cell];
  }

  /** Where a cell ends, exclusively. */
  int end(int cell) {
    return ends[cell];
  }

  boolean isEmpty(int cell) {
    return starts[cell] == ends[cell];
  }

  /** The text of a cell; two quotes within quotes stand for one. */
  String text(int cell) {
    String text =
        new String(bytes, starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8);
    boolean quoted = starts[cell] > 0 && bytes[starts[cell] - 1] == '"';
    return quoted ? text.replace("\"\"", "\"") : text;
  }

  /** The texts of all cells. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int cell = 0; cell < count; cell++) {
      texts.add(text(cell));
    }
    return texts;
  }

  /** Leaves the last cell out if it is empty. */
  void dropEmptyEnd() {
    if (count > 1 && isEmpty(count - 1)) {
      count--;
    }
  }

  private void splitByBlanks(int length) {
    int at = 0;
    while (true) {
      at = afterBlanks(at, length, (byte) 0);
      if (at == length || isComment(at, length)) {
        return;
      }
      int from = at;
      int close = bytes[at] == '"' ? closingQuote(at, length) : -1;
      if (close >= 0) {
        add(from + 1, close);
        at = close + 1;
        continue;
      }
      while (at < length && !isBlank(bytes[at])) {
        at++;
      }
      add(from, at);
    }
  }

  private boolean isComment(int at, int length) {
    if (bytes[at] != '#' || !ofTexts) {
      return bytes[at] == '#';
    }
    int text = afterBlanks(at + 1, length, (byte) 0);
    return text > at + 1 && text < length;
  }

  private void splitBy(byte separator, int length) {
    int at = 0;
    while (true) {
      at = afterBlanks(at, length, separator);
      int from = at;
      int close = at < length && bytes[at] == '"' ? closingQuote(at, length) : -1;
      int behind = close < 0 ? -1 : afterBlanks(close + 1, length, separator);
      if (close >= 0 && (behind == length || bytes[behind] == separator)) {
        add(from + 1, close);
        at = behind;
      } else {
        while (at < length && bytes[at] != separator) {
          at++;
        }
        int to = at;
        while (to > from && isBlank(bytes[to - 1])) {
          to--;
        }
        add(from, to);
      }
      if (at == length) {
        return;
      }
      at++;
    }
  }

  private int afterBlanks(int from, int length, byte separator) {
    int at = from;
    while (at < length && isBlank(bytes[at]) && bytes[at] != separator) {
      at++;
    }
    return at;
  }

  private int closingQuote(int open, int length) {
    int at = open + 1;
    while (at < length) {
      if (bytes[at] != '"') {
        at++;
      } else if (at + 1 < length && bytes[at + 1] == '"') {
        at += 2;
      } else {
        return at;
      }
    }
    return -1;
  }

  private void add(int from, int to) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = from;
    ends[count++] = to;
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value == '\t';
  }
}

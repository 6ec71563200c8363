package dev.nervure.data.distances;

import dev.nervure.data.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The numbers of a text file, line by line: separated by blanks, tabs, commas or semicolons; blank
 * lines and what follows a # are left out. 4 bytes a number. A file may be gzip.
 */
final class NumberTable {
  private static final int LONGEST_NUMBER = 64;

  private final Path file;
  private float[] values = new float[1024];
  private int[] ends = new int[256];
  private int[] lineNumbers = new int[256];
  private int size;
  private int rows;
  private boolean isOff;
  private boolean firstTwoWhole = true;

  private NumberTable(Path file) {
    this.file = file;
  }

  /** Reads a file of at most 2 GiB of text. */
  static NumberTable read(Path file) {
    NumberTable table = new NumberTable(file);
    table.scan(bytes(file));
    return table;
  }

  private static byte[] bytes(Path file) {
    try {
      byte[] raw = Files.readAllBytes(file);
      if (raw.length > 1 && (raw[0] & 0xff) == 0x1f && (raw[1] & 0xff) == 0x8b) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
          long limit = Math.min(Integer.MAX_VALUE - 8L, Math.max(64L << 20, 200L * raw.length));
          byte[] inflated = in.readNBytes((int) limit);
          if (in.read() >= 0) {
            throw new BadDataException(
                "inflates to more than " + limit + " bytes",
                file.toString(),
                "Unpack it first if it is to be trusted.");
          }
          return inflated;
        }
      }
      return raw;
    } catch (OutOfMemoryError e) {
      throw new BadDataException(
          "is too large to read as text",
          file.toString(),
          "Convert it to .npy or --format binary.",
          e);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new BadDataException(
          "is damaged gzip: " + e.getMessage(), file.toString(), "Get the file again.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scan(byte[] text) {
    int at = 0;
    int line = 1;
    if (startsWithOff(text)) {
      at = 3;
      isOff = true;
      // The counts of an OFF file: vertices, faces, edges. Only the vertices are read.
      int[] position = {at, line};
      float vertices = offCount(text, position);
      scanRows(text, position[0], position[1], (int) Math.min(vertices, Integer.MAX_VALUE - 8));
      return;
    }
    scanRows(text, at, line, Integer.MAX_VALUE);
  }

  private static boolean startsWithOff(byte[] text) {
    return text.length > 3
        && text[0] == 'O'
        && text[1] == 'F'
        && text[2] == 'F'
        && Character.isWhitespace(text[3]);
  }

  private float offCount(byte[] text, int[] position) {
    int at = position[0];
    while (at < text.length && Character.isWhitespace(text[at])) {
      position[1] += text[at] == '\n' ? 1 : 0;
      at++;
    }
    int start = at;
    while (at < text.length && !isGap(text[at]) && text[at] != '\n') {
      at++;
    }
    float count = number(text, start, at, position[1]);
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    position[0] = at;
    return count;
  }

  private void scanRows(byte[] text, int from, int firstLine, int most) {
    int line = firstLine;
    int inLine = 0;
    int at = from;
    while (at <= text.length && rows < most) {
      int c = at < text.length ? text[at] : '\n';
      if (c == '\n') {
        if (inLine > 0) {
          endRow(line);
        }
        inLine = 0;
        line++;
        at++;
      } else if (c == '#') {
        while (at < text.length && text[at] != '\n') {
          at++;
        }
      } else if (isGap(c)) {
        at++;
      } else {
        int start = at;
        boolean whole = true;
        while (at < text.length && !isGap(text[at]) && text[at] != '\n' && text[at] != '#') {
          whole &= text[at] >= '0' && text[at] <= '9';
          at++;
        }
        add(number(text, start, at, line));
        if (inLine < 2) {
          firstTwoWhole &= whole;
        }
        inLine++;
      }
    }
  }

  private static boolean isGap(int c) {
    return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\r';
  }

  private float number(byte[] text, int start, int end, int line) {
    String word =
        new String(text, start, Math.min(end - start, LONGEST_NUMBER), StandardCharsets.ISO_8859_1);
    try {
      if (end - start <= LONGEST_NUMBER) {
        return Float.parseFloat(word);
      }
    } catch (NumberFormatException e) {
      throw notANumber(word, line, e);
    }
    throw notANumber(word, line, new NumberFormatException("too long"));
  }

  private BadDataException notANumber(String word, int line, NumberFormatException cause) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(20, word.length()); i++) {
      char c = word.charAt(i);
      shown.append(c >= ' ' && c < 127 ? c : '?');
    }
    return new BadDataException(
        "'" + shown + "' is not a number",
        file + ", line " + line,
        "Points or distances are wanted; --format says which.",
        cause);
  }

  private void add(float value) {
    if (size == values.length) {
      if (size > (Integer.MAX_VALUE - 8) / 2) {
        throw new BadDataException(
            "holds more than " + size + " numbers",
            file.toString(),
            "Use --format binary or .npy.");
      }
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  private void endRow(int line) {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
      lineNumbers = Arrays.copyOf(lineNumbers, rows * 2);
    }
    ends[rows] = size;
    lineNumbers[rows] = line;
    rows++;
  }

  int rows() {
    return rows;
  }

  /** All numbers in order. */
  float[] values() {
    return Arrays.copyOf(values, size);
  }

  int size() {
    return size;
  }

  float value(int row, int column) {
    return values[start(row) + column];
  }

  int columns(int row) {
    return ends[row] - start(row);
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Number of columns if all rows have the same, else -1; 0 for no rows. */
  int sameColumns() {
    for (int row = 1; row < rows; row++) {
      if (columns(row) != columns(0)) {
        return -1;
      }
    }
    return rows == 0 ? 0 : columns(0);
  }

  /** Whether the first two numbers of every row are written as whole numbers. */
  boolean firstTwoWhole() {
    return firstTwoWhole && !isOff;
  }

  /** File and line of a row, for messages. */
  String where(int row) {
    return file + ", line " + lineNumbers[row];
  }
}

package dev.nervure.data.distances;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.nervure.data.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The numbers of a text file, line by line: separated by blanks, tabs, commas or semicolons; blank
 * lines, what follows a # and a first line of names are left out. A file may be gzip.
 *
 * <p>The file is read twice, first to count its numbers: 4 bytes a number are all that is ever
 * held.
 */
final class NumberTable {
  private static final int LONGEST_NUMBER = 64;
  private static final String OFF_FORMAT = "After OFF come the counts of vertices, faces, edges.";

  /** UTF-8's, byte by byte. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final Path file;
  private final float[] values;
  private int[] ends = new int[256];
  private int[] lineNumbers = new int[256];
  private int size;
  private int rows;
  private boolean isOff;
  private boolean firstTwoWhole = true;

  private NumberTable(Path file, int count) {
    this.file = file;
    values = new float[count];
  }

  /** Reads a file of at most 2^31 numbers. */
  static NumberTable read(Path file) {
    try {
      NumberTable table = new NumberTable(file, count(file));
      try (TextSource text = TextSource.open(file)) {
        table.scan(text);
      }
      return table;
    } catch (OutOfMemoryError e) {
      throw new BadDataException(
          "is too large for the heap",
          file.toString(),
          "Give Java a larger heap (NERVURE_OPTS=-Xmx..) or take fewer points.",
          e);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new BadDataException(
          "is damaged gzip: " + e.getMessage(), file.toString(), "Get the file again.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of words in a file, or more; comments have some too. */
  private static int count(Path file) throws IOException {
    try (TextSource text = TextSource.open(file)) {
      long words = text.countWords();
      if (words > Integer.MAX_VALUE - 8) {
        throw new BadDataException(
            "holds " + words + " numbers", file.toString(), "Take fewer points.");
      }
      return (int) words;
    }
  }

  private void scan(TextSource text) throws IOException {
    if (text.startsWith("OFF") && Character.isWhitespace(text.peek(3))) {
      text.skip(3);
      isOff = true;
      // The counts of an OFF file: vertices, faces, edges. Only the vertices are read.
      float vertices = offCount(text);
      if (!(vertices >= 0 && vertices <= Integer.MAX_VALUE - 8)) {
        throw new BadDataException(
            "counts " + vertices + " vertices", file + ", line " + text.line(), OFF_FORMAT);
      }
      scanRows(text, (int) vertices);
      if (rows < vertices) {
        throw new BadDataException(
            "ends after " + rows + " of " + (int) vertices + " vertices",
            file.toString(),
            OFF_FORMAT);
      }
      return;
    }
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text.skip(BYTE_ORDER_MARK.length());
    }
    scanRows(text, Integer.MAX_VALUE);
    if (size == 0) {
      throw new BadDataException(
          "holds no numbers", file.toString(), "Points or distances are wanted.");
    }
  }

  private float offCount(TextSource text) throws IOException {
    while (text.next() == '#' || (text.next() >= 0 && Character.isWhitespace(text.next()))) {
      if (text.next() == '#') {
        skipToEndOfLine(text);
      } else {
        text.skip(1);
      }
    }
    int length = wordLength(text);
    float count = number(text, length);
    text.skip(length);
    skipToEndOfLine(text);
    return count;
  }

  private static void skipToEndOfLine(TextSource text) throws IOException {
    while (text.next() >= 0 && !endsLine(text)) {
      text.skip(1);
    }
  }

  /** A line feed, or a carriage return without one. */
  private static boolean endsLine(TextSource text) throws IOException {
    return text.next() == '\n' || (text.next() == '\r' && text.peek(1) != '\n');
  }

  private void scanRows(TextSource text, int most) throws IOException {
    int inLine = 0;
    boolean afterSeparator = false;
    boolean headerAllowed = !isOff;
    while (rows < most) {
      int c = text.next();
      if (c < 0 || endsLine(text)) {
        if (inLine > 0) {
          endRow(text.line());
        }
        if (c < 0) {
          return;
        }
        inLine = 0;
        afterSeparator = false;
        text.skip(1);
      } else if (c == '#') {
        skipToEndOfLine(text);
      } else if (isGap(c)) {
        if (c == ',' || c == ';') {
          if (afterSeparator) {
            throw new BadDataException(
                "has an empty cell",
                file + ", line " + text.line(),
                "Every cell holds a number; take out the rows or columns that do not.");
          }
          afterSeparator = inLine > 0;
        }
        text.skip(1);
      } else {
        int length = wordLength(text);
        if (headerAllowed && !isNumber(text, length)) {
          // The names of columns, as tables have them in their first line.
          headerAllowed = false;
          skipToEndOfLine(text);
          continue;
        }
        headerAllowed = false;
        add(number(text, length));
        if (inLine < 2) {
          firstTwoWhole &= isWhole(text, length);
        }
        inLine++;
        afterSeparator = false;
        text.skip(length);
      }
    }
  }

  private boolean isNumber(TextSource text, int length) {
    try {
      number(text, length);
      return true;
    } catch (BadDataException e) {
      return false;
    }
  }

  /** Length of the word that begins here, at most one more than a number may have. */
  private static int wordLength(TextSource text) throws IOException {
    int length = 0;
    while (length <= LONGEST_NUMBER) {
      int c = text.peek(length);
      if (c < 0 || c == '\n' || c == '#' || isGap(c)) {
        break;
      }
      length++;
    }
    return length;
  }

  private static boolean isWhole(TextSource text, int length) throws IOException {
    for (int i = 0; i < length; i++) {
      if (text.peek(i) < '0' || text.peek(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isGap(int c) {
    return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\r';
  }

  private float number(TextSource text, int length) {
    if (length == 3 && word(text, length).equalsIgnoreCase("inf")) {
      return Float.POSITIVE_INFINITY;
    }
    try {
      if (length <= LONGEST_NUMBER) {
        return JavaFloatParser.parseFloat(text.bytes(), text.position(), length);
      }
    } catch (NumberFormatException e) {
      throw notANumber(word(text, length), text.line(), e);
    }
    throw notANumber(word(text, length), text.line(), new NumberFormatException("too long"));
  }

  private static String word(TextSource text, int length) {
    return new String(text.bytes(), text.position(), length, StandardCharsets.ISO_8859_1);
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
      throw new BadDataException(
          "changed while it was read", file.toString(), "Read it when it is complete.");
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

  /** All numbers in order; not a copy where nothing but numbers was in the file. */
  float[] values() {
    return size == values.length ? values : Arrays.copyOf(values, size);
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

  /** Whether the file says that it holds the vertices of a surface. */
  boolean isOff() {
    return isOff;
  }

  /** Name of the file, for messages. */
  String where() {
    return file.toString();
  }

  /** File and line of a row, for messages. */
  String where(int row) {
    return file + ", line " + lineNumbers[row];
  }
}

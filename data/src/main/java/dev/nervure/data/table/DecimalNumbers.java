package dev.nervure.data.table;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.nervure.data.BadDataException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads decimal numbers, with a point or with a comma as decimal sign, and keeps watch over which:
 * a table has one of the two. Not thread safe.
 */
final class DecimalNumbers {

  private static final int LONGEST_NUMBER = 64;

  /** Numbers of fewer characters are moved by 1e-4 of what tells them apart at most. */
  private static final int FEWEST_ROUNDED = 4;

  private final boolean precise;
  private final byte[] withPoint = new byte[LONGEST_NUMBER];
  private double written;
  private boolean anyPoint;
  private boolean onlyGroups = true;
  private @Nullable String comma;
  private long commaLine;

  /**
   * A reader.
   *
   * @param precise whether {@link #written} is of short numbers as well as it is of long ones
   */
  DecimalNumbers(boolean precise) {
    this.precise = precise;
  }

  /**
   * The number of a cell; NaN if it is written as none, infinite if it is beyond float32.
   *
   * @param line for messages
   */
  float parse(byte[] bytes, int from, int to, long line) {
    if (to - from > LONGEST_NUMBER) {
      return Float.NaN;
    }
    int comma = -1;
    boolean digit = false;
    boolean point = false;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.') {
        point = true;
      } else if (c == ',' && comma < 0) {
        comma = i;
      } else if (!isPartOfNumber(bytes, from, i, digit)) {
        return Float.NaN;
      }
    }
    if (!digit || (point && comma >= 0)) {
      return Float.NaN;
    }
    try {
      if (comma < 0) {
        float value = JavaFloatParser.parseFloat(bytes, from, to - from);
        written =
            to - from < FEWEST_ROUNDED && !precise
                ? value
                : JavaDoubleParser.parseDouble(bytes, from, to - from);
        anyPoint |= point;
        return value;
      }
      System.arraycopy(bytes, from, withPoint, 0, to - from);
      withPoint[comma - from] = '.';
      float value = JavaFloatParser.parseFloat(withPoint, 0, to - from);
      written = JavaDoubleParser.parseDouble(withPoint, 0, to - from);
      rememberComma(bytes, from, to, comma, line);
      return value;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  /** The last number before its rounding to float32; of short numbers only where it was asked. */
  double written() {
    return written;
  }

  /** Whether a text is written as a decimal number. */
  static boolean isNumber(RowCells cells, int cell) {
    return !Float.isNaN(
        new DecimalNumbers(false).parse(cells.bytes(), cells.start(cell), cells.end(cell), 0));
  }

  /** As {@link #isNumber(RowCells, int)}, for a text. */
  static boolean isNumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return !Float.isNaN(new DecimalNumbers(false).parse(bytes, 0, bytes.length, 0));
  }

  /**
   * What to say about decimal commas; null if there were none.
   *
   * @throws BadDataException if commas cannot be told from points or from marks of thousands
   */
  @Nullable String note(String file) {
    if (comma == null) {
      return null;
    }
    if (anyPoint) {
      throw new BadDataException(
          "'" + comma + "' has a comma while other numbers have a decimal point",
          file + ", line " + commaLine,
          "Write all numbers with a decimal point and without marks of thousands.");
    }
    if (onlyGroups) {
      throw new BadDataException(
          "'" + comma + "' may have a decimal comma or one that marks thousands",
          file + ", line " + commaLine,
          "Write the numbers with a decimal point.");
    }
    return "commas are read as decimal signs: '" + comma + "' in line " + commaLine;
  }

  private void rememberComma(byte[] bytes, int from, int to, int at, long line) {
    onlyGroups &= isGroup(bytes, from, to, at);
    if (comma == null) {
      comma = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
      commaLine = line;
    }
  }

  /** One to three digits, not all zeros, a comma, three digits. */
  private static boolean isGroup(byte[] bytes, int from, int to, int comma) {
    int first = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
    boolean leading = comma > first && comma - first <= 3 && bytes[first] != '0';
    boolean digits = to - comma == 4;
    for (int i = comma + 1; i < to && digits; i++) {
      digits = bytes[i] >= '0' && bytes[i] <= '9';
    }
    return leading && digits;
  }

  private static boolean isPartOfNumber(byte[] bytes, int from, int at, boolean afterDigit) {
    return switch (bytes[at]) {
      case '+', '-' -> at == from || bytes[at - 1] == 'e' || bytes[at - 1] == 'E';
      case 'e', 'E' -> afterDigit;
      default -> false;
    };
  }
}

package dev.nervure.data.table;

import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, split into cells. Separator and header are found out from the first lines.
 * Not thread safe.
 */
final class TableRows implements AutoCloseable {

  /** Lines looked at before the first row is given, and their bytes. */
  private static final int LINES_LOOKED_AT = 64;

  private static final int BYTES_LOOKED_AT = 1 << 20;

  /** What stands for a value that is not there: no name of a column. */
  private static final Set<String> NO_NAMES =
      Set.of("", "nan", "na", "n/a", "null", "none", "nil", "inf", "-inf", "+inf", "?", "-", "--");

  /** A number and a unit, or something else that is not digits. */
  private static final Pattern MEASURED =
      Pattern.compile("([+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+))(\\s+\\S.*|[\\p{L}°%µ].*)");

  private final Path file;
  private final TextLines lines;
  private final List<byte[]> firstLines = new ArrayList<>();
  private final List<Long> firstNumbers = new ArrayList<>();
  private final RowCells cells;
  private final byte separator;
  private final boolean endsWithSeparator;
  private final List<String> header;
  private final List<String> notes = new ArrayList<>();
  private @Nullable String doubt;
  private int nextFirst;
  private boolean hasRowNames;
  private long number;

  /**
   * Opens a table of numbers.
   *
   * @param separator the character between cells; null to find out
   * @throws BadDataException if the file is empty or no text
   */
  TableRows(Path file, @Nullable Character separator) {
    this(file, separator, false);
  }

  private TableRows(Path file, @Nullable Character separator, boolean ofTexts) {
    this.file = file;
    this.cells = new RowCells(ofTexts);
    this.lines =
        new TextLines(file, ofTexts ? TextLines.Comments.HASH_AND_TEXT : TextLines.Comments.HASH);
    try {
      lookAhead();
      if (firstLines.isEmpty()) {
        throw new BadDataException("is empty", file.toString(), "Give a table of numbers.");
      }
      this.separator = separator == null ? separator() : checked(separator);
      this.endsWithSeparator = allEndWithSeparator();
      this.header = findHeader(ofTexts);
      if (separator == null && this.separator == ',' && !ofTexts) {
        refuseSplitDecimals();
      }
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * Opens a table that may hold nothing but texts: its header has a name that labels have, and a
   * text may be {@code #}.
   */
  static TableRows ofTexts(Path file, @Nullable Character separator) {
    return new TableRows(file, separator, true);
  }

  /** Names of the columns; empty without a header. */
  List<String> header() {
    return header;
  }

  /** Whether rows have a name more than there are names of columns, as R writes tables. */
  boolean hasRowNames() {
    return hasRowNames;
  }

  /** What a reader should know about how the table was read; often empty. */
  List<String> notes() {
    return notes;
  }

  /** What may be wrong with taking the first line as values; null for nothing. */
  @Nullable String doubt() {
    return doubt;
  }

  /** Goes to the next row; the header is none. */
  boolean next() {
    do {
      if (nextFirst < firstLines.size()) {
        splitFirst(nextFirst++);
      } else if (lines.next()) {
        number = lines.number();
        split(lines.bytes(), lines.length());
      } else {
        return false;
      }
      // Nothing but a comment where blanks separate.
    } while (cells.count() == 0);
    return true;
  }

  /** The text of a cell of the row. */
  String text(int cell) {
    return cells.text(cell);
  }

  RowCells cells() {
    return cells;
  }

  /** The 1-based number of the row's line. */
  long number() {
    return number;
  }

  /** File and line of the row, for messages. */
  String where() {
    return file + ", line " + number;
  }

  /** The name of a column, or its index where there is no header, for messages. */
  String columnName(int column) {
    return header.isEmpty() || column >= header.size()
        ? Integer.toString(column)
        : "'" + shortened(header.get(column)) + "'";
  }

  /**
   * The index of the column that a user names.
   *
   * @param columns how many there are
   * @throws BadDataException if there is none
   */
  int column(String wanted, int columns) {
    int column = header.indexOf(wanted);
    if (column < 0 && wanted.matches("[+-]?[0-9]{1,9}")) {
      int index = Integer.parseInt(wanted);
      column = index < 0 ? columns + index : index;
    }
    if (column < 0 || column >= columns) {
      throw new BadDataException(
          "has no column '" + wanted + "'",
          file.toString(),
          header.isEmpty()
              ? "It has no header; columns are 0 to " + (columns - 1) + "."
              : "Its columns are " + header.subList(0, Math.min(20, header.size())) + ".");
    }
    return column;
  }

  @Override
  public void close() {
    lines.close();
  }

  private void lookAhead() {
    int bytes = 0;
    while (firstLines.size() < 2
        || (firstLines.size() < LINES_LOOKED_AT && bytes < BYTES_LOOKED_AT)) {
      if (!lines.next()) {
        return;
      }
      firstLines.add(Arrays.copyOf(lines.bytes(), lines.length()));
      firstNumbers.add(lines.number());
      bytes += lines.length();
    }
  }

  private void splitFirst(int index) {
    byte[] line = firstLines.get(index);
    number = firstNumbers.get(index);
    split(line, line.length);
  }

  private void split(byte[] line, int length) {
    cells.split(line, length, separator);
    if (endsWithSeparator) {
      cells.dropEmptyEnd();
    }
  }

  private static byte checked(char separator) {
    if (separator >= 128 || separator == '"') {
      throw new IllegalArgumentException(
          "the separator of cells must be an ASCII character but was " + separator);
    }
    return (byte) separator;
  }

  /**
   * The first of {@code tab ; | ,} that every line has equally often outside quotes: a comma beside
   * one of the others is a decimal sign. Lines of different lengths, as those of a triangle, have
   * the first that occurs at all; else blanks separate.
   */
  private byte separator() {
    byte any = ' ';
    for (byte candidate : new byte[] {'\t', ';', '|', ','}) {
      int first = -1;
      boolean steady = true;
      int most = 0;
      for (byte[] line : firstLines) {
        cells.split(line, line.length, candidate);
        int count = cells.count() - 1;
        first = first < 0 ? count : first;
        steady &= count == first;
        most = Math.max(most, count);
      }
      if (steady && most > 0) {
        return candidate;
      }
      any = any == ' ' && most > 0 ? candidate : any;
    }
    return any;
  }

  private boolean allEndWithSeparator() {
    for (byte[] line : firstLines) {
      cells.split(line, line.length, separator);
      if (separator == ' ' || cells.count() < 2 || !cells.isEmpty(cells.count() - 1)) {
        return false;
      }
    }
    return true;
  }

  private List<String> findHeader(boolean ofTexts) {
    splitFirst(0);
    List<String> names = cells.texts();
    boolean[] isNumber = numbers();
    boolean[] below = {};
    if (firstLines.size() > 1) {
      splitFirst(1);
      below = numbers();
    }
    boolean anyNumber = false;
    for (boolean number : isNumber) {
      anyNumber |= number;
    }
    boolean found =
        anyNumber
            ? namesAndNumbers(names, isNumber, below) || (!ofTexts && namesOfNumbers(names))
            : ofTexts ? namesLabels(names, below) : names.stream().anyMatch(TableRows::isName);
    if (!found) {
      return List.of();
    }
    if (anyNumber) {
      notes.add("the first line is taken as the names of the columns: " + shown(names));
    }
    nextFirst = 1;
    // As R writes tables: row names without a name of their own.
    if (below.length == names.size() + 1 && !anyNumber) {
      hasRowNames = true;
      names.add(0, "");
    }
    return List.copyOf(names);
  }

  private boolean[] numbers() {
    boolean[] numbers = new boolean[cells.count()];
    for (int cell = 0; cell < numbers.length; cell++) {
      numbers[cell] = DecimalNumbers.isNumber(cells, cell);
    }
    return numbers;
  }

  /**
   * Whether a line that has numbers in it is a header: one name at least stands over a number, the
   * rest is no missing value, and the numbers are whole and ascend, as those of columns do.
   */
  private static boolean namesAndNumbers(List<String> names, boolean[] isNumber, boolean[] below) {
    boolean overNumber = false;
    double last = Double.NEGATIVE_INFINITY;
    for (int cell = 0; cell < names.size(); cell++) {
      if (isNumber[cell]) {
        double value = Double.parseDouble(names.get(cell).replace(',', '.'));
        if (value != Math.rint(value) || value <= last) {
          return false;
        }
        last = value;
      } else if (!isName(names.get(cell)) && !(cell == 0 && names.get(0).isEmpty())) {
        return false;
      } else {
        overNumber |= cell < below.length && below[cell];
      }
    }
    return overNumber;
  }

  /**
   * Whether a line of nothing but numbers is a header: those of the columns from 0 or from 1, as
   * pandas writes for a table without names, above values that are written with a decimal sign. A
   * line of other whole numbers is kept, with a note if nothing below it is whole.
   */
  private boolean namesOfNumbers(List<String> names) {
    int columns = names.size();
    boolean count = columns > 1;
    boolean whole = columns > 1 && firstLines.size() > 1;
    int first = names.get(0).equals("1") ? 1 : 0;
    for (int cell = 0; cell < columns; cell++) {
      String name = names.get(cell);
      whole &= isWhole(name);
      count &= name.equals(Integer.toString(cell + first));
    }
    if (!whole) {
      return false;
    }
    boolean[] anyReal = new boolean[columns];
    boolean[] anyWhole = new boolean[columns];
    for (int line = 1; line < firstLines.size(); line++) {
      splitFirst(line);
      if (cells.count() != columns) {
        return false;
      }
      for (int cell = 0; cell < columns; cell++) {
        boolean isWhole = isWhole(cells.text(cell));
        anyWhole[cell] |= isWhole;
        anyReal[cell] |= !isWhole;
      }
    }
    boolean onlyReal = true;
    boolean oneOnlyReal = false;
    boolean realButLast = true;
    for (int cell = 0; cell < columns; cell++) {
      onlyReal &= !anyWhole[cell];
      oneOnlyReal |= !anyWhole[cell];
      realButLast &= anyReal[cell] || cell == columns - 1;
    }
    if (onlyReal && !count) {
      doubt =
          "the first line looks like names of columns and is kept as values: %s; remove it if they are names"
              .formatted(shown(names));
    }
    return count && oneOnlyReal && realButLast;
  }

  private static boolean isWhole(String text) {
    return text.matches("[+-]?[0-9]+");
  }

  private static boolean namesLabels(List<String> names, boolean[] below) {
    for (int cell = 0; cell < names.size(); cell++) {
      if (cell < below.length && below[cell] && isName(names.get(cell))) {
        return true;
      }
    }
    return LabelNames.areIn(names);
  }

  /**
   * Whether the cells of a column in the first lines are numbers with a unit: the first one has a
   * decimal sign, or numbers differ and what follows them does not.
   */
  boolean isMeasured(int column) {
    Set<String> numbers = new HashSet<>();
    Set<String> units = new HashSet<>();
    RowCells looked = new RowCells(false);
    for (int line = header.isEmpty() ? 0 : 1; line < firstLines.size(); line++) {
      byte[] bytes = firstLines.get(line);
      looked.split(bytes, bytes.length, separator);
      if (column >= looked.count()) {
        continue;
      }
      Matcher matcher = MEASURED.matcher(looked.text(column));
      if (!matcher.matches()) {
        return false;
      }
      if (numbers.isEmpty() && matcher.group(1).matches(".*[.,].*")) {
        return true;
      }
      numbers.add(matcher.group(1));
      units.add(matcher.group(2));
    }
    return numbers.size() > 1 && units.size() == 1;
  }

  /** Refuses whole numbers and digits by turns: decimal commas where commas separate as well. */
  private void refuseSplitDecimals() {
    boolean leadingZero = false;
    boolean padded = false;
    for (int line = nextFirst; line < firstLines.size(); line++) {
      splitFirst(line);
      if (cells.count() % 2 != 0) {
        return;
      }
      for (int cell = 0; cell < cells.count(); cell++) {
        String text = cells.text(cell);
        if (!text.matches(cell % 2 == 0 ? "[+-]?[0-9]+" : "[0-9]+")) {
          return;
        }
        leadingZero |= cell % 2 != 0 && text.length() > 1 && text.startsWith("0");
        padded |= cell % 2 == 0 && text.length() > 1 && text.startsWith("0");
      }
    }
    if (leadingZero && !padded) {
      splitFirst(nextFirst);
      throw new BadDataException(
          "has whole numbers and digits that begin with 0 by turns, as in '%s,%s': a comma seems to be both decimal sign and separator"
              .formatted(cells.text(0), cells.text(1)),
          where(),
          "Write decimal points, or separate cells with semicolons; --separator , reads whole numbers.");
    }
  }

  /** Names have letters; marks and digits alone may be a number of some country. */
  static boolean isName(String text) {
    return !isMissing(text) && text.codePoints().anyMatch(Character::isLetter);
  }

  /** Whether a text stands for a value that is not there, or an infinite one. */
  static boolean isMissing(String text) {
    return NO_NAMES.contains(text.toLowerCase(Locale.ROOT));
  }

  /** At most 40 characters of a text, for messages. */
  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private static String shown(List<String> names) {
    List<String> some =
        names.stream().limit(5).map(name -> name.isEmpty() ? "(none)" : shortened(name)).toList();
    return String.join(", ", some) + (names.size() > some.size() ? ", ..." : "");
  }
}

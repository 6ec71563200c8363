package dev.nervure.data.table;

import dev.nervure.data.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a text file, row by row; rows may differ in length, as those of a triangle of
 * distances do. A column that counts or names the rows is left out; a column of labels is kept
 * apart.
 *
 * <p>Numbers are float32; those of a table of points ({@link TableOptions.Use#POINTS}) are kept as
 * float64 too.
 *
 * <p>Memory: 4 bytes a number (points: 8), 12 a row, and the texts of the labels.
 */
public final class NumberTable {

  /** What looks like classes: fewer values than this, each in so many rows. */
  private static final int MOST_CLASSES = 1000;

  private static final int ROWS_A_CLASS = 10;

  private final String file;
  private final TableOptions options;
  private final TableColumns columns;
  private final NumberList numbers;
  private final List<String> notes = new ArrayList<>();
  private int[] ends = new int[256];
  private long[] lineNumbers = new long[256];
  private int rows;
  private @Nullable String firstLineDoubt;

  private NumberTable(Path file, TableOptions options, TableColumns columns) {
    this.file = file.toString();
    this.options = options;
    this.columns = columns;
    this.numbers = new NumberList(isPrecise());
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException if it holds no table of numbers, or one that may mean two things
   */
  public static NumberTable read(Path file, TableOptions options) {
    try (TableRows rows = new TableRows(file, options.separator())) {
      NumberTable table = new NumberTable(file, options, new TableColumns(rows, file, options));
      table.readRows(rows);
      return table;
    } catch (OutOfMemoryError | ArithmeticException e) {
      throw new BadDataException(
          "is too large for the heap",
          file.toString(),
          "Give Java a larger heap (NERVURE_OPTS=-Xmx..) or take fewer points.",
          e);
    }
  }

  private boolean isPrecise() {
    return options.use() == TableOptions.Use.POINTS;
  }

  private void readRows(TableRows source) {
    DecimalNumbers parser = new DecimalNumbers(isPrecise());
    ColumnRounding rounding = new ColumnRounding();
    boolean infinite = options.use() == TableOptions.Use.POINTS_OR_DISTANCES;
    while (source.next()) {
      RowCells cells = source.cells();
      if (rows == 0) {
        columns.begin(cells);
      }
      for (int cell = 0; cell < cells.count(); cell++) {
        float value =
            parser.parse(cells.bytes(), cells.start(cell), cells.end(cell), source.number());
        boolean written = !Float.isNaN(value);
        if (infinite && !written && cells.text(cell).equalsIgnoreCase("inf")) {
          value = Float.POSITIVE_INFINITY;
        } else if (!written && !columns.takesText(cell)) {
          throw columns.notANumber(cell, written);
        } else if (Float.isInfinite(value)) {
          throw columns.notANumber(cell, written);
        }
        if (columns.take(cell, value)) {
          numbers.add(value, Float.isFinite(value) ? parser.written() : value);
          if (Float.isFinite(value) && !isPrecise()) {
            rounding.add(cell, parser.written(), value);
          }
        }
      }
      endRow(source.number());
    }
    if (rows == 0) {
      throw new BadDataException(
          source.header().isEmpty() ? "holds no numbers" : "has a header but no rows",
          file,
          "Give at least one row of numbers.");
    }
    if (hasLabels()) {
      LabelTexts.requireComplete(labels(), this::where);
    }
    notes.addAll(source.notes());
    firstLineDoubt = source.doubt();
    String commas = parser.note(file);
    if (commas != null) {
      notes.add(commas);
    }
    String moved = rounding.note(source);
    if (moved != null) {
      notes.add(moved);
    }
    notes.addAll(columns.end(sameColumns() >= 0));
  }

  private void endRow(long line) {
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
      lineNumbers = Arrays.copyOf(lineNumbers, rows * 2);
    }
    ends[rows] = numbers.size();
    lineNumbers[rows] = line;
    rows++;
  }

  /** Number of rows, at least 1. */
  public int rows() {
    return rows;
  }

  /** Number of numbers in a row, that of a column of labels among them. */
  public int columns(int row) {
    return ends[row] - start(row);
  }

  /** Number of columns if all rows have the same, else -1. */
  public int sameColumns() {
    for (int row = 1; row < rows; row++) {
      if (columns(row) != columns(0)) {
        return -1;
      }
    }
    return columns(0);
  }

  /**
   * A number; NaN where the column of labels holds a text.
   *
   * @param column index among the columns that are not left out
   */
  public float value(int row, int column) {
    return numbers.get(start(row) + column);
  }

  /** Number of numbers. */
  public int size() {
    return numbers.size();
  }

  /** All numbers in order, in a new array. */
  public float[] values() {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return values;
  }

  /**
   * The rows without the column of labels, one after the other in a new array.
   *
   * @throws BadDataException if rows differ in length, or nothing is left
   */
  public float[] coordinates() {
    int width = coordinateColumns();
    float[] coordinates = new float[Math.multiplyExact(rows, width)];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = numbers.get(position(i, width));
    }
    return coordinates;
  }

  /**
   * The same as float64, as they are written.
   *
   * @return null where float32 holds each of them as it is written, or numbers are not kept as
   *     float64
   * @throws BadDataException as {@link #coordinates}
   */
  public double @Nullable [] preciseCoordinates() {
    int width = coordinateColumns();
    double[] coordinates = new double[isPrecise() ? Math.multiplyExact(rows, width) : 0];
    boolean rounded = false;
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = numbers.getPrecise(position(i, width));
      rounded |= coordinates[i] != (float) coordinates[i];
    }
    return rounded ? coordinates : null;
  }

  /** Where a coordinate is among all numbers; those of the column of labels are passed over. */
  private int position(int coordinate, int width) {
    int label = columns.label();
    if (label < 0) {
      return coordinate;
    }
    int column = coordinate % width;
    return coordinate / width * (width + 1) + column + (column >= label ? 1 : 0);
  }

  /** Columns without that of labels. */
  private int coordinateColumns() {
    int width = sameColumns();
    if (width < 0) {
      int odd = 1;
      while (columns(odd) == columns(0)) {
        odd++;
      }
      throw new BadDataException(
          "has " + columns(odd) + " cells where the first row has " + columns(0),
          where(odd),
          "Every row needs the same number of cells; check the separator.");
    }
    int others = width - (columns.label() < 0 ? 0 : 1);
    if (others == 0) {
      throw new BadDataException(
          "has no column beside the labels",
          file,
          "Say --label-column none if the column holds values.");
    }
    return others;
  }

  /** The names of the columns of {@link #coordinates}; empty where the table has none. */
  public List<String> coordinateNames() {
    List<String> names = columns.names();
    if (columns.label() >= 0 && !names.isEmpty()) {
      names.remove(columns.label());
    }
    return names;
  }

  /** Whether a column is taken as labels. */
  public boolean hasLabels() {
    return columns.label() >= 0;
  }

  /** Whether only the place of the column of labels speaks for it, not its name or the user. */
  public boolean labelsAreGuessed() {
    return columns.labelsAreGuessed();
  }

  /** Takes the column of labels as numbers like the others. */
  public void keepLabelsAsNumbers() {
    columns.forgetLabels();
  }

  /** What the column of labels holds, one text a row. */
  public List<String> labels() {
    return columns.labels();
  }

  /** The name of the column of labels as a message shows it. */
  public String labelName() {
    return columns.labelName();
  }

  /** Whether the first two numbers of every row are written as whole numbers. */
  public boolean firstTwoWhole() {
    return columns.firstTwoWhole();
  }

  /**
   * What may be wrong with taking every column but that of labels as a coordinate, where the user
   * has not said it: one line each.
   */
  public List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    if (firstLineDoubt != null) {
      doubts.add(firstLineDoubt);
    }
    if (options.indexColumn() == null && firstCountsRows()) {
      doubts.add(
          "the first column counts the rows and is kept as a value; --index-column 0 leaves it out");
    }
    if (options.labelColumn() == null && !hasLabels()) {
      int classes = classesInLast();
      if (classes > 0) {
        doubts.add(
            "the last column holds %d different whole numbers without a gap and is kept as a value; --label-column -1 takes it as labels"
                .formatted(classes));
      }
    }
    return doubts;
  }

  /** Whether the first column is 0, 1, 2, ... or 1, 2, 3, ... */
  private boolean firstCountsRows() {
    if (rows < 3 || sameColumns() < 2 || (hasLabels() && columns.label() == 0)) {
      return false;
    }
    float first = value(0, 0);
    if (first != 0 && first != 1) {
      return false;
    }
    for (int row = 1; row < rows; row++) {
      if (value(row, 0) != first + row) {
        return false;
      }
    }
    return true;
  }

  /** How many different values the last column has if it looks like classes, else 0. */
  private int classesInLast() {
    int last = sameColumns() - 1;
    BitSet seen = new BitSet();
    for (int row = 0; row < rows && last > 0; row++) {
      float value = value(row, last);
      if (!(value >= 0 && value < MOST_CLASSES) || value != (int) value) {
        return 0;
      }
      seen.set((int) value);
    }
    int classes = seen.cardinality();
    boolean withoutGap = seen.nextSetBit(0) <= 1 && seen.length() - seen.nextSetBit(0) == classes;
    return withoutGap && classes > 1 && classes <= rows / ROWS_A_CLASS ? classes : 0;
  }

  /** How the table was understood where that is not plain, one line each; often empty. */
  public List<String> notes() {
    return notes;
  }

  /** Name of the file, for messages. */
  public String where() {
    return file;
  }

  /** File and line of a row, for messages. */
  public String where(int row) {
    return file + ", line " + lineNumbers[row];
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }
}

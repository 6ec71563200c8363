package dev.nervure.mapper;

import java.util.Arrays;
import java.util.List;

/**
 * One row of numbers a point, by which a cloud is cut into pieces: q columns of n values, in their
 * own units. Immutable. 8 n q bytes.
 */
public final class LensValues {
  private final List<String> names;
  private final double[][] columns;

  private LensValues(List<String> names, double[][] columns) {
    this.names = List.copyOf(names);
    this.columns = columns;
  }

  /**
   * One column.
   *
   * @param name what it is
   * @param values one a point
   * @throws IllegalArgumentException for a value that is NaN or infinite
   */
  public static LensValues of(String name, double[] values) {
    return of(List.of(name), new double[][] {values});
  }

  /**
   * Several columns, which may come from anywhere: class probabilities, logits, columns of a table.
   *
   * @param names one a column
   * @param columns at least one, of one length; copied
   * @throws IllegalArgumentException for columns of different lengths, no column, or a value that
   *     is NaN or infinite
   */
  public static LensValues of(List<String> names, double[][] columns) {
    if (columns.length == 0 || names.size() != columns.length) {
      throw new IllegalArgumentException(
          "a lens needs a name for each of its columns, and at least one, but has %d names and %d columns"
              .formatted(names.size(), columns.length));
    }
    double[][] copies = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      copies[c] = columns[c].clone();
      if (copies[c].length != copies[0].length) {
        throw new IllegalArgumentException(
            "column '%s' of the lens has %d values but '%s' has %d"
                .formatted(names.get(c), copies[c].length, names.get(0), copies[0].length));
      }
      requireFinite(names.get(c), copies[c]);
    }
    return new LensValues(names, copies);
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "the lens '%s' is %s at point %d; every point needs a finite value"
                .formatted(name, values[i], i));
      }
    }
  }

  /** These columns, and behind them those of another lens of the same points. */
  public LensValues and(LensValues other) {
    String[] allNames = Arrays.copyOf(names.toArray(new String[0]), columns() + other.columns());
    double[][] all = Arrays.copyOf(columns, columns() + other.columns());
    for (int c = 0; c < other.columns(); c++) {
      allNames[columns() + c] = other.name(c);
      all[columns() + c] = other.columns[c];
    }
    return of(List.of(allNames), all);
  }

  /** The rows of some points, in the given order. */
  public LensValues select(int[] points) {
    double[][] selected = new double[columns.length][points.length];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < points.length; i++) {
        selected[c][i] = columns[c][points[i]];
      }
    }
    return new LensValues(names, selected);
  }

  /** n, the number of points. */
  public int points() {
    return columns[0].length;
  }

  /** q, the number of columns. */
  public int columns() {
    return columns.length;
  }

  /** What a column is. */
  public String name(int column) {
    return names.get(column);
  }

  /** The value of a point. */
  public double value(int column, int point) {
    return columns[column][point];
  }

  /** The values of a column, one a point. A copy. */
  public double[] column(int column) {
    return columns[column].clone();
  }

  /** The smallest value of a column; 0 without points. */
  public double smallest(int column) {
    return Arrays.stream(columns[column]).min().orElse(0);
  }

  /** The largest value of a column; 0 without points. */
  public double largest(int column) {
    return Arrays.stream(columns[column]).max().orElse(0);
  }
}

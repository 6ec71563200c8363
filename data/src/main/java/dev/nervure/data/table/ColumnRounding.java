package dev.nervure.data.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far float32 moves the numbers of each column, beside how far these are apart. Memory: 24
 * bytes a column.
 */
final class ColumnRounding {

  /** Parts of a column's spread from which on rounding is said. */
  private static final double WORTH_SAYING = 1e-4;

  private double[] low = {};
  private double[] high = {};
  private double[] moved = {};

  /** Takes a number and what float32 makes of it. */
  void add(int column, double written, float read) {
    if (column >= low.length) {
      int from = low.length;
      int length = Math.max(column + 1, 2 * from);
      low = Arrays.copyOf(low, length);
      high = Arrays.copyOf(high, length);
      moved = Arrays.copyOf(moved, length);
      Arrays.fill(low, from, length, Double.POSITIVE_INFINITY);
      Arrays.fill(high, from, length, Double.NEGATIVE_INFINITY);
    }
    low[column] = Math.min(low[column], written);
    high[column] = Math.max(high[column], written);
    moved[column] = Math.max(moved[column], Math.abs(written - read));
  }

  /** What to say of the column that is moved most; null for nothing. */
  @Nullable String note(TableRows source) {
    int worst = -1;
    double most = WORTH_SAYING;
    for (int column = 0; column < low.length; column++) {
      double part = moved[column] / (high[column] - low[column]);
      if (low[column] < high[column] && part > most) {
        worst = column;
        most = part;
      }
    }
    return worst < 0
        ? null
        : "text is read as float32, which moves values of column %s by up to %s where they lie within %s; subtract a constant from the column, or save the table as .npy with float64"
            .formatted(
                source.columnName(worst), (float) moved[worst], (float) (high[worst] - low[worst]));
  }
}

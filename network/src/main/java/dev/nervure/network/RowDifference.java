package dev.nervure.network;

import dev.nervure.array.NdArray;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * By how much rows that were computed in two ways differ, column by column, beside what the column
 * holds: one huge column must not hide what happens in the others.
 *
 * @param difference largest absolute difference in each column; infinite where one of two is NaN
 * @param scale largest finite absolute value in each column, at least the median of the columns':
 *     what is small in one column is summed of terms as large as in the others
 */
record RowDifference(double[] difference, double[] scale) {

  /**
   * Compares.
   *
   * @param whole rows x values
   * @param parts the same rows, or the first of them
   */
  static RowDifference of(NdArray whole, NdArray parts) {
    double[] a = whole.doubles();
    double[] b = parts.doubles();
    int rows = parts.rank() == 0 ? 1 : Math.max(1, parts.shape()[0]);
    int width = Math.max(1, b.length / rows);
    double[] difference = new double[width];
    double[] largest = new double[width];
    for (int i = 0; i < b.length; i++) {
      int column = i % width;
      double here = i < a.length ? a[i] : Double.NaN;
      if (Double.isFinite(here)) {
        largest[column] = Math.max(largest[column], Math.abs(here));
      }
      boolean same = here == b[i] || (i < a.length && Double.isNaN(here) && Double.isNaN(b[i]));
      if (!same) {
        double by = Math.abs(here - b[i]);
        difference[column] =
            Math.max(difference[column], Double.isNaN(by) ? Double.POSITIVE_INFINITY : by);
      }
    }
    double[] sorted = largest.clone();
    Arrays.sort(sorted);
    double median = sorted[width / 2];
    for (int column = 0; column < width; column++) {
      largest[column] = Math.max(largest[column], median);
    }
    return new RowDifference(difference, largest);
  }

  /** Whether a column differs by more than another order of summation makes usual. */
  boolean isSuspect(Precision precision) {
    for (int i = 0; i < difference.length; i++) {
      if (Probe.isSuspect(difference[i], scale[i], precision)) {
        return true;
      }
    }
    return false;
  }

  /** The largest suspect difference that is as large in the other precision; empty for rounding. */
  OptionalDouble real(RowDifference other, Precision precision) {
    OptionalDouble real = OptionalDouble.empty();
    for (int i = 0; i < difference.length; i++) {
      if (Probe.isSuspect(difference[i], scale[i], precision)
          && Probe.isReal(precision, difference[i], other.difference[i])
          && !(real.isPresent() && real.getAsDouble() >= difference[i])) {
        real = OptionalDouble.of(difference[i]);
      }
    }
    return real;
  }
}

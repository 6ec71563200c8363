package dev.nervure.mapper;

import java.util.Arrays;

/**
 * Closed intervals along one column of a lens, with ascending ends. Together they hold the range of
 * the column, up to rounding between two that only touch: a value in such a gap belongs to the
 * interval above it.
 *
 * @param lower lower ends, ascending
 * @param upper upper ends, ascending
 */
public record Intervals(double[] lower, double[] upper) {
  /** Number of intervals. */
  public int count() {
    return lower.length;
  }

  /** The first interval that holds a value. */
  int first(double value) {
    int at = Arrays.binarySearch(upper, value);
    int first = at >= 0 ? at : -at - 1;
    while (first > 0 && upper[first - 1] == value) {
      first--;
    }
    return Math.min(first, count() - 1);
  }

  /** The last interval that holds a value, not before the first. */
  int last(double value) {
    int at = Arrays.binarySearch(lower, value);
    int last = at >= 0 ? at : -at - 2;
    while (last + 1 < count() && lower[last + 1] == value) {
      last++;
    }
    return Math.max(last, first(value));
  }
}

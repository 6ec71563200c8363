package dev.nervure.data.distances;

import java.util.HashSet;
import java.util.Set;

/** Guesses what a table of numbers is from the lengths of its rows. */
final class FormatGuess {
  private FormatGuess() {}

  /** The only format that fits the shape, or a point cloud. */
  static DistanceFormat of(NumberTable table) {
    int rows = table.rows();
    int columns = table.sameColumns();
    if (table.isOff()) {
      return DistanceFormat.POINT_CLOUD;
    }
    if (columns < 0) {
      return growBy(table, 1)
          ? DistanceFormat.LOWER_DISTANCE
          : growBy(table, -1) ? DistanceFormat.UPPER_DISTANCE : DistanceFormat.POINT_CLOUD;
    }
    if (rows > 1 && columns == rows && zeroDiagonal(table)) {
      return DistanceFormat.DISTANCE;
    }
    if (columns == 3 && table.firstTwoWhole() && distinctPairs(table)) {
      return DistanceFormat.SPARSE;
    }
    return DistanceFormat.POINT_CLOUD;
  }

  private static boolean growBy(NumberTable table, int step) {
    for (int row = 1; row < table.rows(); row++) {
      if (table.columns(row) != table.columns(row - 1) + step) {
        return false;
      }
    }
    return true;
  }

  private static boolean zeroDiagonal(NumberTable table) {
    for (int i = 0; i < table.rows(); i++) {
      if (table.value(i, i) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether every line is a pair of two points that no other line has, with a distance; points with
   * whole coordinates hardly ever are.
   */
  private static boolean distinctPairs(NumberTable table) {
    Set<Long> pairs = new HashSet<>();
    for (int row = 0; row < table.rows(); row++) {
      long first = (long) table.value(row, 0);
      long second = (long) table.value(row, 1);
      if (first == second
          || !(table.value(row, 2) >= 0)
          || !pairs.add(Math.max(first, second) << 32 | Math.min(first, second))) {
        return false;
      }
    }
    return true;
  }
}

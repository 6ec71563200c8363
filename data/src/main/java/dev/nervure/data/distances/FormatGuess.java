package dev.nervure.data.distances;

/** Guesses what a table of numbers is from the lengths of its rows. */
final class FormatGuess {
  private FormatGuess() {}

  /** The only format that fits the shape, or a point cloud. */
  static DistanceFormat of(NumberTable table) {
    int rows = table.rows();
    int columns = table.sameColumns();
    if (columns < 0) {
      return growsByOne(table) ? DistanceFormat.LOWER_DISTANCE : DistanceFormat.UPPER_DISTANCE;
    }
    if (rows > 1 && columns == rows && zeroDiagonal(table)) {
      return DistanceFormat.DISTANCE;
    }
    if (columns == 3 && table.firstTwoWhole()) {
      return DistanceFormat.SPARSE;
    }
    return DistanceFormat.POINT_CLOUD;
  }

  private static boolean growsByOne(NumberTable table) {
    for (int row = 1; row < table.rows(); row++) {
      if (table.columns(row) != table.columns(row - 1) + 1) {
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
}

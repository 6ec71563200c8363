package dev.nervure.data.distances;

import dev.nervure.data.table.NumberTable;
import java.util.List;

/** Guesses what a table of numbers is from the lengths of its rows and what stands where. */
final class FormatGuess {
  private FormatGuess() {}

  /**
   * The only format that fits the shape, or a point cloud.
   *
   * @param notes takes what to say about a guess that may be wrong
   */
  static DistanceFormat of(NumberTable table, List<String> notes) {
    int rows = table.rows();
    int columns = table.sameColumns();
    if (columns < 0) {
      return growBy(table, 1)
          ? DistanceFormat.LOWER_DISTANCE
          : growBy(table, -1) ? DistanceFormat.UPPER_DISTANCE : DistanceFormat.POINT_CLOUD;
    }
    if (isNumberedMatrix(table)) {
      return DistanceFormat.DISTANCE;
    }
    if (rows > 1 && columns == rows) {
      SquareMatrix matrix = new SquareMatrix(rows, table::value, table.where());
      if (matrix.isZeroOnDiagonal()) {
        return DistanceFormat.DISTANCE;
      }
      matrix.requireNoSimilarity();
    }
    if (new SparsePairs(table).arePlausible()) {
      if (table.firstTwoWhole()) {
        notes.add(
            "read as pairs, two indices and their distance a line; --format point-cloud reads points");
        return DistanceFormat.SPARSE;
      }
      notes.add(
          "read as points, although each line may be a pair: two whole numbers that no other line has, and a distance; --format sparse reads pairs");
    }
    return DistanceFormat.POINT_CLOUD;
  }

  /**
   * Whether the first line numbers the columns of a matrix of distances below it: one line more
   * than columns, whole numbers in the first, and symmetric with a diagonal of 0 without it.
   */
  static boolean isNumberedMatrix(NumberTable table) {
    int columns = table.sameColumns();
    if (columns < 1 || table.rows() != columns + 1) {
      return false;
    }
    for (int column = 0; column < columns; column++) {
      if (table.value(0, column) != Math.rint(table.value(0, column))) {
        return false;
      }
    }
    SquareMatrix below = new SquareMatrix(columns, (i, j) -> table.value(i + 1, j), table.where());
    return below.isSymmetric() && below.isZeroOnDiagonal();
  }

  private static boolean growBy(NumberTable table, int step) {
    for (int row = 1; row < table.rows(); row++) {
      if (table.columns(row) != table.columns(row - 1) + step) {
        return false;
      }
    }
    return true;
  }
}

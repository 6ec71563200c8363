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

  private static boolean growBy(NumberTable table, int step) {
    for (int row = 1; row < table.rows(); row++) {
      if (table.columns(row) != table.columns(row - 1) + step) {
        return false;
      }
    }
    return true;
  }
}

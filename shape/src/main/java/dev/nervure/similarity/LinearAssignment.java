package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The assignment of rows to different columns of a matrix with the largest sum, exactly: shortest
 * augmenting paths with dual variables (Jonker, Volgenant, Computing 38, 1987). O(m^2 k) for m rows
 * and k columns; ties by the lower column.
 */
final class LinearAssignment {
  private LinearAssignment() {}

  /**
   * The column of each row.
   *
   * @param gains rows x columns, row by row
   * @param rows at most as many as columns
   */
  static int[] largest(double[] gains, int rows, int columns, Progress progress) {
    double[] ofRow = new double[rows];
    double[] ofColumn = new double[columns];
    int[] rowOf = new int[columns];
    Arrays.fill(rowOf, -1);
    double[] shortest = new double[columns];
    int[] before = new int[columns];
    boolean[] isReached = new boolean[columns];
    for (int row = 0; row < rows; row++) {
      progress.checkCancelled();
      Arrays.fill(shortest, Double.POSITIVE_INFINITY);
      Arrays.fill(isReached, false);
      int column = -1;
      int current = row;
      double length = 0;
      do {
        int next = -1;
        for (int j = 0; j < columns; j++) {
          if (!isReached[j]) {
            double reduced = length - gains[current * columns + j] - ofRow[current] - ofColumn[j];
            if (reduced < shortest[j]) {
              shortest[j] = reduced;
              before[j] = column;
            }
            if (next < 0 || shortest[j] < shortest[next]) {
              next = j;
            }
          }
        }
        column = next;
        length = shortest[column];
        isReached[column] = true;
        current = rowOf[column];
      } while (current >= 0);
      update(row, length, isReached, shortest, rowOf, ofRow, ofColumn);
      while (column >= 0) {
        int earlier = before[column];
        rowOf[column] = earlier < 0 ? row : rowOf[earlier];
        column = earlier;
      }
    }
    int[] columnOf = new int[rows];
    for (int j = 0; j < columns; j++) {
      if (rowOf[j] >= 0) {
        columnOf[rowOf[j]] = j;
      }
    }
    return columnOf;
  }

  /** Dual variables such that the columns on the way cost nothing more. */
  private static void update(
      int row,
      double length,
      boolean[] isReached,
      double[] shortest,
      int[] rowOf,
      double[] ofRow,
      double[] ofColumn) {
    ofRow[row] += length;
    for (int j = 0; j < isReached.length; j++) {
      if (isReached[j]) {
        double change = length - shortest[j];
        ofColumn[j] -= change;
        if (rowOf[j] >= 0) {
          ofRow[rowOf[j]] += change;
        }
      }
    }
  }

  /** The largest sum. */
  static double largestSum(double[] gains, int rows, int columns, Progress progress) {
    int[] columnOf = largest(gains, rows, columns, progress);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += gains[i * columns + columnOf[i]];
    }
    return sum;
  }
}

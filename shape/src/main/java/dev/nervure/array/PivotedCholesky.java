package dev.nervure.array;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * A positive semidefinite matrix A as L L^T, with the largest diagonal element that is left as the
 * next pivot, the first of those that are equal (Higham, "Accuracy and Stability of Numerical
 * Algorithms", 2002, 10.3). It ends where what is left is a negligible share of the largest
 * diagonal element at the start. O(m r^2) for m rows and rank r; 8 m r bytes.
 *
 * @param columns of L, r rows of length m; zero at the pivots before; not to be changed
 * @param pivots in their order, r of them
 */
public record PivotedCholesky(double[][] columns, int[] pivots) {
  /** A row of the matrix. */
  public interface Rows {
    /** Copies row i into an array of length m. */
    void copy(int i, double[] target);
  }

  /**
   * Decomposes a matrix of m rows.
   *
   * @param diagonal its diagonal
   * @param negligible share of the largest diagonal element
   */
  public static PivotedCholesky of(
      Rows matrix, double[] diagonal, double negligible, Progress progress) {
    int m = diagonal.length;
    double[] left = diagonal.clone();
    double largest = Arrays.stream(diagonal).max().orElse(0);
    double[][] columns = new double[m][];
    int[] pivots = new int[m];
    boolean[] isDone = new boolean[m];
    int rank = 0;
    while (rank < m) {
      int pivot = -1;
      for (int i = 0; i < m; i++) {
        if (!isDone[i] && (pivot < 0 || left[i] > left[pivot])) {
          pivot = i;
        }
      }
      if (!(left[pivot] > negligible * largest)) {
        break;
      }
      progress.checkCancelled();
      double[] column = new double[m];
      matrix.copy(pivot, column);
      for (int c = 0; c < rank; c++) {
        subtract(column, columns[c], columns[c][pivot]);
      }
      double root = Math.sqrt(left[pivot]);
      isDone[pivot] = true;
      for (int i = 0; i < m; i++) {
        column[i] = i == pivot ? root : isDone[i] ? 0 : column[i] / root;
        left[i] -= column[i] * column[i];
      }
      pivots[rank] = pivot;
      columns[rank++] = column;
    }
    return new PivotedCholesky(Arrays.copyOf(columns, rank), Arrays.copyOf(pivots, rank));
  }

  private static void subtract(double[] target, double[] source, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] -= factor * source[i];
    }
  }

  /** r, the numerical rank. */
  public int rank() {
    return pivots.length;
  }

  /** L^-T of the rows of the pivots: upper triangular, r x r, row by row. */
  public double[] inverseTransposed() {
    int r = rank();
    double[] inverse = new double[r * r];
    // Column j of L^-1 by forward substitution; it is row j of the result.
    for (int j = 0; j < r; j++) {
      int row = j * r;
      inverse[row + j] = 1 / columns[j][pivots[j]];
      for (int i = j + 1; i < r; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum += columns[k][pivots[i]] * inverse[row + k];
        }
        inverse[row + i] = -sum / columns[i][pivots[i]];
      }
    }
    return inverse;
  }
}

package dev.nervure.similarity;

import dev.nervure.array.PivotedCholesky;
import dev.nervure.progress.Progress;

/**
 * A symmetric matrix of a number for each pair of rows: the lower triangle with the diagonal, row
 * by row, in float64. Immutable. Memory: 4 n^2 bytes.
 *
 * @param lower K_00, K_10, K_11, K_20, ...; not to be changed
 * @param size n
 */
record GramMatrix(double[] lower, int size) implements CenteredKernel {
  /** The inner products of centred rows, X X^T. O(n^2 d) time; 4096 d bytes while it is made. */
  static final Form<GramMatrix> LINEAR = new Linear();

  private static final int BLOCK_ROWS = 256;

  private record Linear() implements Form<GramMatrix> {
    @Override
    public GramMatrix of(Representation representation, Progress progress) {
      FeatureMeans means = representation.form(FeatureMeans.FORM, progress);
      return GramMatrix.of(
          (from, to) -> means.read(representation.rows(), from, to, true),
          representation.size(),
          representation.dimension(),
          progress);
    }
  }

  /** Rows that are read a block at a time. */
  interface RowBlocks {
    /** The rows from one index up to another, row by row. */
    double[] read(int from, int to);
  }

  /** The inner products of n rows of d numbers. */
  static GramMatrix of(RowBlocks source, int n, int d, Progress progress) {
    double[] lower = new double[length(n)];
    for (int row = 0; row < n; row += BLOCK_ROWS) {
      int rowEnd = Math.min(n, row + BLOCK_ROWS);
      double[] rows = source.read(row, rowEnd);
      for (int column = 0; column <= row; column += BLOCK_ROWS) {
        int columnEnd = Math.min(n, column + BLOCK_ROWS);
        double[] columns = column == row ? rows : source.read(column, columnEnd);
        double[] products =
            MatrixProducts.timesTransposed(
                rows, rowEnd - row, columns, columnEnd - column, d, progress);
        for (int i = row; i < rowEnd; i++) {
          int count = Math.min(columnEnd, i + 1) - column;
          System.arraycopy(
              products, (i - row) * (columnEnd - column), lower, index(i) + column, count);
        }
      }
    }
    return new GramMatrix(lower, n);
  }

  /** An entry anew from two rows i and j, with j at most i, and the entry there. */
  interface Entry {
    double of(int i, int j, double entry);
  }

  /** How many numbers a matrix of n rows has. */
  static int length(int n) {
    return Math.toIntExact((long) n * (n + 1) / 2);
  }

  /** Where row i begins. */
  static int index(int i) {
    return (int) ((long) i * (i + 1) / 2);
  }

  /** The entry at i and j. */
  double entry(int i, int j) {
    return i >= j ? lower[index(i) + j] : lower[index(j) + i];
  }

  @Override
  public double[] diagonal() {
    double[] diagonal = new double[size];
    for (int i = 0; i < size; i++) {
      diagonal[i] = lower[index(i) + i];
    }
    return diagonal;
  }

  /** Every entry anew. */
  GramMatrix map(Entry entry, Progress progress) {
    double[] mapped = new double[lower.length];
    for (int i = 0, k = 0; i < size; i++) {
      if (i % BLOCK_ROWS == 0) {
        progress.checkCancelled();
      }
      for (int j = 0; j <= i; j++, k++) {
        mapped[k] = entry.of(i, j, lower[k]);
      }
    }
    return new GramMatrix(mapped, size);
  }

  /** Of inner products the squared distances; at least 0. */
  GramMatrix squaredDistances(Progress progress) {
    double[] squares = diagonal();
    return map(
        (i, j, product) -> i == j ? 0 : Math.max(0, squares[i] + squares[j] - 2 * product),
        progress);
  }

  /** The matrix as L L^T; it must be positive semidefinite. O(n r^2) for rank r. */
  PivotedCholesky decomposed(Progress progress) {
    return PivotedCholesky.of(
        (i, target) -> {
          for (int j = 0; j < size; j++) {
            target[j] = entry(i, j);
          }
        },
        diagonal(),
        Limits.NEGLIGIBLE_SQUARE,
        progress);
  }

  /** H K H. O(n^2). */
  GramMatrix centered(Progress progress) {
    double[] mean = rowSums();
    double total = 0;
    for (int i = 0; i < size; i++) {
      total += mean[i];
      mean[i] /= size;
    }
    double overall = total / size / size;
    return map((i, j, entry) -> entry - mean[i] - mean[j] + overall, progress);
  }

  /** The sum of each row of the full matrix. */
  double[] rowSums() {
    double[] sums = new double[size];
    for (int i = 0, k = 0; i < size; i++) {
      double ofRow = 0;
      for (int j = 0; j < i; j++, k++) {
        ofRow += lower[k];
        sums[j] += lower[k];
      }
      sums[i] += ofRow + lower[k];
      k++;
    }
    return sums;
  }

  @Override
  public double product(CenteredKernel other, Progress progress) {
    double[] others = ((GramMatrix) other).lower;
    double sum = 0;
    for (int i = 0, k = 0; i < size; i++) {
      if (i % BLOCK_ROWS == 0) {
        progress.checkCancelled();
      }
      double ofRow = 0;
      for (int j = 0; j < i; j++, k++) {
        ofRow += lower[k] * others[k];
      }
      sum += 2 * ofRow + lower[k] * others[k];
      k++;
    }
    return sum;
  }
}

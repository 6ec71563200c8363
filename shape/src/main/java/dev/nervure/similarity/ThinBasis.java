package dev.nervure.similarity;

import dev.nervure.array.PivotedCholesky;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The rows X of a representation as Q C, with orthonormal columns Q and as few of them as the rank
 * of X: by Cholesky's decomposition of X^T X, with pivoting and twice (Yamamoto, Nakatsukasa,
 * Yanagisawa, Fukaya, ETNA 44, 2015), so that Q is orthonormal to rounding.
 *
 * <p>Directions along which the rows spread by less than 1e-6 of the widest are left out: what is
 * there is the rounding of float32, and it would count as much as any other direction. Where there
 * are more features than rows X X^T is decomposed instead. O(n d r) time; 8 (n + d) r bytes.
 *
 * @param basis Q, n x r, row by row; not to be changed
 * @param coordinates C = Q^T X, r x d, row by row; not to be changed
 * @param rows n
 * @param rank r, at least 1
 * @param features d
 */
record ThinBasis(double[] basis, double[] coordinates, int rows, int rank, int features) {
  /** Of the rows less their mean. */
  static final Form<ThinBasis> CENTERED = new Decomposition(true);

  /** Of the rows as they are. */
  static final Form<ThinBasis> PLAIN = new Decomposition(false);

  private record Decomposition(boolean isCentered) implements Form<ThinBasis> {
    @Override
    public ThinBasis of(Representation representation, Progress progress) {
      RowMatrix rows = representation.form(RowMatrix.form(isCentered), progress);
      int n = rows.rows();
      double[] first = n > rows.features() ? ofTall(rows, progress) : ofWide(rows, progress);
      int rank = first.length / n;
      double[] basis = orthonormalized(first, n, rank, progress);
      double[] coordinates =
          MatrixProducts.transposed(basis, rank, rows.values(), rows.features(), n, progress);
      return new ThinBasis(basis, coordinates, n, rank, rows.features());
    }
  }

  /** The columns at the pivots, made orthonormal up to what rounding spoils. */
  private static double[] ofTall(RowMatrix rows, Progress progress) {
    int d = rows.features();
    double[] products = rows.crossProducts(rows, progress);
    PivotedCholesky cholesky = decompose(products, d, progress);
    int rank = cholesky.rank();
    double[] pivots = new double[rows.rows() * rank];
    for (int i = 0, k = 0; i < rows.rows(); i++) {
      for (int pivot : cholesky.pivots()) {
        pivots[k++] = rows.values()[i * d + pivot];
      }
    }
    return MatrixProducts.times(
        pivots, rows.rows(), rank, cholesky.inverseTransposed(), rank, progress);
  }

  /** The columns of the factor of X X^T, made orthonormal up to what rounding spoils. */
  private static double[] ofWide(RowMatrix rows, Progress progress) {
    int n = rows.rows();
    int d = rows.features();
    GramMatrix gram =
        GramMatrix.of(
            (from, to) -> Arrays.copyOfRange(rows.values(), from * d, to * d), n, d, progress);
    PivotedCholesky ofRows = gram.decomposed(progress);
    int rank = ofRows.rank();
    double[] factor = new double[n * rank];
    for (int c = 0; c < rank; c++) {
      for (int i = 0; i < n; i++) {
        factor[i * rank + c] = ofRows.columns()[c][i];
      }
    }
    return orthonormalized(factor, n, rank, progress);
  }

  /**
   * Columns with a condition up to 1e6 made orthonormal; those that are already nearly so, fully.
   */
  private static double[] orthonormalized(double[] columns, int n, int rank, Progress progress) {
    double[] products = MatrixProducts.transposed(columns, rank, columns, rank, n, progress);
    PivotedCholesky cholesky = decompose(products, rank, progress);
    int kept = cholesky.rank();
    double[] pivots = new double[n * kept];
    for (int i = 0, k = 0; i < n; i++) {
      for (int pivot : cholesky.pivots()) {
        pivots[k++] = columns[i * rank + pivot];
      }
    }
    return MatrixProducts.times(pivots, n, kept, cholesky.inverseTransposed(), kept, progress);
  }

  private static PivotedCholesky decompose(double[] products, int m, Progress progress) {
    double[] diagonal = new double[m];
    for (int i = 0; i < m; i++) {
      diagonal[i] = products[i * m + i];
    }
    return PivotedCholesky.of(
        (i, target) -> System.arraycopy(products, i * m, target, 0, m),
        diagonal,
        Limits.NEGLIGIBLE_SQUARE,
        progress);
  }

  /** Q^T of this times Q of another, of the same rows: r x s. */
  double[] products(ThinBasis other, Progress progress) {
    return MatrixProducts.transposed(basis, rank, other.basis, other.rank, rows, progress);
  }
}

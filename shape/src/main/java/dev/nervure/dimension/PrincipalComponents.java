package dev.nervure.dimension;

import dev.nervure.array.PivotedCholesky;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The principal components of points given by their inner products about the mean. These are first
 * written as L L^T with as few columns as their rank by Cholesky's decomposition with pivoting, so
 * that points of few dimensions cost little; L^T L has the same eigenvalues, and L times its
 * eigenvectors are the coordinates along the components. Components with less than 1e-6 of the
 * largest square of a point's length are lost in the rounding of distances and taken as none.
 *
 * <p>Cost: O(m r^2 + r^3) for m points of rank r.
 */
final class PrincipalComponents {
  private static final double NEGLIGIBLE = 1e-6;

  private final double[][] columns;
  private final int points;
  private final double[] eigenvalues;
  private final EigenDecomposition_F64<DMatrixRMaj> decomposition;
  private final int[] order;

  private PrincipalComponents(double[][] columns, int points, boolean withVectors) {
    this.columns = columns;
    this.points = points;
    int rank = columns.length;
    DMatrixRMaj small = new DMatrixRMaj(rank, rank);
    for (int a = 0; a < rank; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < points; i++) {
          sum += columns[a][i] * columns[b][i];
        }
        small.set(a, b, sum);
        small.set(b, a, sum);
      }
    }
    decomposition = DecompositionFactory_DDRM.eig(Math.max(1, rank), withVectors, true);
    if (rank > 0 && !decomposition.decompose(small)) {
      throw new ArithmeticException("no eigenvalues of " + rank + " x " + rank + " products");
    }
    double[] found = new double[rank];
    for (int e = 0; e < rank; e++) {
      found[e] = decomposition.getEigenvalue(e).getReal();
    }
    Integer[] descending = new Integer[rank];
    Arrays.setAll(descending, e -> e);
    Arrays.sort(
        descending,
        (a, b) ->
            found[a] != found[b] ? Double.compare(found[b], found[a]) : Integer.compare(a, b));
    order = Arrays.stream(descending).mapToInt(Integer::intValue).toArray();
    eigenvalues = Arrays.stream(order).mapToDouble(e -> Math.max(0, found[e])).toArray();
  }

  /** The eigenvalues of inner products about the mean, largest first: those above rounding. */
  static double[] eigenvalues(double[][] products) {
    return new PrincipalComponents(columns(products), products.length, false).eigenvalues;
  }

  /** With coordinates too. */
  static PrincipalComponents of(double[][] products) {
    return new PrincipalComponents(columns(products), products.length, true);
  }

  /** The columns of L. */
  private static double[][] columns(double[][] products) {
    int m = products.length;
    double[] diagonal = new double[m];
    Arrays.setAll(diagonal, i -> products[i][i]);
    return PivotedCholesky.of(
            (i, target) -> System.arraycopy(products[i], 0, target, 0, m),
            diagonal,
            NEGLIGIBLE,
            Progress.none())
        .columns();
  }

  /** Sums of squares along the components, largest first. */
  double[] eigenvalues() {
    return eigenvalues;
  }

  /**
   * The coordinates of all points along a component, in the order of the points.
   *
   * @param component 0 for that of the largest eigenvalue
   */
  double[] coordinates(int component) {
    DMatrixRMaj vector = decomposition.getEigenVector(order[component]);
    double[] coordinates = new double[points];
    for (int c = 0; c < columns.length; c++) {
      double weight = vector.get(c);
      for (int i = 0; i < points; i++) {
        coordinates[i] += weight * columns[c][i];
      }
    }
    return coordinates;
  }
}

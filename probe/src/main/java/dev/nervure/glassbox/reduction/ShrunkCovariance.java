package dev.nervure.glassbox.reduction;

import dev.nervure.progress.Progress;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The covariance of centred rows, shrunk towards a multiple of the identity as far as Ledoit and
 * Wolf (2004, doi 10.1016/S0047-259X(03)00096-4) find best, with its triangular factor: S = L L^T.
 * Where all rows have one value along some direction it is not singular, by the shrinkage.
 * Immutable.
 */
public final class ShrunkCovariance {
  /** Of the mean variance: keeps the factor positive where rounding would not. */
  private static final double FLOOR = 1e-10;

  private final double[][] factor;
  private final double shrinkage;

  private ShrunkCovariance(double[][] factor, double shrinkage) {
    this.factor = factor;
    this.shrinkage = shrinkage;
  }

  /**
   * That of rows. O(n d^2 + d^3) time, O(d^2) memory.
   *
   * @param centred n x d, of mean 0
   * @throws IllegalArgumentException where the rows do not vary at all
   */
  public static ShrunkCovariance of(double[][] centred, Progress progress) {
    int n = centred.length;
    int d = centred[0].length;
    double[][] products = products(centred, progress);
    double trace = 0;
    double squares = 0;
    for (int j = 0; j < d; j++) {
      trace += products[j][j] / n;
      for (int k = 0; k <= j; k++) {
        double value = products[j][k] / n;
        squares += (k == j ? 1 : 2) * value * value;
      }
    }
    if (!(trace > 0)) {
      throw new IllegalArgumentException(
          "within the classes nothing varies: all images of a class have the same coefficients;"
              + " take more images");
    }
    double mean = trace / d;
    double fourth = 0;
    for (double[] row : centred) {
      double length = 0;
      for (double value : row) {
        length += value * value;
      }
      fourth += length * length;
    }
    // The distance of the sample covariance from the multiple of the identity, and its own error.
    double apart = squares / d - mean * mean;
    double error = Math.min(apart, (fourth / n - squares) / ((double) d * n));
    double shrinkage = apart > 0 ? Math.max(0, error / apart) : 1;
    DMatrixRMaj matrix = new DMatrixRMaj(d, d);
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        double value = (1 - shrinkage) * products[j][k] / n;
        value += j == k ? (shrinkage + FLOOR) * mean : 0;
        matrix.set(j, k, value);
        matrix.set(k, j, value);
      }
    }
    return new ShrunkCovariance(cholesky(matrix, d), shrinkage);
  }

  private static double[][] products(double[][] rows, Progress progress) {
    int d = rows[0].length;
    double[][] products = new double[d][];
    for (int j = 0; j < d; j++) {
      products[j] = new double[j + 1];
    }
    for (double[] row : rows) {
      progress.checkCancelled();
      for (int j = 0; j < d; j++) {
        double value = row[j];
        double[] target = products[j];
        for (int k = 0; k <= j; k++) {
          target[k] += value * row[k];
        }
      }
    }
    return products;
  }

  private static double[][] cholesky(DMatrixRMaj matrix, int d) {
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.chol(d, true);
    if (!decomposition.decompose(matrix)) {
      throw new ArithmeticException("no Cholesky factor of a covariance of " + d + " coefficients");
    }
    DMatrixRMaj lower = decomposition.getT(null);
    double[][] factor = new double[d][];
    for (int j = 0; j < d; j++) {
      factor[j] = new double[j + 1];
      for (int k = 0; k <= j; k++) {
        factor[j][k] = lower.get(j, k);
      }
    }
    return factor;
  }

  /** How far it was shrunk: 0 not at all, 1 to a multiple of the identity. */
  public double shrinkage() {
    return shrinkage;
  }

  /** L^-1 v. O(d^2). */
  public double[] whiten(double[] v) {
    double[] solved = new double[v.length];
    for (int j = 0; j < v.length; j++) {
      double sum = v[j];
      for (int k = 0; k < j; k++) {
        sum -= factor[j][k] * solved[k];
      }
      solved[j] = sum / factor[j][j];
    }
    return solved;
  }

  /** S^-1 v. O(d^2). */
  public double[] solve(double[] v) {
    double[] solved = whiten(v);
    for (int j = solved.length - 1; j >= 0; j--) {
      solved[j] /= factor[j][j];
      for (int k = 0; k < j; k++) {
        solved[k] -= factor[j][k] * solved[j];
      }
    }
    return solved;
  }

  /** The logarithm of the determinant of S. */
  public double logDeterminant() {
    double sum = 0;
    for (int j = 0; j < factor.length; j++) {
      sum += 2 * StrictMath.log(factor[j][j]);
    }
    return sum;
  }
}

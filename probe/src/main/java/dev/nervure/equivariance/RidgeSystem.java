package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A symmetric positive definite matrix taken apart as U^T U, in panels of rows that stay in the
 * cache, to solve linear equations. p^3 / 3 operations and the p x p numbers given, which are
 * overwritten.
 */
final class RidgeSystem {
  private static final int PANEL = 16;
  private static final int GROUP = 4;

  private final double[] upper;
  private final int p;

  private RidgeSystem(double[] upper, int p) {
    this.upper = upper;
    this.p = p;
  }

  /**
   * Takes a matrix apart.
   *
   * @param matrix row by row; its upper triangle is read and overwritten
   * @return null where it is not positive definite to rounding
   */
  static @Nullable RidgeSystem of(double[] matrix, int p, Progress progress) {
    for (int start = 0; start < p; start += PANEL) {
      int end = Math.min(p, start + PANEL);
      for (int k = start; k < end; k++) {
        double pivot = matrix[k * p + k];
        if (!(pivot > 0)) {
          return null;
        }
        double root = Math.sqrt(pivot);
        for (int j = k; j < p; j++) {
          matrix[k * p + j] /= root;
        }
        for (int i = k + 1; i < end; i++) {
          subtract(matrix, i * p, matrix[k * p + i], k * p, i, p);
        }
      }
      for (int i = end; i < p; i++) {
        progress.checkCancelled();
        int k = start;
        for (; k + GROUP <= end; k += GROUP) {
          subtractFour(matrix, i, k, p);
        }
        for (; k < end; k++) {
          subtract(matrix, i * p, matrix[k * p + i], k * p, i, p);
        }
      }
    }
    return new RidgeSystem(matrix, p);
  }

  private static void subtract(double[] m, int to, double factor, int from, int first, int p) {
    for (int j = first; j < p; j++) {
      m[to + j] -= factor * m[from + j];
    }
  }

  private static void subtractFour(double[] m, int i, int k, int p) {
    int to = i * p;
    int a = k * p;
    int b = a + p;
    int c = b + p;
    int d = c + p;
    double fa = m[a + i];
    double fb = m[b + i];
    double fc = m[c + i];
    double fd = m[d + i];
    for (int j = i; j < p; j++) {
      m[to + j] -= (fa * m[a + j] + fb * m[b + j]) + (fc * m[c + j] + fd * m[d + j]);
    }
  }

  /**
   * Solves for several right sides.
   *
   * @param right p x q, row by row; not changed
   * @return p x q
   */
  double[] solve(double[] right, int q, Progress progress) {
    double[] x = right.clone();
    for (int k = 0; k < p; k++) {
      progress.checkCancelled();
      scale(x, k * q, q, upper[k * p + k]);
      for (int i = k + 1; i < p; i++) {
        subtractRow(x, i * q, k * q, q, upper[k * p + i]);
      }
    }
    for (int k = p - 1; k >= 0; k--) {
      progress.checkCancelled();
      for (int i = k + 1; i < p; i++) {
        subtractRow(x, k * q, i * q, q, upper[k * p + i]);
      }
      scale(x, k * q, q, upper[k * p + k]);
    }
    return x;
  }

  private static void scale(double[] x, int row, int q, double divisor) {
    for (int j = 0; j < q; j++) {
      x[row + j] /= divisor;
    }
  }

  private static void subtractRow(double[] x, int to, int from, int q, double factor) {
    if (factor == 0) {
      return;
    }
    for (int j = 0; j < q; j++) {
      x[to + j] -= factor * x[from + j];
    }
  }
}

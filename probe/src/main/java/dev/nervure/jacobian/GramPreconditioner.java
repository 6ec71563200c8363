package dev.nervure.jacobian;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The Cholesky factor of J J^T at one point, by which conjugate gradients with the J of points near
 * by take few iterations: as many as the condition of the one relative to the other asks for,
 * however badly conditioned J itself is.
 *
 * <p>A preconditioner does not change what is solved, only how fast, so that the rows of J are kept
 * in float32 while their products are summed, and are given back after that: the factor alone takes
 * m^2 / 2 values. An output whose row is zero, such as a dead unit, stands by itself, with the mean
 * square of the rows in place of its own.
 *
 * <p>Cost: m products with the transpose of J, n m^2 / 2 + m^3 / 6 multiplications, 4 n m bytes
 * while it is made.
 */
public final class GramPreconditioner {

  /** 250 million: 1 GB of float32. */
  static final long MOST_ENTRIES = 250_000_000;

  /** The squares of their number fill 32 MB, and cost some seconds per 10,000 inputs. */
  static final int MOST_OUTPUTS = 2048;

  /** Coordinates that are summed over at a time, so that their columns stay in the cache. */
  private static final int BLOCK = 128;

  /**
   * What is added to the diagonal, relative to it: above what rounding to float32 makes of the
   * products of two rows, 6e-8 of their lengths, summed over some hundred rows.
   */
  private static final double SHIFT = 1e-6;

  /** L, the lower triangle, row i of length i + 1. */
  private final double[][] factor;

  private GramPreconditioner(double[][] factor) {
    this.factor = factor;
  }

  /** Whether it is made for a J of such a size: not too large, and with more columns than rows. */
  public static boolean fits(int inputs, int outputs) {
    return outputs < inputs && outputs <= MOST_OUTPUTS && (long) inputs * outputs <= MOST_ENTRIES;
  }

  /**
   * Takes J J^T at a point and factors it.
   *
   * @param tangent J there
   * @param held coordinates that may not move, length n; their columns count as zero
   * @param progress told of the rows, and asked for cancellation
   */
  static GramPreconditioner at(MatrixFreeMap.Tangent tangent, boolean[] held, Progress progress) {
    int m = tangent.value().length;
    float[][] rows = new float[m][];
    try (Progress.Task task = progress.begin("preconditioner", m)) {
      double[] unit = new double[m];
      for (int i = 0; i < m; i++) {
        progress.checkCancelled();
        unit[i] = 1;
        rows[i] = rounded(tangent.pull(unit), held);
        unit[i] = 0;
        task.advance(1);
      }
    }
    return new GramPreconditioner(factored(products(rows, progress)));
  }

  private static float[] rounded(double[] row, boolean[] held) {
    float[] rounded = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      rounded[j] = held[j] ? 0 : (float) row[j];
    }
    return rounded;
  }

  /** The lower triangle of the products of all pairs of rows. */
  private static double[][] products(float[][] rows, Progress progress) {
    int m = rows.length;
    int n = rows[0].length;
    double[][] gram = new double[m][];
    for (int i = 0; i < m; i++) {
      gram[i] = new double[i + 1];
    }
    double[][] columns = new double[BLOCK][m];
    double[] part = new double[BLOCK];
    for (int from = 0; from < n; from += BLOCK) {
      progress.checkCancelled();
      int count = Math.min(BLOCK, n - from);
      for (int i = 0; i < m; i++) {
        for (int c = 0; c < count; c++) {
          columns[c][i] = rows[i][from + c];
        }
      }
      for (int i = 0; i < m; i++) {
        for (int c = 0; c < count; c++) {
          part[c] = rows[i][from + c];
        }
        Vectors.addScaled(gram[i], 1, part, columns, count);
      }
    }
    return gram;
  }

  /** In place. */
  private static double[][] factored(double[][] gram) {
    double mean = 0;
    int living = 0;
    for (int i = 0; i < gram.length; i++) {
      mean += gram[i][i];
      living += gram[i][i] > 0 ? 1 : 0;
    }
    mean = living == 0 ? 1 : mean / living;
    for (int i = 0; i < gram.length; i++) {
      double[] row = gram[i];
      double own = row[i] > 0 ? row[i] : mean;
      row[i] = own * (1 + SHIFT);
      for (int j = 0; j <= i; j++) {
        double sum = row[j] - Vectors.dot(row, gram[j], j);
        row[j] = j < i ? sum / gram[j][j] : Math.sqrt(Math.max(sum, SHIFT * own));
      }
    }
    return gram;
  }

  /** (J J^T)^-1 r at the point where it was taken, to about a millionth. */
  public double[] solve(double[] r) {
    double[] x = Arrays.copyOf(r, r.length);
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - Vectors.dot(factor[i], x, i)) / factor[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      double[] row = factor[i];
      x[i] /= row[i];
      for (int k = 0; k < i; k++) {
        x[k] -= x[i] * row[k];
      }
    }
    return x;
  }
}

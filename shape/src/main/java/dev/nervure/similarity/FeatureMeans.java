package dev.nervure.similarity;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * The mean of every feature over the rows, from one pass in blocks. Means are taken of the
 * differences from the first row, so that a constant feature less its mean is exactly 0. Memory: 8
 * d bytes.
 *
 * <p>Where squares of values would not fit float64 everything is computed of the values times a
 * power of two.
 *
 * @param mean of the values times 2 to the exponent, length d; not to be changed
 * @param constant how many features have the same value in all rows
 * @param exponent the power of two; 0 as a rule
 */
record FeatureMeans(double[] mean, int constant, int exponent) {
  /** The form. */
  static final Form<FeatureMeans> FORM = new Means();

  private static final int BLOCK_VALUES = 1 << 20;
  private static final double SMALLEST_SAFE = 1e-100;
  private static final double LARGEST_SAFE = 1e100;

  private record Means() implements Form<FeatureMeans> {
    @Override
    public FeatureMeans of(Representation representation, Progress progress) {
      Pass pass = new Pass(representation.rows(), 0);
      pass.run(progress);
      double largest = pass.largest;
      if (largest != 0 && !(largest > SMALLEST_SAFE && largest < LARGEST_SAFE)) {
        pass = new Pass(representation.rows(), -Math.getExponent(largest) - 1);
        pass.run(progress);
      }
      return pass.means();
    }
  }

  private static final class Pass {
    private final PointRows rows;
    private final int exponent;
    private final double[] first;
    private final double[] sum;
    private final boolean[] varies;
    double largest;

    Pass(PointRows rows, int exponent) {
      this.rows = rows;
      this.exponent = exponent;
      this.first = new double[rows.dimension()];
      this.sum = new double[rows.dimension()];
      this.varies = new boolean[rows.dimension()];
    }

    void run(Progress progress) {
      int n = rows.size();
      double[] row = new double[first.length];
      int step = blockRows(first.length);
      for (int from = 0; from < n; from += step) {
        progress.checkCancelled();
        PointCloud block = rows.read(from, Math.min(n, from + step));
        for (int i = 0; i < block.size(); i++) {
          block.copyPoint(i, row);
          scale(row, exponent);
          if (from + i == 0) {
            System.arraycopy(row, 0, first, 0, row.length);
          }
          add(row);
        }
      }
    }

    private void add(double[] row) {
      for (int j = 0; j < row.length; j++) {
        double difference = row[j] - first[j];
        sum[j] += difference;
        varies[j] |= difference != 0;
        largest = Math.max(largest, Math.abs(row[j]));
      }
    }

    FeatureMeans means() {
      int constant = 0;
      double[] mean = new double[first.length];
      for (int j = 0; j < mean.length; j++) {
        mean[j] = first[j] + (varies[j] ? sum[j] / rows.size() : 0);
        constant += varies[j] ? 0 : 1;
      }
      return new FeatureMeans(mean, constant, exponent);
    }
  }

  /** Rows of a block that is read at once. */
  static int blockRows(int features) {
    return Math.max(1, BLOCK_VALUES / features);
  }

  /** Multiplies by 2 to the exponent. */
  static void scale(double[] values, int exponent) {
    for (int j = 0; j < values.length && exponent != 0; j++) {
      values[j] = Math.scalb(values[j], exponent);
    }
  }

  /** Whether all rows are equal. */
  boolean isConstant() {
    return constant == mean.length;
  }

  /**
   * The rows from one index up to another, row by row.
   *
   * @param isCentered whether the mean is taken off
   */
  double[] read(PointRows rows, int from, int to, boolean isCentered) {
    int d = mean.length;
    PointCloud block = rows.read(from, to);
    double[] values = new double[block.size() * d];
    double[] row = new double[d];
    for (int i = 0; i < block.size(); i++) {
      block.copyPoint(i, row);
      scale(row, exponent);
      for (int j = 0; j < d; j++) {
        values[i * d + j] = isCentered ? row[j] - mean[j] : row[j];
      }
    }
    return values;
  }
}

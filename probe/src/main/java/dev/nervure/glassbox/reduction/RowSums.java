package dev.nervure.glassbox.reduction;

import dev.nervure.jacobian.Vectors;

/** Sums over rows, in the order of the rows. */
final class RowSums {
  private RowSums() {}

  /** The mean row. */
  static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      Vectors.addScaled(mean, 1, row);
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= rows.length;
    }
    return mean;
  }
}

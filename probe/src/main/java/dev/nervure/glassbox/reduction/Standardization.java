package dev.nervure.glassbox.reduction;

import java.util.Arrays;

/**
 * Puts coefficients on one scale: z_j = (x_j - offset_j) factor_j, with what the training rows say.
 * A coefficient that is constant in the training rows has factor 0. Immutable.
 */
public final class Standardization {
  /**
   * A deviation below this share of the largest value of its coefficient is rounding, that of
   * coefficients kept as float32 included.
   */
  private static final double ROUNDING = 1e-6;

  /** A coefficient below this share of the largest value of all is rounding as a whole. */
  private static final double NEGLIGIBLE = 1e-13;

  private final double[] offsets;
  private final double[] factors;

  private Standardization(double[] offsets, double[] factors) {
    this.offsets = offsets;
    this.factors = factors;
  }

  /**
   * That of training rows. O(n d).
   *
   * @param rows n x d, finite, at least one
   */
  public static Standardization of(double[][] rows, CoefficientScaling scaling) {
    int d = rows[0].length;
    double[] offsets = new double[d];
    double[] factors = new double[d];
    Arrays.fill(factors, 1);
    if (scaling == CoefficientScaling.NONE) {
      return new Standardization(offsets, factors);
    }
    double[] largest = largest(rows);
    double overall = Arrays.stream(largest).max().orElse(0);
    if (scaling == CoefficientScaling.LARGEST) {
      for (int j = 0; j < d; j++) {
        factors[j] = largest[j] > NEGLIGIBLE * overall ? 1 / largest[j] : 0;
      }
      return new Standardization(offsets, factors);
    }
    double[] means = RowSums.mean(rows);
    double[] squares = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        squares[j] += (row[j] - means[j]) * (row[j] - means[j]);
      }
    }
    for (int j = 0; j < d; j++) {
      double deviation = Math.sqrt(squares[j] / rows.length);
      boolean varies = deviation > ROUNDING * largest[j] && deviation > NEGLIGIBLE * overall;
      factors[j] = varies ? 1 / deviation : 0;
    }
    return new Standardization(means, factors);
  }

  private static double[] largest(double[][] rows) {
    double[] largest = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        largest[j] = Math.max(largest[j], Math.abs(row[j]));
      }
    }
    return largest;
  }

  /** A row on the new scale. */
  public double[] apply(double[] row) {
    if (row.length != offsets.length) {
      throw new IllegalArgumentException(
          "rows have %d coefficients but this has %d".formatted(offsets.length, row.length));
    }
    double[] scaled = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      scaled[j] = (row[j] - offsets[j]) * factors[j];
    }
    return scaled;
  }

  /** All rows on the new scale. */
  public double[][] apply(double[][] rows) {
    double[][] scaled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      scaled[i] = apply(rows[i]);
    }
    return scaled;
  }

  /** How many coefficients vary in the training rows. */
  public int varying() {
    return (int) Arrays.stream(factors).filter(factor -> factor != 0).count();
  }
}

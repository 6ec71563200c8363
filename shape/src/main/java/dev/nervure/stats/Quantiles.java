package dev.nervure.stats;

import java.util.Arrays;

/** Quantiles of values, and of the normal distribution. */
public final class Quantiles {
  /** So many standard errors to either side of an estimate are its 95 % interval. */
  public static final double NORMAL_95 = 1.959963984540054;

  private Quantiles() {}

  /**
   * The value below which a share of the values lies, with straight lines between them, as numpy
   * has it. O(1).
   *
   * @param ascending at least one
   * @param share in [0, 1]
   */
  public static double ofAscending(double[] ascending, double share) {
    if (ascending.length == 0 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "a quantile needs values and a share in [0, 1] but has %d and %s"
              .formatted(ascending.length, share));
    }
    double position = share * (ascending.length - 1);
    int below = (int) position;
    int above = Math.min(ascending.length - 1, below + 1);
    return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
  }

  /**
   * The value in the middle, of an even number the mean of the two there. O(n log n).
   *
   * @param values in any order, left as they are; at least one
   */
  public static double median(double[] values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("a median needs values but has 0");
    }
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return n % 2 == 1 ? ascending[n / 2] : (ascending[n / 2 - 1] + ascending[n / 2]) / 2;
  }
}

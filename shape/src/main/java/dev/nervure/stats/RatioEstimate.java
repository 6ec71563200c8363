package dev.nervure.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum over a sum, such as squares that are left over all squares, with its error and 95 %
 * interval by the bootstrap: the units, such as images, are drawn anew with replacement, and both
 * sums with them (Efron and Tibshirani, An Introduction to the Bootstrap, 1993). The interval is
 * that of the percentiles, which with few units is too narrow.
 *
 * @param ratio with the bootstrap standard deviation as its standard error, or why there is none
 * @param low lower end of the interval; null where there is no ratio
 * @param high upper end, or null
 */
public record RatioEstimate(Estimate ratio, @Nullable Double low, @Nullable Double high) {
  private static final double TAIL = 0.025;

  /**
   * Estimates. O(draws units).
   *
   * @param above what each unit gives to the upper sum, not negative
   * @param below what it gives to the lower sum, not negative
   * @param draws number of bootstrap draws, at least 2
   * @param stream of the draws; the same stream draws the same units for all ratios of as many
   */
  public static RatioEstimate of(double[] above, double[] below, int draws, RandomStream stream) {
    if (above.length != below.length || draws < 2) {
      throw new IllegalArgumentException(
          "a ratio needs as many numbers above as below and 2 draws but has %d, %d and %d"
              .formatted(above.length, below.length, draws));
    }
    if (above.length < 2) {
      return none("needs at least 2 units but has " + above.length);
    }
    double whole = sum(below);
    double value = sum(above) / whole;
    if (!(whole > 0) || !Double.isFinite(value)) {
      return none("what it is divided by does not vary");
    }
    double[] found = new double[draws];
    int count = 0;
    for (int draw = 0; draw < draws; draw++) {
      RandomStream ofDraw = stream.derive(draw);
      double upper = 0;
      double lower = 0;
      for (int i = 0; i < above.length; i++) {
        int unit = ofDraw.nextInt(above.length);
        upper += above[unit];
        lower += below[unit];
      }
      if (lower > 0) {
        found[count++] = upper / lower;
      }
    }
    if (2 * count < draws || count < 2) {
      return none("most bootstrap draws do not vary, so that it has no error");
    }
    double[] ascending = Arrays.copyOf(found, count);
    Arrays.sort(ascending);
    return new RatioEstimate(
        Estimate.of(value, deviation(ascending)),
        Quantiles.ofAscending(ascending, TAIL),
        Quantiles.ofAscending(ascending, 1 - TAIL));
  }

  /** No ratio, and why. */
  public static RatioEstimate none(String why) {
    return new RatioEstimate(Estimate.notEstimable(why), null, null);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double deviation(double[] values) {
    double mean = sum(values) / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}

package dev.nervure.stats;

import org.jspecify.annotations.Nullable;

/**
 * Pearson's correlation of two variables after what a third explains of each along a straight line
 * has been taken away: (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2)). A relation of x and y
 * that only comes from both following z is gone in it. O(n).
 */
public final class PartialCorrelation {
  /**
   * With three pairs a residual of a line has one degree of freedom and any two correlate fully.
   */
  private static final int FEWEST = 4;

  /** A residual of this share of the variable is rounding. */
  private static final double NOTHING_LEFT = 1e-9;

  private PartialCorrelation() {}

  /**
   * Why there is no coefficient; null where there is one.
   *
   * @param control the third variable; one that does not vary takes nothing away
   */
  public static @Nullable String obstacle(double[] x, double[] y, double[] control) {
    Correlation.requirePairs(x, control);
    String obstacle = Correlation.obstacle(x, y);
    if (obstacle != null) {
      return obstacle;
    }
    if (x.length < FEWEST) {
      return "a partial correlation needs at least %d pairs but there are %d"
          .formatted(FEWEST, x.length);
    }
    if (isExplained(x, control)) {
      return "the first variable is a straight line of the one that is held fixed";
    }
    return isExplained(y, control)
        ? "the second variable is a straight line of the one that is held fixed"
        : null;
  }

  /**
   * The coefficient, in [-1, 1].
   *
   * @throws IllegalArgumentException where there is an {@link #obstacle}
   */
  public static double of(double[] x, double[] y, double[] control) {
    String obstacle = obstacle(x, y, control);
    if (obstacle != null) {
      throw new IllegalArgumentException(obstacle);
    }
    return Correlation.cosine(residual(x, control), residual(y, control));
  }

  private static boolean isExplained(double[] values, double[] control) {
    double whole = squares(Correlation.centred(values));
    return squares(residual(values, control)) <= NOTHING_LEFT * NOTHING_LEFT * whole;
  }

  /** What is left of centred values after the line. */
  private static double[] residual(double[] values, double[] control) {
    double[] left = Correlation.centred(values);
    double[] along = Correlation.centred(control);
    double length = squares(along);
    if (length == 0) {
      return left;
    }
    double product = 0;
    for (int i = 0; i < left.length; i++) {
      product += left[i] * along[i];
    }
    for (int i = 0; i < left.length; i++) {
      left[i] -= product / length * along[i];
    }
    return left;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}

package dev.nervure.stats;

/**
 * Functions of mathematical physics that distributions need, to about twelve digits, by {@link
 * StrictMath}.
 */
public final class SpecialFunctions {
  /** From here on asymptotic series are used. */
  private static final double LARGE = 12;

  private static final double LARGE_BESSEL = 700;

  private SpecialFunctions() {}

  /**
   * The derivative of the logarithm of the gamma function (Abramowitz and Stegun, Handbook of
   * Mathematical Functions, 6.3.5 and 6.3.18).
   *
   * @param x positive
   */
  public static double digamma(double x) {
    requirePositive(x);
    double shift = 0;
    double y = x;
    while (y < LARGE) {
      shift -= 1 / y;
      y += 1;
    }
    double s = 1 / (y * y);
    return shift
        + StrictMath.log(y)
        - 1 / (2 * y)
        - s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s / 132))));
  }

  /**
   * The logarithm of the modified Bessel function of order 0 (Abramowitz and Stegun 9.6.12 and
   * 9.7.1).
   *
   * @param x not negative
   */
  public static double logBesselI0(double x) {
    return x < LARGE_BESSEL
        ? StrictMath.log(series(x, 0))
        : x - StrictMath.log(2 * Math.PI * x) / 2 + StrictMath.log(asymptotic(x, 0));
  }

  /**
   * The ratio of the modified Bessel functions of order 1 and order 0: the length of the mean of
   * unit vectors under a von Mises distribution of concentration x.
   *
   * @param x not negative
   */
  public static double besselRatio(double x) {
    return x < LARGE_BESSEL ? series(x, 1) / series(x, 0) : asymptotic(x, 1) / asymptotic(x, 0);
  }

  /** The power series: all terms positive, so that nothing cancels. */
  private static double series(double x, int order) {
    double quarter = x * x / 4;
    double term = order == 0 ? 1 : x / 2;
    double sum = term;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= quarter / (k * (double) (k + order));
      sum += term;
    }
    return sum;
  }

  /** Without the common factor exp(x) / sqrt(2 pi x). */
  private static double asymptotic(double x, int order) {
    double mu = 4.0 * order * order;
    double term = 1;
    double sum = 1;
    for (int k = 1; k <= 8; k++) {
      term *= -(mu - (2 * k - 1) * (2 * k - 1)) / (k * 8 * x);
      sum += term;
    }
    return sum;
  }

  /**
   * The principal branch of Lambert's W: the w with w exp(w) = x, by Newton's method on w + log w =
   * log x.
   *
   * @param x positive
   */
  public static double lambertW(double x) {
    requirePositive(x);
    double logarithm = StrictMath.log(x);
    double w = x < 1 ? x / (1 + x) : Math.max(0.5, logarithm - StrictMath.log(1 + logarithm));
    for (int step = 0; step < 100; step++) {
      double next = w * (1 + logarithm - StrictMath.log(w)) / (1 + w);
      if (Math.abs(next - w) <= 1e-15 * next) {
        return next;
      }
      w = next;
    }
    return w;
  }

  private static void requirePositive(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      throw new IllegalArgumentException("x must be positive and finite but was " + x);
    }
  }
}

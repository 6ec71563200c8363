package dev.nervure.dimension;

/**
 * The likelihood of a dimension by the ratios mu of the distances to the n2-th and the n1-th
 * neighbour (Denti, Doimo, Laio, Mira, arXiv 2104.13832, equation 10): mu has the density d (mu^d -
 * 1)^(n2 - n1 - 1) mu^(-(n2 - 1) d - 1) / B(n2 - n1, n1) where the density of points is constant up
 * to the n2-th. Its derivative is set to zero with N - 1 in place of the number of points N, as
 * DADApy has it: at n1 = 1, n2 = 2 that takes away the bias.
 */
final class RatioLikelihood {
  /** Dimensions looked at. */
  static final double LOWEST = 1e-3;

  static final double HIGHEST = 1e4;

  private static final int BISECTIONS = 60;
  private static final double PRECISION = 1e-12;

  private final double[] logRatios;
  private final int between;
  private final double linear;

  /**
   * The likelihood by ratios.
   *
   * @param logRatios natural logarithms of mu, not negative
   * @param n1 rank of the nearer neighbour, at least 1
   * @param n2 rank of the farther one, above n1
   */
  RatioLikelihood(double[] logRatios, int n1, int n2) {
    this.logRatios = logRatios;
    this.between = n2 - n1 - 1;
    double sum = 0;
    for (double logRatio : logRatios) {
      sum += logRatio;
    }
    this.linear = (n2 - 1) * sum;
  }

  /**
   * The dimension of largest likelihood.
   *
   * @return {@link #HIGHEST} where it is no lower, as for equal distances
   */
  double dimension() {
    if (between == 0) {
      return linear > 0 ? Math.min(HIGHEST, (logRatios.length - 1) / linear) : HIGHEST;
    }
    double low = LOWEST;
    double high = HIGHEST;
    if (slope(high) >= 0) {
      return HIGHEST;
    }
    for (int step = 0; step < BISECTIONS && high - low > PRECISION * high; step++) {
      // Geometric at first: the bounds are decades apart.
      double middle = high > 2 * low ? Math.sqrt(low * high) : (low + high) / 2;
      if (slope(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The derivative of the logarithm of the likelihood, so corrected; falling in d. */
  private double slope(double d) {
    double sum = 0;
    for (double logRatio : logRatios) {
      // log mu mu^d / (mu^d - 1); tends to 1 / d where mu tends to 1.
      double x = d * logRatio;
      sum += x > 0 ? logRatio / -StrictMath.expm1(-x) : 1 / d;
    }
    return (logRatios.length - 1) / d + between * sum - linear;
  }

  /** The standard error at a dimension by the observed Fisher information. */
  double standardError(double d) {
    double sum = 0;
    for (double logRatio : logRatios) {
      double x = d * logRatio;
      double half = x > 0 ? 2 * StrictMath.sinh(x / 2) / x : 1;
      // (log mu)^2 mu^d / (mu^d - 1)^2, times d^2; tends to 1 where mu tends to 1.
      sum += 1 / (half * half);
    }
    return d / Math.sqrt(logRatios.length + between * sum);
  }
}

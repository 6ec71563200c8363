package dev.nervure.stats;

/** The error function and the normal probabilities that it gives. */
public final class ErrorFunction {
  /** From here on the error function is 1 to the last bit. */
  private static final double ONE_FROM = 6;

  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double ROOT_PI = Math.sqrt(Math.PI);

  private ErrorFunction() {}

  /**
   * erf(x), by the series 2 / sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 3 5 ... (2n+1)),
   * whose terms have one sign (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6):
   * no digit is lost to cancellation. About 100 terms at most.
   *
   * @param x not NaN
   */
  public static double of(double x) {
    double size = Math.abs(x);
    if (size >= ONE_FROM) {
      return Math.signum(x);
    }
    double term = size;
    double sum = 0;
    for (int n = 1; sum + term > sum; n++) {
      sum += term;
      term *= 2 * size * size / (2 * n + 1);
    }
    double value = 2 / ROOT_PI * StrictMath.exp(-size * size) * sum;
    return x < 0 ? -Math.min(1, value) : Math.min(1, value);
  }

  /** The probability that a normal variable with mean 0 and variance 1 is between two values. */
  public static double normalBetween(double low, double high) {
    return (of(high / ROOT_TWO) - of(low / ROOT_TWO)) / 2;
  }
}

package dev.nervure.stats;

/**
 * Student's t distribution, for intervals about means of few values. With a few degrees of freedom
 * its quantiles are far beyond those of the normal distribution: 12.7 instead of 1.96 for two
 * values.
 *
 * <p>The probability is a finite sum for whole degrees of freedom (Abramowitz and Stegun, Handbook
 * of Mathematical Functions, 26.7.3 and 26.7.4). Cost: some sixty sums of half as many terms as
 * there are degrees of freedom.
 */
public final class StudentT {
  private static final int BISECTIONS = 200;

  private StudentT() {}

  /**
   * The half width of a two-sided interval, in standard errors.
   *
   * @param confidence probability inside the interval, in (0, 1), such as 0.95
   * @param degrees degrees of freedom, at least 1: for a mean one less than there are values
   * @throws IllegalArgumentException when an argument is out of range
   */
  public static double halfWidth(double confidence, int degrees) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1) but was " + confidence);
    }
    if (degrees < 1) {
      throw new IllegalArgumentException("degrees must be at least 1 but was " + degrees);
    }
    // By the angle whose tangent is t / sqrt(degrees), which is bounded where t is not.
    double low = 0;
    double high = Math.PI / 2;
    for (int i = 0; i < BISECTIONS && low < high; i++) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (probability(middle, degrees) < confidence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(degrees) * StrictMath.tan(low + (high - low) / 2);
  }

  /** The probability that |t| is at most sqrt(degrees) times the tangent of an angle. */
  private static double probability(double angle, int degrees) {
    double sine = StrictMath.sin(angle);
    double cosine = StrictMath.cos(angle);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k < degrees; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
  }
}

package dev.nervure.stats;

/** A number with its uncertainty, or the reason why there is none. Never NaN. */
public sealed interface Estimate {

  /**
   * A value that could be estimated.
   *
   * @param value finite
   * @param standardError finite, not negative
   */
  record Estimated(double value, double standardError) implements Estimate {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is NaN or infinite, or the error negative
     */
    public Estimated {
      if (!Double.isFinite(value) || !(standardError >= 0) || Double.isInfinite(standardError)) {
        throw new IllegalArgumentException(
            "an estimate must be finite but was " + value + " +- " + standardError);
      }
    }
  }

  /**
   * A value that could not be estimated.
   *
   * @param reason why, for the user
   */
  record NotEstimable(String reason) implements Estimate {}

  /** An estimate. */
  static Estimate of(double value, double standardError) {
    return new Estimated(value, standardError);
  }

  /** No estimate, and why. */
  static Estimate notEstimable(String reason) {
    return new NotEstimable(reason);
  }

  /** Whether there is a value. */
  default boolean isEstimable() {
    return this instanceof Estimated;
  }

  /**
   * The value.
   *
   * @throws IllegalStateException where there is none
   */
  default double value() {
    return estimated().value;
  }

  /**
   * The standard error.
   *
   * @throws IllegalStateException where there is no value
   */
  default double standardError() {
    return estimated().standardError;
  }

  private Estimated estimated() {
    if (this instanceof Estimated estimated) {
      return estimated;
    }
    throw new IllegalStateException("not estimable: " + ((NotEstimable) this).reason);
  }
}

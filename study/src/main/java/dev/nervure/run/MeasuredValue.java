package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * One measured value, with what is needed to repeat it; either an estimate with its error or the
 * reason why there is none.
 *
 * @param name of its measure, for example {@code ph_dimension}
 * @param place where it stands
 * @param className name of the label class whose points were measured; null where the place has
 *     none
 * @param estimate the value, finite; null when not estimable
 * @param error its standard error, 0 or more; null when not estimable or when the measure has none
 * @param low lower end of the 95 % interval, or null
 * @param high upper end of the 95 % interval, or null
 * @param intervalOf what the interval holds, in the words of {@link
 *     dev.nervure.measure.Measure#intervalOf}: of a dimension the mean of its estimator over
 *     samples of this size, which falls short of the true dimension; null where there is no
 *     interval
 * @param n number of points behind the value (of one class, where it is a mean over classes)
 * @param seed seed of its random draws
 * @param convention which definition: {@code robust} or {@code paper}, and how classes are put
 *     together
 * @param scaling scaling of the coordinates before measuring
 * @param parameters the other parameters and diagnostics as a JSON object
 * @param notEstimable why there is no value; null when there is one
 */
public record MeasuredValue(
    String name,
    Place place,
    @Nullable String className,
    @Nullable Double estimate,
    @Nullable Double error,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable String intervalOf,
    int n,
    long seed,
    String convention,
    String scaling,
    String parameters,
    @Nullable String notEstimable)
    implements Placed {
  /**
   * Refuses NaN and infinities, a row that has neither or both of a value and a reason, and an
   * interval of nothing in particular.
   */
  public MeasuredValue {
    requireFinite(name, "estimate", estimate);
    requireFinite(name, "error", error);
    requireFinite(name, "low", low);
    requireFinite(name, "high", high);
    if ((estimate == null) == (notEstimable == null)) {
      throw new IllegalArgumentException(
          name + " must have either an estimate or a reason why there is none");
    }
    boolean hasInterval = low != null && high != null;
    if (hasInterval != (intervalOf != null)) {
      throw new IllegalArgumentException(
          "%s must say what its interval is of where it has one, but has [%s, %s] of %s"
              .formatted(name, low, high, intervalOf));
    }
  }

  /** Whether there is a value. */
  public boolean isEstimable() {
    return estimate != null;
  }

  private static void requireFinite(String name, String field, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s of %s must be finite but was %s".formatted(field, name, value));
    }
  }
}

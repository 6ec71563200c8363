package dev.nervure.glassbox.reduction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How coefficients are reduced. Start from {@link #defaults()}.
 *
 * @param scaling of the coefficients before
 * @param method what is kept
 * @param components how many principal components, at least 1; null for 100, or as many as the
 *     training rows have directions
 * @param varianceShare the least number of components that hold this share of the variance is
 *     taken, if that is fewer, in (0, 1]; null for no such rule
 * @param whitened whether components are brought to variance 1
 */
public record ReductionOptions(
    CoefficientScaling scaling,
    Method method,
    @Nullable Integer components,
    @Nullable Double varianceShare,
    boolean whitened) {

  /** What is kept of the coefficients. */
  public enum Method {
    /** Everything: the coefficients on their scale. */
    NONE,
    /** The first principal components. */
    PCA,
    /** The directions that separate the class means, at most one fewer than classes. */
    LDA;

    /** Its name in files and on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Principal components where no number is given. */
  private static final int USUAL_COMPONENTS = 100;

  /** Checks the numbers. */
  public ReductionOptions {
    if (components != null && components < 1) {
      throw new IllegalArgumentException("components must be at least 1 but were " + components);
    }
    if (varianceShare != null && !(varianceShare > 0 && varianceShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of the variance must be above 0 and at most 1 but was " + varianceShare);
    }
  }

  /** Standardised, up to 100 principal components, not whitened. */
  public static ReductionOptions defaults() {
    return new ReductionOptions(CoefficientScaling.STANDARD, Method.PCA, null, null, false);
  }

  /** How many components there are at most. */
  public int most() {
    return components == null ? USUAL_COMPONENTS : components;
  }

  /** The same with another scaling. */
  public ReductionOptions withScaling(CoefficientScaling changed) {
    return new ReductionOptions(changed, method, components, varianceShare, whitened);
  }

  /** The same with another method. */
  public ReductionOptions withMethod(Method changed) {
    return new ReductionOptions(scaling, changed, components, varianceShare, whitened);
  }

  /** The same with another number of components; null for the usual one. */
  public ReductionOptions withComponents(@Nullable Integer changed) {
    return new ReductionOptions(scaling, method, changed, varianceShare, whitened);
  }

  /** The same with another share of the variance; null for none. */
  public ReductionOptions withVarianceShare(@Nullable Double changed) {
    return new ReductionOptions(scaling, method, components, changed, whitened);
  }

  /** The same, whitened or not. */
  public ReductionOptions withWhitened(boolean changed) {
    return new ReductionOptions(scaling, method, components, varianceShare, changed);
  }
}

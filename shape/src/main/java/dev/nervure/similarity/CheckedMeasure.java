package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * A measure that looks at its arguments before it computes: as many rows of both, enough of them,
 * and none of both the same in all rows.
 */
abstract class CheckedMeasure implements SimilarityMeasure {
  private final MeasureTraits traits;
  private final int fewestRows;

  /**
   * A measure.
   *
   * @param fewestRows with fewer there is no value
   */
  CheckedMeasure(MeasureTraits traits, int fewestRows) {
    this.traits = traits;
    this.fewestRows = fewestRows;
  }

  @Override
  public final MeasureTraits traits() {
    return traits;
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public final Estimate between(
      Representation first, Representation second, long seed, Progress progress) {
    int n = first.size();
    if (second.size() != n) {
      throw new IllegalArgumentException(
          "%s compares the same rows of two representations but one has %d and the other %d"
              .formatted(name(), n, second.size()));
    }
    int most = mostRows(first.dimension(), second.dimension());
    if (n > most) {
      throw new IllegalArgumentException(
          "%s takes at most %d rows but got %d".formatted(name(), most, n));
    }
    if (n < fewestRows) {
      return Estimate.notEstimable(
          "%s needs at least %d rows but there are %d".formatted(name(), fewestRows, n));
    }
    for (Representation one : new Representation[] {first, second}) {
      String which = one == first ? "first" : "second";
      FeatureMeans means = one.form(FeatureMeans.FORM, progress);
      if (means.isConstant()) {
        return Estimate.notEstimable(
            "the %s representation is the same in all rows".formatted(which));
      }
      if (means.exponent() != 0 && !traits.invariances().contains(Invariance.ISOTROPIC_SCALE)) {
        return Estimate.notEstimable(
            "the largest values of the %s representation are below 1e-100 or above 1e100, so that their squares have no float64: scale it"
                .formatted(which));
      }
    }
    return value(first, second, seed, progress);
  }

  /** The value of representations that have passed. */
  abstract Estimate value(
      Representation first, Representation second, long seed, Progress progress);
}

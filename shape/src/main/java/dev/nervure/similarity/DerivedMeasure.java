package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of the value of another measure, which draws nothing.
 *
 * @param traits what it is
 * @param base the other measure
 * @param function of its value
 */
record DerivedMeasure(MeasureTraits traits, SimilarityMeasure base, DoubleUnaryOperator function)
    implements SimilarityMeasure {
  @Override
  public int revision() {
    return base.revision();
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return base.mostRows(firstFeatures, secondFeatures);
  }

  @Override
  public Cost preparation(int rows, int features) {
    return base.preparation(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return base.comparison(rows, firstFeatures, secondFeatures);
  }

  @Override
  public Estimate between(
      Representation first, Representation second, long seed, Progress progress) {
    Estimate value = base.between(first, second, seed, progress);
    return value.isEstimable() ? Estimate.of(function.applyAsDouble(value.value()), 0) : value;
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    return List.of();
  }
}

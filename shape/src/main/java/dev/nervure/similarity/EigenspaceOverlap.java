package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * Eigenspace overlap score (May, Zhang, Dao, Re, NeurIPS 2019): |U^T V|^2 over the larger number of
 * features, for orthonormal bases U and V of the columns. Columns are not centred, as published.
 * Below 1 of a representation and itself where some of its directions are constant 0.
 */
final class EigenspaceOverlap extends CheckedMeasure {
  EigenspaceOverlap(MeasureTraits traits) {
    super(traits, 3);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Costs.basis(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(
        Costs.MULTIPLY_ADD * rows * firstFeatures * secondFeatures,
        8L * firstFeatures * secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    String obstacle = FeatureObstacles.tooWide(first, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    double[] products =
        first
            .form(ThinBasis.PLAIN, progress)
            .products(second.form(ThinBasis.PLAIN, progress), progress);
    double sum = 0;
    for (double product : products) {
      sum += product * product;
    }
    return Estimate.of(Math.min(1, sum / Math.max(first.dimension(), second.dimension())), 0);
  }
}

package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * The Frobenius norm of the difference of both n x n matrices of Euclidean distances (Shahbazi,
 * Shirali, Aghajan, Nili, NeuroImage 2021); in the unit of the values, and growing with n.
 */
final class DistanceDifference extends CheckedMeasure {
  DistanceDifference(MeasureTraits traits) {
    super(traits, 2);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Limits.PAIRS;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Costs.pairs(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(0.5e-9 * rows * rows, 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    double[] x = first.form(Dissimilarity.EUCLIDEAN, progress).lower();
    double[] y = second.form(Dissimilarity.EUCLIDEAN, progress).lower();
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return Estimate.of(Math.sqrt(2 * sum), 0);
  }
}

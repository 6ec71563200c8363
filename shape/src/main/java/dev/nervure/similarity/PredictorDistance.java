package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * GULP (Boix-Adsera, Lawrence, Stepaniants, Rigollet, NeurIPS 2022): how far the predictions of
 * ridge regressions from both representations are apart at most on average, over all targets of one
 * scale; as a square, as published code prints it. Rows are centred, and scaled so that variances
 * add up to 1, beside which the penalty stands. Without a penalty it is r + s - 2 sum of squared
 * canonical correlations, for ranks r and s.
 */
final class PredictorDistance extends CheckedMeasure {
  private final double penalty;

  PredictorDistance(MeasureTraits traits, double penalty) {
    super(traits, 3);
    this.penalty = penalty;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Costs.spectrum(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(
        3 * Costs.MULTIPLY_ADD * rows * firstFeatures * secondFeatures,
        24L * firstFeatures * secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    String obstacle = FeatureObstacles.tooWide(first, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    if (first == second) {
      return Estimate.of(0, 0);
    }
    SpectralBasis x = first.form(SpectralBasis.FORM, progress);
    SpectralBasis y = second.form(SpectralBasis.FORM, progress);
    double[] a = shares(x);
    double[] b = shares(y);
    double[] products = x.products(y, progress);
    double value = 0;
    for (double share : a) {
      value += share * share;
    }
    for (double share : b) {
      value += share * share;
    }
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        double product = products[i * b.length + j];
        value -= 2 * a[i] * b[j] * product * product;
      }
    }
    return Estimate.of(Math.max(0, value), 0);
  }

  /** Variance over variance and penalty, along each principal direction. */
  private double[] shares(SpectralBasis basis) {
    double total = basis.squaredNorm();
    double[] shares = new double[basis.rank()];
    for (int i = 0; i < shares.length; i++) {
      double variance = basis.values()[i] * basis.values()[i] / total;
      shares[i] = variance / (variance + penalty);
    }
    return shares;
  }
}

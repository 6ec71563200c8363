package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * The Frobenius distance of both representations once the features of one have changed places so as
 * to make it smallest (Williams, Kunz, Kornblith, Linderman, NeurIPS 2021); not centred, in the
 * unit of the values. The narrower one counts as filled up with features that are 0.
 */
final class PermutationDistance extends CheckedMeasure {
  PermutationDistance(MeasureTraits traits) {
    super(traits, 2);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return Cost.of(Costs.READ * rows * features, 8L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    double widest = Math.max(firstFeatures, secondFeatures);
    return Cost.of(
        Costs.MULTIPLY_ADD * rows * firstFeatures * secondFeatures
            + 1e-9 * widest * widest * widest,
        (long) (16 * widest * widest));
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    String obstacle = FeatureObstacles.unwieldy(first, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    if (first == second) {
      return Estimate.of(0, 0);
    }
    RowMatrix x = first.form(RowMatrix.PLAIN, progress);
    RowMatrix y = second.form(RowMatrix.PLAIN, progress);
    double[] products = x.crossProducts(y, progress);
    int widest = Math.max(x.features(), y.features());
    double[] square = new double[widest * widest];
    for (int i = 0; i < x.features(); i++) {
      System.arraycopy(products, i * y.features(), square, i * widest, y.features());
    }
    double matched = LinearAssignment.largestSum(square, widest, widest, progress);
    return Estimate.of(Math.sqrt(Math.max(0, x.squaredNorm() + y.squaredNorm() - 2 * matched)), 0);
  }
}

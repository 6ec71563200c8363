package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;
import java.util.Locale;

/**
 * R^2 of linear regression: the share of the variance of the first representation that is a linear
 * function of the second, |Q_y^T X|^2 / |X|^2 (Kornblith, Norouzi, Lee, Hinton, ICML 2019). Not
 * symmetric.
 */
final class LinearFit extends CheckedMeasure {
  LinearFit(MeasureTraits traits) {
    super(traits.directed(), 3);
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
    String obstacle = FeatureObstacles.tooWide(second, second);
    if (obstacle != null) {
      return Estimate.notEstimable(obstacle);
    }
    RowMatrix x = first.form(RowMatrix.CENTERED, progress);
    ThinBasis y = second.form(ThinBasis.CENTERED, progress);
    double[] explained =
        MatrixProducts.transposed(
            y.basis(), y.rank(), x.values(), x.features(), x.rows(), progress);
    double sum = 0;
    for (double value : explained) {
      sum += value * value;
    }
    return Estimate.of(Math.min(1, sum / x.squaredNorm()), 0);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    int n = second.size();
    int rank = second.form(ThinBasis.CENTERED, Progress.none()).rank();
    double chance = rank / (n - 1.0);
    return chance < 0.05
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "of unrelated rows it would be %.2g: %d rows for %d directions of the second representation",
                chance,
                n,
                rank));
  }
}

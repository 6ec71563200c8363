package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.Arrays;

/**
 * A lower bound of the Gromov-Wasserstein distance of order 1 between both representations, as
 * spaces of equally likely rows: half the Wasserstein distance of the distributions of their
 * distances (Memoli, Foundations of Computational Mathematics 11, 2011, the second lower bound).
 * Distances are divided by their mean first, so that scale does not matter. No row corresponds to
 * another; spaces with the same distances at 0 may still differ.
 */
final class DistanceDistribution extends CheckedMeasure {
  DistanceDistribution(MeasureTraits traits) {
    super(traits, 3);
  }

  /** All n (n - 1) / 2 distances over their mean, ascending. */
  private record Ascending() implements Form<double[]> {
    @Override
    public double[] of(Representation representation, Progress progress) {
      GramMatrix distances = representation.form(Dissimilarity.EUCLIDEAN, progress);
      int n = distances.size();
      double[] pairs = new double[n * (n - 1) / 2];
      for (int i = 1, k = 0; i < n; k += i, i++) {
        System.arraycopy(distances.lower(), GramMatrix.index(i), pairs, k, i);
      }
      Arrays.sort(pairs);
      double sum = 0;
      for (double pair : pairs) {
        sum += pair;
      }
      for (int k = 0; k < pairs.length; k++) {
        pairs[k] /= sum / pairs.length;
      }
      return pairs;
    }
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Limits.PAIRS;
  }

  @Override
  public Cost preparation(int rows, int features) {
    Cost pairs = Costs.pairs(rows, features);
    return Cost.of(pairs.seconds() + 0.5 * rows * rows * 80e-9, 2 * pairs.memoryBytes());
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(0.5e-9 * rows * rows, 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    double[] a = first.form(new Ascending(), progress);
    double[] b = second.form(new Ascending(), progress);
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += Math.abs(a[k] - b[k]);
    }
    // Each pair counts twice among n^2, those of a row and itself are 0 on both sides.
    return Estimate.of(sum / first.size() / first.size(), 0);
  }
}

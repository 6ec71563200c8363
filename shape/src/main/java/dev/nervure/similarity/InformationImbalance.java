package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * Information imbalance (Glielmo, Zeni, Cheng, Csanyi, Laio, PNAS Nexus 2022): how far away, by
 * rank in the second representation, the row is that is nearest in the first, 2/n times the mean
 * rank. Near 0 (2/n at least) where the first tells the neighbours in the second, near 1 where it
 * tells nothing. Not symmetric: of a representation that keeps more it is small, the other way
 * round large. Euclidean distances; of equal ones the lower index is nearer.
 */
final class InformationImbalance extends CheckedMeasure {
  private static final int ROWS_A_LOOK = 64;

  InformationImbalance(MeasureTraits traits) {
    super(traits.directed(), 4);
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Limits.PAIRS;
  }

  @Override
  public Cost preparation(int rows, int features) {
    Cost neighbors = NeighborAgreement.neighbors(rows, features);
    Cost pairs = Costs.pairs(rows, features);
    return Cost.of(
        neighbors.seconds() + pairs.seconds(), neighbors.memoryBytes() + pairs.memoryBytes());
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(2e-9 * rows * rows, 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    int[][] nearest = first.form(new RowNeighbors(1, false), progress).indices();
    GramMatrix distances = second.form(Dissimilarity.EUCLIDEAN, progress);
    int n = nearest.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (i % ROWS_A_LOOK == 0) {
        progress.checkCancelled();
      }
      int j = nearest[i][0];
      double reached = distances.entry(i, j);
      int rank = 1;
      for (int m = 0; m < n; m++) {
        if (m != i && m != j) {
          double distance = distances.entry(i, m);
          rank += distance < reached || (distance == reached && m < j) ? 1 : 0;
        }
      }
      sum += rank;
    }
    return Estimate.of(2 * sum / n / n, 0);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    return NeighborAgreement.repeated(first, second, new RowNeighbors(1, false));
  }
}

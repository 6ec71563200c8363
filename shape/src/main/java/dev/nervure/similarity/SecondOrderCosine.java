package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.List;

/**
 * Second-order cosine similarity (Hamilton, Leskovec, Jurafsky, EMNLP 2016): for each row the
 * cosine distances to all rows that are among its k nearest in either representation, as a vector
 * of each representation; the mean cosine of these vectors.
 */
final class SecondOrderCosine extends CheckedMeasure {
  private final int k;

  SecondOrderCosine(MeasureTraits traits, int k) {
    super(traits, k + 2);
    this.k = k;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return NeighborAgreement.neighbors(rows, features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(2e-9 * rows * k * (firstFeatures + secondFeatures), 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    RowNeighbors neighbors = new RowNeighbors(k, true);
    int[][] a = first.form(neighbors, progress).indices();
    int[][] b = second.form(neighbors, progress).indices();
    RowMatrix x = first.form(new UnitRows(), progress);
    RowMatrix y = second.form(new UnitRows(), progress);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      double both = 0;
      double ofFirst = 0;
      double ofSecond = 0;
      for (int position = 0; position < 2 * k; position++) {
        int j = position < k ? a[i][position] : b[i][position - k];
        if (position < k || NeighborAgreement.position(a[i], j) < 0) {
          double one = 1 - UnitRows.cosine(x, i, j);
          double other = 1 - UnitRows.cosine(y, i, j);
          both += one * other;
          ofFirst += one * one;
          ofSecond += other * other;
        }
      }
      if (ofFirst > 0 && ofSecond > 0) {
        sum += both / (Math.sqrt(ofFirst) * Math.sqrt(ofSecond));
        count++;
      }
    }
    return count < a.length
        ? Estimate.notEstimable(
            "%d rows are at distance 0 from all their neighbours, so that there is no angle"
                .formatted(a.length - count))
        : Estimate.of(Math.max(0, Math.min(1, sum / count)), 0);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    return NeighborAgreement.repeated(first, second, new RowNeighbors(k, true));
  }
}

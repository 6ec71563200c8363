package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Correlation;
import java.util.Arrays;

/**
 * The ranks of all pairs of rows by their dissimilarity, less the mean rank and of length 1 as a
 * vector, so that an inner product is Spearman's correlation. Pairs that are equal share their mean
 * rank. 4 n^2 bytes.
 *
 * @param ranks n (n - 1) / 2 of them, in the order of the lower triangle; all 0 where all pairs are
 *     equal
 */
record DissimilarityRanks(double[] ranks) {

  /** The form. */
  record Ranking(Dissimilarity dissimilarity) implements Form<DissimilarityRanks> {
    @Override
    public DissimilarityRanks of(Representation representation, Progress progress) {
      GramMatrix matrix = representation.form(dissimilarity, progress);
      int n = matrix.size();
      double[] pairs = new double[n * (n - 1) / 2];
      for (int i = 1, k = 0; i < n; k += i, i++) {
        System.arraycopy(matrix.lower(), GramMatrix.index(i), pairs, k, i);
      }
      return new DissimilarityRanks(unitRanks(pairs));
    }
  }

  private static double[] unitRanks(double[] values) {
    double[] ranks = Correlation.ranks(values);
    double mean = (ranks.length + 1) / 2.0;
    double squares = 0;
    for (int k = 0; k < ranks.length; k++) {
      ranks[k] -= mean;
      squares += ranks[k] * ranks[k];
    }
    double length = Math.sqrt(squares);
    for (int k = 0; k < ranks.length && length > 0; k++) {
      ranks[k] /= length;
    }
    return ranks;
  }

  /** Whether all pairs are equal. */
  boolean isConstant() {
    return Arrays.stream(ranks).allMatch(rank -> rank == 0);
  }

  /** Spearman's correlation with the ranks of as many pairs. */
  double correlation(DissimilarityRanks other) {
    double sum = 0;
    for (int k = 0; k < ranks.length; k++) {
      sum += ranks[k] * other.ranks[k];
    }
    return Math.max(-1, Math.min(1, sum));
  }
}

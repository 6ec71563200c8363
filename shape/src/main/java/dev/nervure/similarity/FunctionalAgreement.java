package dev.nervure.similarity;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Correlation;
import dev.nervure.stats.CorrelationEstimate;
import dev.nervure.stats.RandomStream;

/**
 * Whether a measure of similarity tells what representations do: representations that it finds far
 * from a reference should do their task otherwise (Ding, Denain, Steinhardt, "Grounding
 * representation similarity through statistical testing", NeurIPS 2021). The reference is the
 * representation that does the task best.
 *
 * @param spearman rank correlation of how unlike they are with how far their scores are apart
 * @param kendall the same by Kendall's tau-b
 * @param pValue one-sided, of a Spearman correlation as large where the scores are in a random
 *     order
 * @param badFraction share of the representations that are among the fifth that is most like the
 *     reference, and among the fifth whose score is farthest from its score
 * @param representations how many, the reference left out
 */
public record FunctionalAgreement(
    CorrelationEstimate spearman,
    CorrelationEstimate kendall,
    double pValue,
    double badFraction,
    int representations) {
  private static final double FIFTH = 0.2;

  /** Values this close are equal, so that an order of summation decides nothing. */
  private static final double TIE = 1e-12;

  /**
   * Compares. O(draws n^2).
   *
   * @param unlike how unlike the reference each representation is: of a measure of likeness its
   *     negative
   * @param gaps how far the score of each is from that of the reference, 0 or more; as many, at
   *     least three, not all equal
   * @param draws bootstrap draws, and random orders; the smallest p-value is the inverse of one
   *     more
   * @throws IllegalArgumentException for fewer, or variables that do not vary
   */
  public static FunctionalAgreement of(
      double[] unlike, double[] gaps, int draws, RandomStream stream, Progress progress) {
    String obstacle = Correlation.obstacle(unlike, gaps);
    if (obstacle != null) {
      throw new IllegalArgumentException(obstacle);
    }
    int n = unlike.length;
    double observed = Correlation.SPEARMAN.of(unlike, gaps);
    int asLarge = 0;
    RandomStream orders = stream.derive("orders");
    double[] shuffled = new double[n];
    for (int draw = 0; draw < draws; draw++) {
      progress.checkCancelled();
      int[] order = orders.derive(draw).permutation(n);
      for (int i = 0; i < n; i++) {
        shuffled[i] = gaps[order[i]];
      }
      asLarge += Correlation.SPEARMAN.of(unlike, shuffled) >= observed - TIE ? 1 : 0;
    }
    RandomStream pairs = stream.derive("pairs");
    return new FunctionalAgreement(
        CorrelationEstimate.of(Correlation.SPEARMAN, unlike, gaps, draws, pairs),
        CorrelationEstimate.of(Correlation.KENDALL, unlike, gaps, draws, pairs),
        (1.0 + asLarge) / (1 + draws),
        badFraction(unlike, gaps),
        n);
  }

  /** Ranks count those that are smaller, so that equal values have one rank. */
  private static double badFraction(double[] unlike, double[] gaps) {
    int n = unlike.length;
    int bad = 0;
    for (int i = 0; i < n; i++) {
      int nearer = 0;
      int closer = 0;
      for (int j = 0; j < n; j++) {
        nearer += unlike[j] < unlike[i] ? 1 : 0;
        closer += gaps[j] < gaps[i] ? 1 : 0;
      }
      bad += nearer < FIFTH * n && closer >= (1 - FIFTH) * n ? 1 : 0;
    }
    return bad / (double) n;
  }
}

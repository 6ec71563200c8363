package dev.nervure.stats;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The mean of a statistic over random batches of draws, for statistics that cost too much on all
 * draws or are defined at a number of draws. Batches of a round share no draw, so that their
 * variance is that of the statistic at the size of a batch; more rounds average out which draws
 * fell together.
 *
 * @param value the mean with its standard error, that of the mean over the batches of one round:
 *     what more rounds gain is not counted, so that it errs towards too large
 * @param size draws in a batch
 * @param batches number of batches, of all rounds
 * @param disjoint number of batches in a round
 */
public record BatchMean(Estimate value, int size, int batches, int disjoint) {
  /**
   * The mean.
   *
   * @param n number of draws
   * @param size draws in a batch, at least 1 and at most n / 2: two batches are the fewest that say
   *     how far they scatter
   * @param least rounds are added until there are so many batches
   * @param stream decides the batches
   * @param statistic of the draws with these indices, ascending
   */
  public static BatchMean of(
      int n, int size, int least, RandomStream stream, ToDoubleFunction<int[]> statistic) {
    if (size < 1 || size > n / 2) {
      throw new IllegalArgumentException(
          "a batch must have 1 to %d of %d draws but has %d".formatted(n / 2, n, size));
    }
    int disjoint = n / size;
    int rounds = rounds(disjoint, least);
    double sum = 0;
    double variances = 0;
    for (int round = 0; round < rounds; round++) {
      int[] order = stream.derive(round).permutation(n);
      double[] values = new double[disjoint];
      double ofRound = 0;
      for (int batch = 0; batch < disjoint; batch++) {
        int[] chosen = Arrays.copyOfRange(order, batch * size, (batch + 1) * size);
        Arrays.sort(chosen);
        values[batch] = statistic.applyAsDouble(chosen);
        ofRound += values[batch];
      }
      sum += ofRound;
      double squares = 0;
      for (double value : values) {
        squares += (value - ofRound / disjoint) * (value - ofRound / disjoint);
      }
      variances += squares / (disjoint - 1);
    }
    int batches = rounds * disjoint;
    return new BatchMean(
        Estimate.of(sum / batches, Math.sqrt(variances / rounds / disjoint)),
        size,
        batches,
        disjoint);
  }

  /** How many batches there will be. */
  public static int batches(int n, int size, int least) {
    int disjoint = n / size;
    return disjoint * rounds(disjoint, least);
  }

  private static int rounds(int disjoint, int least) {
    return Math.max(1, (least + disjoint - 1) / disjoint);
  }
}

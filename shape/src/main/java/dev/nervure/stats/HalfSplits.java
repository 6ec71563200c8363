package dev.nervure.stats;

import java.util.Arrays;

/**
 * The standard error of a statistic of n independent draws, from random splits of the draws into
 * two halves.
 *
 * <p>The halves of one split share no draw, so that they are independent samples of n / 2: half of
 * the squared difference of their values has the variance of the statistic at n / 2 as its
 * expectation, whatever the statistic. Where variance falls with 1 / n, half of that is the
 * variance at n. Splits of the same draws depend on each other; more of them average out which
 * draws fell together, and what is left is the uncertainty that n draws leave. A bootstrap is no
 * way for statistics of distances: a point drawn twice has a neighbour at distance zero.
 */
public final class HalfSplits {
  private HalfSplits() {}

  /**
   * A random split.
   *
   * @param n number of draws, at least 2; where it is odd one draw is in neither half
   * @param stream decides the split
   * @return two rows of n / 2 indices each, ascending
   */
  public static int[][] halves(int n, RandomStream stream) {
    if (n < 2) {
      throw new IllegalArgumentException("a split needs at least 2 draws but there are " + n);
    }
    int[] order = stream.permutation(n);
    int[] first = Arrays.copyOfRange(order, 0, n / 2);
    int[] second = Arrays.copyOfRange(order, n / 2, n / 2 * 2);
    Arrays.sort(first);
    Arrays.sort(second);
    return new int[][] {first, second};
  }

  /**
   * The standard error of the statistic at n.
   *
   * @param values two values a split, those of its halves; at least one split
   */
  public static double standardError(double[][] values) {
    double squares = 0;
    for (double[] pair : values) {
      squares += (pair[0] - pair[1]) * (pair[0] - pair[1]);
    }
    return Math.sqrt(squares / (4 * values.length));
  }

  /** The mean over all halves: the statistic at n / 2. */
  public static double mean(double[][] values) {
    double sum = 0;
    for (double[] pair : values) {
      sum += pair[0] + pair[1];
    }
    return sum / (2 * values.length);
  }
}

package dev.nervure.neighbors;

import dev.nervure.stats.Estimate;
import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well neighbourhoods agree with labels: the mean share of the k nearest neighbours that have
 * the label of the point. With labels unrelated to position it is the sum of the squared class
 * shares (0.1 for ten equal classes); with classes apart it is 1.
 *
 * <p>Standard error: from random halves of the points, each with the neighbours within it ({@link
 * HalfSplits}): points that share neighbours are not independent. It rests on fixed splits, so that
 * the same points always have the same error.
 */
public final class LabelAgreement {
  private static final int SPLITS = 64;

  private static final long SPLIT_SEED = 10;

  private LabelAgreement() {}

  /**
   * The mean share with its standard error. O(n m) for each of 64 splits with lists of m
   * neighbours.
   *
   * @param neighbors of n points, of each as many as {@link NeighborsWithin#listed} says
   * @param labels class of each point
   * @param k how many neighbours are looked at
   * @return not estimable for n of at most k, or where halves of the points are too few
   */
  public static Estimate of(NeighborTable neighbors, int[] labels, int k) {
    int n = neighbors.size();
    if (labels.length != n) {
      throw new IllegalArgumentException(n + " points but " + labels.length + " labels");
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1 but was " + k);
    }
    if (n <= k) {
      return Estimate.notEstimable("%d points are too few for %d neighbours".formatted(n, k));
    }
    NeighborsWithin.requireListed(neighbors, k);
    OptionalDouble mean = share(neighbors, labels, IntStream.range(0, n).toArray(), k);
    // A half with as large a share of neighbours looks as far as the whole does.
    int ofHalf = n / 2 > k ? k : (int) ((long) k * (n / 2) / n);
    if (mean.isEmpty() || ofHalf < 1) {
      return Estimate.notEstimable("%d points are too few for a standard error".formatted(n));
    }
    RandomStream stream = RandomStream.seeded(SPLIT_SEED);
    double[][] shares = new double[SPLITS][2];
    for (int s = 0; s < SPLITS; s++) {
      int[][] halves = HalfSplits.halves(n, stream.derive(s));
      for (int h = 0; h < 2; h++) {
        OptionalDouble share = share(neighbors, labels, halves[h], ofHalf);
        if (share.isEmpty()) {
          return Estimate.notEstimable("%d points are too few for a standard error".formatted(n));
        }
        shares[s][h] = share.getAsDouble();
      }
    }
    return Estimate.of(mean.getAsDouble(), error(mean.getAsDouble(), shares));
  }

  /**
   * From the error of halves to that of the whole. Shares scatter the less the nearer they are to 0
   * or 1, like those of a binomial; the whole, where neighbours are nearer, agrees more than its
   * halves.
   */
  private static double error(double mean, double[][] ofHalves) {
    double error = HalfSplits.standardError(ofHalves);
    double half = HalfSplits.mean(ofHalves);
    double variance = mean * (1 - mean);
    double halfVariance = half * (1 - half);
    return variance > 0 && halfVariance > 0 ? error * Math.sqrt(variance / halfVariance) : error;
  }

  /** The mean share over some of the points, among these alone. */
  private static OptionalDouble share(NeighborTable neighbors, int[] labels, int[] members, int k) {
    NeighborsWithin within = new NeighborsWithin(neighbors, members, k);
    long same = 0;
    int counted = 0;
    for (int member : members) {
      int[] ranks = within.ranksOf(member);
      if (ranks.length == k) {
        for (int rank : ranks) {
          same += labels[neighbors.indices()[member][rank]] == labels[member] ? 1 : 0;
        }
        counted++;
      }
    }
    return counted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) same / ((long) counted * k));
  }
}

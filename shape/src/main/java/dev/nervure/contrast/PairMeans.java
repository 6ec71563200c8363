package dev.nervure.contrast;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.stats.GroupExchange;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Mean distances within two groups and between them. Pairs of points that belong together (before
 * and after) are no pairs between the groups: what is estimated is of independent points.
 *
 * @param withinFirst mean over pairs of different points of the first group
 * @param withinSecond the same of the second
 * @param between mean over points of the first with points of the second
 */
record PairMeans(double withinFirst, double withinSecond, double between) {
  /** For one pair of points. */
  private static final double SECONDS_PER_PAIR = 1.2e-9;

  private static final byte NONE = 0;
  private static final byte FIRST = 1;
  private static final byte SECOND = 2;

  /** To add up all distances of a union once. */
  static Cost cost(GroupExchange exchange) {
    double n = exchange.size();
    return Cost.of(SECONDS_PER_PAIR * n * n / 2, exchange.size());
  }

  /**
   * Sums up. O(n^2) for n points of the union.
   *
   * @param squared whether distances are squared first
   * @param paired whether the i-th of both groups belong together
   * @return null where a group has no pair
   */
  static @Nullable PairMeans of(
      DistanceMatrix distances, int[] first, int[] second, boolean squared, boolean paired) {
    if (first.length < 2 || second.length < 2) {
      return null;
    }
    byte[] group = new byte[distances.size()];
    mark(group, first, FIRST);
    mark(group, second, SECOND);
    float[] lower = distances.lower();
    double[] sums = new double[SECOND + SECOND + 1];
    int row = 0;
    for (int i = 0; i < group.length; row += i, i++) {
      if (group[i] == NONE) {
        continue;
      }
      double withFirst = 0;
      double withSecond = 0;
      for (int j = 0; j < i; j++) {
        double distance = lower[row + j];
        double value = squared ? distance * distance : distance;
        if (group[j] == FIRST) {
          withFirst += value;
        } else if (group[j] == SECOND) {
          withSecond += value;
        }
      }
      sums[group[i] + FIRST] += withFirst;
      sums[group[i] + SECOND] += withSecond;
    }
    double n = first.length;
    double m = second.length;
    double between = sums[FIRST + SECOND];
    double pairs = n * m;
    if (paired) {
      for (int i = 0; i < first.length; i++) {
        double distance = distances.distance(first[i], second[i]);
        between -= squared ? distance * distance : distance;
      }
      pairs -= n;
    }
    return new PairMeans(
        2 * sums[FIRST + FIRST] / (n * (n - 1)),
        2 * sums[SECOND + SECOND] / (m * (m - 1)),
        between / pairs);
  }

  private static void mark(byte[] group, int[] members, byte mark) {
    for (int member : members) {
      group[member] = mark;
    }
  }

  /** The share of a part in a whole; empty where the whole is nothing. */
  static OptionalDouble share(double part, double whole) {
    return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
  }
}

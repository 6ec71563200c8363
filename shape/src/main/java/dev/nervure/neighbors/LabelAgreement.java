package dev.nervure.neighbors;

import dev.nervure.stats.Estimate;

/**
 * How well neighbourhoods agree with labels: the mean share of the k nearest neighbours that have
 * the label of the point. With labels unrelated to position it is the sum of the squared class
 * shares (0.1 for ten equal classes); with classes apart it is 1.
 */
public final class LabelAgreement {

  private LabelAgreement() {}

  /**
   * The mean share with its standard error over points. O(n k).
   *
   * @param neighbors the k nearest neighbours of n points
   * @param labels class of each point
   */
  public static Estimate of(NeighborTable neighbors, int[] labels) {
    int n = neighbors.size();
    if (labels.length != n) {
      throw new IllegalArgumentException(n + " points but " + labels.length + " labels");
    }
    if (n < 2) {
      return Estimate.notEstimable("needs at least 2 points but has " + n);
    }
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      int[] row = neighbors.indices()[i];
      int same = 0;
      for (int j : row) {
        same += labels[j] == labels[i] ? 1 : 0;
      }
      double share = (double) same / row.length;
      sum += share;
      squares += share * share;
    }
    double mean = sum / n;
    double variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
    return Estimate.of(mean, Math.sqrt(variance / n));
  }
}

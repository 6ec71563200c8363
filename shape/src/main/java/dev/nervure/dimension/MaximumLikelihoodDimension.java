package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistinctPoints;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maximum likelihood dimension (Levina, Bickel 2004): at each point the inverse mean of log(R_k /
 * R_j) over its k - 1 nearer neighbours, pooled by the harmonic mean (MacKay, Ghahramani 2005),
 * which is the likelihood estimate of one common dimension.
 *
 * <p>The result depends on k, and falls short near boundaries and in high dimension.
 *
 * <p>Standard error: from the spread of the inverse local estimates, as if points were independent;
 * neighbourhoods overlap, so over independent clouds the spread is up to about 1.5 times as large.
 *
 * <p>Cost: that of the k nearest neighbours, O(n^2 d).
 */
public final class MaximumLikelihoodDimension {

  /** Neighbours looked at. */
  public static final int DEFAULT_NEIGHBORS = 20;

  private static final String METHOD = "MLE";

  private final int k;
  private final boolean unbiased;

  /** With 20 neighbours and divisor k - 1. */
  public MaximumLikelihoodDimension() {
    this(DEFAULT_NEIGHBORS, false);
  }

  /**
   * With other settings.
   *
   * @param k neighbours looked at, at least 3
   * @param unbiased whether the local estimate divides by k - 2 instead of k - 1
   */
  public MaximumLikelihoodDimension(int k, boolean unbiased) {
    if (k < 3) {
      throw new IllegalArgumentException("k must be at least 3 but was " + k);
    }
    this.k = k;
    this.unbiased = unbiased;
  }

  /** Neighbours looked at. */
  public int k() {
    return k;
  }

  /** Estimates the dimension of a cloud. */
  public DimensionEstimate estimate(PointCloud cloud) {
    return estimate(cloud, 1, Progress.none());
  }

  /** Estimates the dimension of a cloud on several threads; the same bits for any number. */
  public DimensionEstimate estimate(PointCloud cloud, int threads, Progress progress) {
    DistinctPoints distinct = DistinctPoints.of(cloud);
    int n = distinct.cloud().size();
    if (n < k + 1) {
      return DimensionEstimate.none(tooFew(n), METHOD, n, distinct.dropped(), details());
    }
    NeighborTable table =
        NearestNeighbors.of(distinct.cloud(), k, Metric.EUCLIDEAN, threads, progress);
    return estimate(table, distinct.dropped());
  }

  /**
   * Estimates the dimension from a table that is at hand.
   *
   * @param neighbors at least the k nearest neighbours of every point
   * @param dropped how many repeated points were left out before
   */
  public DimensionEstimate estimate(NeighborTable neighbors, int dropped) {
    int count = 0;
    double sum = 0;
    double squares = 0;
    for (double[] distances : neighbors.distances()) {
      if (distances[0] > 0) {
        double inverse = inverseLocalDimension(distances);
        sum += inverse;
        squares += inverse * inverse;
        count++;
      }
    }
    int lost = dropped + neighbors.size() - count;
    if (count < 2) {
      return DimensionEstimate.none(tooFew(count), METHOD, count, lost, details());
    }
    double mean = sum / count;
    if (!(mean > 0)) {
      return DimensionEstimate.none(
          "all neighbours are equally far: no scale to measure", METHOD, count, lost, details());
    }
    double variance = Math.max(0, (squares - count * mean * mean) / (count - 1));
    double dimension = 1 / mean;
    double error = Math.sqrt(variance / count) * dimension * dimension;
    return new DimensionEstimate(
        Estimate.of(dimension, error), METHOD, count, lost, List.of(), details());
  }

  private double inverseLocalDimension(double[] distances) {
    double sum = 0;
    for (int j = 0; j < k - 1; j++) {
      sum += StrictMath.log(distances[k - 1] / distances[j]);
    }
    return sum / (unbiased ? k - 2 : k - 1);
  }

  private String tooFew(int n) {
    return n == 1
        ? "all points are equal"
        : "needs at least " + (k + 1) + " different points but has " + n;
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("k", k);
    details.put("unbiased", unbiased);
    return details;
  }
}

package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
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
 * <p>Standard error: from the spread of the inverse local estimates. Neighbourhoods overlap, so
 * nearby estimates agree; the covariance of every point with its k neighbours is counted, as for
 * any locally dependent data.
 *
 * <p>Cost: that of the k nearest neighbours, O(n^2 d).
 */
public final class MaximumLikelihoodDimension implements DimensionEstimator {

  /** Neighbours looked at. */
  public static final int DEFAULT_NEIGHBORS = 20;

  private static final String METHOD = "MLE";

  /** In place of an inverse dimension, which is never negative. */
  private static final double UNKNOWN = -1;

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

  @Override
  public String name() {
    return "mle_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points, int coordinates) {
    return NearestNeighbors.cost(points, coordinates, k);
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    DistinctPoints distinct = input.distinct();
    int n = distinct.size();
    if (n < k + 1) {
      return DimensionEstimate.none(tooFew(n), METHOD, distinct, details());
    }
    NeighborTable table = input.neighbors(k, threads, progress);
    return estimate(table, distinct.dropped(), distinct.warnings());
  }

  /**
   * Estimates the dimension from a table that is at hand.
   *
   * @param neighbors at least the k nearest neighbours of every point
   * @param dropped how many repeated points were left out before
   */
  public DimensionEstimate estimate(NeighborTable neighbors, int dropped) {
    return estimate(neighbors, dropped, List.of());
  }

  private DimensionEstimate estimate(NeighborTable neighbors, int dropped, List<String> known) {
    if (neighbors.size() > 0 && neighbors.distances()[0].length < k) {
      throw new IllegalArgumentException(
          "needs " + k + " neighbours a point but got " + neighbors.distances()[0].length);
    }
    double[] inverses = new double[neighbors.size()];
    int count = 0;
    double sum = 0;
    for (int i = 0; i < inverses.length; i++) {
      double[] distances = neighbors.distances()[i];
      inverses[i] = distances[0] > 0 ? inverseLocalDimension(distances) : UNKNOWN;
      if (inverses[i] != UNKNOWN) {
        sum += inverses[i];
        count++;
      }
    }
    int lost = dropped + neighbors.size() - count;
    if (count < k + 1) {
      return DimensionEstimate.none(tooFew(count), METHOD, count, lost, details());
    }
    double mean = sum / count;
    if (!(mean > 0)) {
      return DimensionEstimate.none(
          "all neighbours are equally far: no scale to measure", METHOD, count, lost, details());
    }
    NeighborGap gap = NeighborGap.of(neighbors);
    String refusal = gap.refusal();
    if (refusal != null) {
      return DimensionEstimate.none(refusal, METHOD, count, lost, details());
    }
    List<String> warnings = new ArrayList<>(known);
    String warning = gap.warning();
    if (warning != null) {
      warnings.add(warning);
    }
    double dimension = 1 / mean;
    double error = Math.sqrt(varianceOfSum(neighbors, inverses, mean)) / count;
    return new DimensionEstimate(
        Estimate.of(dimension, error * dimension * dimension),
        METHOD,
        count,
        lost,
        List.of(),
        List.copyOf(warnings),
        details());
  }

  /** The variances of the inverses, and their covariances where points are neighbours. */
  private double varianceOfSum(NeighborTable neighbors, double[] inverses, double mean) {
    double own = 0;
    double shared = 0;
    for (int i = 0; i < inverses.length; i++) {
      if (inverses[i] != UNKNOWN) {
        double deviation = inverses[i] - mean;
        own += deviation * deviation;
        for (int rank = 0; rank < k; rank++) {
          double neighbor = inverses[neighbors.indices()[i][rank]];
          if (neighbor != UNKNOWN) {
            shared += deviation * (neighbor - mean);
          }
        }
      }
    }
    return own + Math.max(0, shared);
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

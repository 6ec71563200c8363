package dev.nervure.dimension;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Method of moments, MOM (Amsaleg et al. 2018): in a ball of dimension d with even density the mean
 * distance from the centre is d / (d + 1) of the radius, so that d = m / (R_k - m) at a point whose
 * k nearest neighbours have the mean distance m; the mean over the points.
 *
 * <p>It looks far, with 100 neighbours, and so sees curvature, boundaries and changes of density
 * before others do, and noise after them.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, each
 * with the neighbours within it; on evenly spread points it is up to half too large. Cost: that of
 * the 640 nearest neighbours, O(n^2 d); memory 8 kB a point.
 */
public final class MethodOfMoments implements DimensionEstimator {
  /** Neighbours looked at; no more than a fifth of the points. */
  public static final int DEFAULT_NEIGHBORS = 100;

  private static final int FEWEST_NEIGHBORS = 2;

  /** No neighbourhood is a larger share of the points. */
  private static final int LOCAL = 5;

  private static final double SECONDS = 1e-6;

  private final PointwiseEstimation.Settings settings;

  /** With 100 neighbours. */
  public MethodOfMoments() {
    this(DEFAULT_NEIGHBORS);
  }

  /**
   * With another number of neighbours.
   *
   * @param k at least 2
   */
  public MethodOfMoments(int k) {
    if (k < FEWEST_NEIGHBORS) {
      throw new IllegalArgumentException("k must be at least 2 but was " + k);
    }
    this.settings =
        new PointwiseEstimation.Settings(
            "MOM", k, FEWEST_NEIGHBORS, LOCAL, Integer.MAX_VALUE, 32, 100);
  }

  static OptionalDouble at(Neighborhood around) {
    int k = around.size();
    double mean = 0;
    for (int r = 0; r < k; r++) {
      mean += around.distance(r) / k;
    }
    double radius = around.distance(k - 1);
    return radius > mean ? OptionalDouble.of(mean / (radius - mean)) : OptionalDouble.empty();
  }

  @Override
  public String name() {
    return "mom_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    return PointwiseEstimation.cost(settings, points, SECONDS);
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    return new PointwiseEstimation(settings, () -> MethodOfMoments::at, threads, progress)
        .estimate(input, Map.of());
  }
}

package dev.nervure.dimension;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Manifold-adaptive dimension, MADA (Farahmand, Szepesvari, Audibert 2007): at each point log 2 /
 * log(R_k / R_(k/2)), for twice the neighbours lie within 2^(1/d) times the distance; the mean over
 * the points.
 *
 * <p>The mean of inverse logarithms is above the dimension, the more so the smaller k: by a tenth
 * with the default.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, each
 * with the neighbours within it. Cost: that of the 128 nearest neighbours, O(n^2 d).
 */
public final class ManifoldAdaptiveDimension implements DimensionEstimator {
  /** Neighbours looked at. */
  public static final int DEFAULT_NEIGHBORS = 20;

  private static final int FEWEST_NEIGHBORS = 4;
  private static final double SECONDS = 3e-7;
  private static final double LOG_2 = StrictMath.log(2);

  private final PointwiseEstimation.Settings settings;

  /** With 20 neighbours. */
  public ManifoldAdaptiveDimension() {
    this(DEFAULT_NEIGHBORS);
  }

  /**
   * With another number of neighbours.
   *
   * @param k at least 4
   */
  public ManifoldAdaptiveDimension(int k) {
    if (k < FEWEST_NEIGHBORS) {
      throw new IllegalArgumentException("k must be at least 4 but was " + k);
    }
    this.settings =
        new PointwiseEstimation.Settings("MADA", k, FEWEST_NEIGHBORS, 1, Integer.MAX_VALUE, 64, 8);
  }

  /** The value at a point; empty where both neighbours are equally far. */
  static OptionalDouble at(Neighborhood around) {
    int k = around.size();
    double near = around.distance(k / 2 - 1);
    double far = around.distance(k - 1);
    return near > 0 && far > near
        ? OptionalDouble.of(LOG_2 / StrictMath.log(far / near))
        : OptionalDouble.empty();
  }

  @Override
  public String name() {
    return "mada_dimension";
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
    return new PointwiseEstimation(settings, () -> ManifoldAdaptiveDimension::at, threads, progress)
        .estimate(input, Map.of());
  }
}

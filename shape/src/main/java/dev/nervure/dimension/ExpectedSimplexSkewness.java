package dev.nervure.dimension;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Expected simplex skewness, ESS (Johnsson, Soneson, Fontes 2015): how far from orthogonal are
 * pairs of points of a neighbourhood, seen from its mean, weighted by their lengths; the dimension
 * of the ball whose points are so, between whole dimensions by interpolation; the mean over
 * neighbourhoods of a point and its k nearest neighbours.
 *
 * <p>It falls short less than estimators of distances do in high dimension, for angles are the same
 * at all scales; a neighbourhood that is no ball (at an edge, where it bends, where the density
 * changes) reads other than its dimension.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, each
 * with the neighbours within it; on evenly spread points it is up to half too large. Cost: that of
 * the 320 nearest neighbours, O(n^2 d), and O(k^2) at each of at most 1024 points.
 */
public final class ExpectedSimplexSkewness implements DimensionEstimator {
  /** What is measured of a pair of vectors. */
  public enum Version {
    /** The sine of their angle: version a of the paper. */
    SINE,
    /** The cosine, without its sign: version b. */
    COSINE
  }

  /** Neighbours looked at; no more than a fifth of the points. */
  public static final int DEFAULT_NEIGHBORS = 50;

  private static final int FEWEST_NEIGHBORS = 4;
  private static final int MOST_POINTS = 1024;

  /** No neighbourhood is a larger share of the points. */
  private static final int LOCAL = 5;

  private static final double SECONDS = 3e-5;

  /** Beyond this a neighbourhood has no dimension: its angles are right angles up to rounding. */
  private static final int HIGHEST = 100_000;

  private final PointwiseEstimation.Settings settings;
  private final Version version;

  /** With 50 neighbours and sines. */
  public ExpectedSimplexSkewness() {
    this(DEFAULT_NEIGHBORS, Version.SINE);
  }

  /**
   * With other settings.
   *
   * @param k neighbours looked at, at least 4
   * @param version what is measured of a pair
   */
  public ExpectedSimplexSkewness(int k, Version version) {
    if (k < FEWEST_NEIGHBORS) {
      throw new IllegalArgumentException("k must be at least 4 but was " + k);
    }
    this.version = version;
    this.settings =
        new PointwiseEstimation.Settings("ESS", k, FEWEST_NEIGHBORS, LOCAL, MOST_POINTS, 16, 2015);
  }

  /** The dimension of points given by their inner products about the mean. */
  static OptionalDouble of(double[][] products, Version version) {
    double weights = 0;
    double sum = 0;
    for (int i = 0; i < products.length; i++) {
      for (int j = 0; j < i; j++) {
        double square = Math.max(0, products[i][i]) * Math.max(0, products[j][j]);
        double cosine = products[i][j];
        weights += Math.sqrt(square);
        sum +=
            version == Version.SINE
                ? Math.sqrt(Math.max(0, square - cosine * cosine))
                : Math.abs(cosine);
      }
    }
    return weights > 0 ? dimension(sum / weights, version) : OptionalDouble.empty();
  }

  /** The dimension of the ball with a skewness, between whole ones by interpolation. */
  private static OptionalDouble dimension(double skewness, Version version) {
    // gamma(m / 2) / gamma((m + 1) / 2), by its recursion; m = 1 first.
    double ratio = Math.sqrt(Math.PI);
    double below = version == Version.SINE ? 0 : 1;
    if (version == Version.SINE ? skewness <= below : skewness >= below) {
      return OptionalDouble.of(1);
    }
    for (int m = 2; m <= HIGHEST; m++) {
      double next = 2 / ((m - 1) * ratio);
      double above = version == Version.SINE ? next / ratio : next / Math.sqrt(Math.PI);
      if (version == Version.SINE ? skewness <= above : skewness >= above) {
        return OptionalDouble.of(m - 1 + (skewness - below) / (above - below));
      }
      ratio = next;
      below = above;
    }
    return OptionalDouble.empty();
  }

  private OptionalDouble at(Neighborhood around) {
    return of(CenteredProducts.of(around.matrix(), around.members()), version);
  }

  @Override
  public String name() {
    return "ess_dimension";
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
    return new PointwiseEstimation(settings, () -> this::at, threads, progress)
        .estimate(input, Map.of("version", version.name().toLowerCase(Locale.ROOT)));
  }
}

package dev.nervure.dimension;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Local PCA (Fukunaga, Olsen 1971): how many eigenvalues of the covariance of a point and its k
 * nearest neighbours are above 5 % of the largest; the mean over the points. Read off the distances
 * among the neighbours, which have the same spectrum.
 *
 * <p>No more than k dimensions can be seen, and above about k / 2 the smallest eigenvalues of k
 * points fall below the threshold by chance. Where the neighbourhood bends, the bend counts as a
 * dimension once it is above the threshold.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, each
 * with the neighbours within it. Cost: that of the 320 nearest neighbours, O(n^2 d), and O(k^3) at
 * each of at most 256 points.
 */
public final class LocalPrincipalDimension implements DimensionEstimator {
  /** Neighbours looked at; no more than a fifth of the points. */
  public static final int DEFAULT_NEIGHBORS = 50;

  private static final int FEWEST_NEIGHBORS = 4;
  private static final int MOST_POINTS = 256;

  /** No neighbourhood is a larger share of the points. */
  private static final int LOCAL = 5;

  private static final double SECONDS = 4e-4;

  private final PointwiseEstimation.Settings settings;

  /** With 50 neighbours. */
  public LocalPrincipalDimension() {
    this(DEFAULT_NEIGHBORS);
  }

  /**
   * With another number of neighbours.
   *
   * @param k at least 4
   */
  public LocalPrincipalDimension(int k) {
    if (k < FEWEST_NEIGHBORS) {
      throw new IllegalArgumentException("k must be at least 4 but was " + k);
    }
    this.settings =
        new PointwiseEstimation.Settings(
            "local PCA", k, FEWEST_NEIGHBORS, LOCAL, MOST_POINTS, 16, 71);
  }

  private static OptionalDouble at(Neighborhood around) {
    double[] eigenvalues =
        PrincipalComponents.eigenvalues(CenteredProducts.of(around.matrix(), around.members()));
    return eigenvalues.length > 0
        ? OptionalDouble.of(SpectrumRules.fukunagaOlsen(eigenvalues))
        : OptionalDouble.empty();
  }

  @Override
  public String name() {
    return "local_pca_dimension";
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
    return new PointwiseEstimation(settings, () -> LocalPrincipalDimension::at, threads, progress)
        .estimate(input, Map.of("threshold", SpectrumRules.SHARE_OF_LARGEST));
  }
}

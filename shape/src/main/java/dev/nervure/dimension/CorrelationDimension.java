package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Correlation dimension (Grassberger, Procaccia 1983): the share C(r) of pairs of points nearer
 * than r grows as r^d; the slope of log C over log r between two radii, the median distances to the
 * 10th and to the 20th neighbour.
 *
 * <p>Pairs in dense places count most, so that it reads less than others where the density varies.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, with
 * radii of their own. Cost: O(n^2 d), and 30 n^2 comparisons, n at most 4096.
 */
public final class CorrelationDimension implements DimensionEstimator {
  private static final int NEAR = 10;
  private static final int FAR = 20;
  private static final int FEWEST_POINTS = 22;
  private static final double SECONDS_A_PAIR = 2.5e-7;

  private static final SubsetEstimation.Settings SETTINGS =
      new SubsetEstimation.Settings("correlation integral", FEWEST_POINTS, 4096, 24, 1983);

  /** What the points say; the ranks of a small part are smaller. */
  static SubsetEstimation.Reading of(DistanceMatrix matrix, int[] members) {
    int m = members.length;
    int far = Math.min(FAR, m - 1);
    int near = Math.min(NEAR, far - 1);
    if (near < 1) {
      return SubsetEstimation.Reading.none("too few points");
    }
    double[] nearDistances = new double[m];
    double[] farDistances = new double[m];
    double[] row = new double[m - 1];
    for (int i = 0; i < m; i++) {
      int at = 0;
      for (int j = 0; j < m; j++) {
        if (j != i) {
          row[at++] = matrix.distance(members[i], members[j]);
        }
      }
      farDistances[i] = OrderStatistics.smallest(row, at, far - 1);
      // All before the far-th place are no larger.
      nearDistances[i] = OrderStatistics.smallest(row, far, near - 1);
    }
    double nearRadius = Quantiles.median(nearDistances);
    double farRadius = Quantiles.median(farDistances);
    if (!(nearRadius > 0 && farRadius > nearRadius)) {
      return SubsetEstimation.Reading.none(
          "half of the points have their 10th and their 20th neighbour at one distance: no scale to measure");
    }
    long withinNear = 0;
    long withinFar = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        double distance = matrix.distance(members[i], members[j]);
        withinNear += distance < nearRadius ? 1 : 0;
        withinFar += distance < farRadius ? 1 : 0;
      }
    }
    if (withinNear == 0 || withinFar == withinNear) {
      return SubsetEstimation.Reading.none("no pairs of points between the two radii");
    }
    double inverse =
        StrictMath.log(farRadius / nearRadius) / StrictMath.log((double) withinFar / withinNear);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("pairsWithinNearRadius", withinNear);
    details.put("pairsWithinFarRadius", withinFar);
    return new SubsetEstimation.Reading(inverse, (nearRadius + farRadius) / 2, "", details);
  }

  @Override
  public String name() {
    return "correlation_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    double pairs = Math.pow(Math.min(points, SETTINGS.mostPoints()), 2);
    return Cost.of(SECONDS_A_PAIR * pairs, 64L * points);
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("nearNeighbor", NEAR);
    parameters.put("farNeighbor", FAR);
    return new SubsetEstimation(SETTINGS, threads, progress)
        .estimate(input, parameters, CorrelationDimension::of);
  }
}

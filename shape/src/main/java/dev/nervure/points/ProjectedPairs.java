package dev.nervure.points;

import java.util.Arrays;

/**
 * Pairs of near points of a cloud, without a matrix of all distances. A projection never lengthens
 * a distance: points are sorted by their projection on one direction, and only those are compared
 * whose projections are as near as the bound. O(n d + n log n) where few are that close.
 */
final class ProjectedPairs implements NearRepetitions.Pairs {
  private static final long SIGN_SEED = 0x9e3779b97f4a7c15L;

  private final PointCloud cloud;
  private final double[] norms;
  private final double[] projections;
  private final int[] order;
  private final int[] place;
  private final double largestNorm;

  /**
   * Sorts the points of a cloud.
   *
   * @param cloud its squared distances fit float64
   */
  ProjectedPairs(PointCloud cloud) {
    this.cloud = cloud;
    int n = cloud.size();
    norms = new double[n];
    projections = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      measure(i);
      largest = Math.max(largest, norms[i]);
    }
    largestNorm = largest;
    order = sorted(projections);
    place = new int[n];
    for (int p = 0; p < n; p++) {
      place[order[p]] = p;
    }
  }

  @Override
  public boolean hasKeptBetween(int i, double from, double to, boolean[] isKept) {
    // Projections are sums of d rounded terms.
    double window = (to + (cloud.dimension() + 1) * Math.ulp(1.0)) * largestNorm;
    for (int step = -1; step <= 1; step += 2) {
      for (int p = place[i] + step; p >= 0 && p < order.length; p += step) {
        int j = order[p];
        if (Math.abs(projections[j] - projections[i]) > window) {
          break;
        }
        if (isKept[j]) {
          double norm = Math.max(norms[i], norms[j]);
          double distance = distance(i, j, to * norm);
          if (distance > from * norm && distance <= to * norm) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The distance of two points, or some number above the bound. */
  private double distance(int i, int j, double bound) {
    double limit = bound * bound;
    double sum = 0;
    for (int k = 0; k < cloud.dimension() && sum <= limit; k++) {
      double difference = cloud.coordinate(i, k) - cloud.coordinate(j, k);
      sum += difference * difference;
    }
    return sum <= limit ? Math.sqrt(sum) : Double.POSITIVE_INFINITY;
  }

  /** The norm, and the projection on a unit vector of pseudo-random signs. */
  private void measure(int i) {
    double squares = 0;
    double sum = 0;
    long signs = SIGN_SEED;
    for (int j = 0; j < cloud.dimension(); j++) {
      signs = signs * 6364136223846793005L + 1442695040888963407L;
      double value = cloud.coordinate(i, j);
      squares += value * value;
      sum += signs < 0 ? -value : value;
    }
    norms[i] = Math.sqrt(squares);
    projections[i] = sum / Math.sqrt(Math.max(1, cloud.dimension()));
  }

  private static int[] sorted(double[] values) {
    Integer[] boxed = new Integer[values.length];
    Arrays.setAll(boxed, i -> i);
    Arrays.sort(boxed, (a, b) -> Double.compare(values[a], values[b]));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }
}

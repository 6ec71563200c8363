package dev.nervure.points;

import java.util.Arrays;

/**
 * Distances of some pairs of n points; all other pairs never meet. Immutable.
 *
 * <p>16 bytes a pair.
 */
public final class SparseDistances {
  private final int size;
  private final long[] pairs;
  private final float[] distances;

  private SparseDistances(int size, long[] pairs, float[] distances) {
    this.size = size;
    this.pairs = pairs;
    this.distances = distances;
  }

  /**
   * Pairs as three arrays of one length. A pair may be given in either order, and twice if both
   * agree. Infinite distances are dropped.
   *
   * @param points number of points
   * @param first first point of each pair, 0-based
   * @param second second point of each pair
   * @param distances their distances
   * @throws IllegalArgumentException for an index outside [0, points), a pair of a point with
   *     itself at a distance other than 0, a NaN or negative distance, or a pair given twice with
   *     different distances
   */
  public static SparseDistances of(int points, int[] first, int[] second, float[] distances) {
    if (points < 0) {
      throw new IllegalArgumentException("points must be >= 0 but was " + points);
    }
    if (first.length != second.length || first.length != distances.length) {
      throw new IllegalArgumentException(
          "first, second and distances must have one length but have "
              + first.length
              + ", "
              + second.length
              + " and "
              + distances.length);
    }
    int count = 0;
    long[] order = new long[first.length];
    for (int k = 0; k < first.length; k++) {
      check(points, first[k], second[k], distances[k]);
      if (first[k] != second[k] && distances[k] != Float.POSITIVE_INFINITY) {
        long high = Math.max(first[k], second[k]);
        order[count++] = high << 32 | Math.min(first[k], second[k]);
      }
    }
    long[] pairs = Arrays.copyOf(order, count);
    Arrays.sort(pairs);
    int kept = 0;
    for (int k = 0; k < count; k++) {
      if (k == 0 || pairs[k] != pairs[k - 1]) {
        pairs[kept++] = pairs[k];
      }
    }
    pairs = Arrays.copyOf(pairs, kept);
    float[] sorted = new float[kept];
    Arrays.fill(sorted, Float.NaN);
    for (int k = 0; k < first.length; k++) {
      if (first[k] != second[k] && distances[k] != Float.POSITIVE_INFINITY) {
        long pair = (long) Math.max(first[k], second[k]) << 32 | Math.min(first[k], second[k]);
        int at = Arrays.binarySearch(pairs, pair);
        if (!Float.isNaN(sorted[at]) && sorted[at] != distances[k]) {
          throw new IllegalArgumentException(
              "the distance of "
                  + first[k]
                  + " and "
                  + second[k]
                  + " is given as "
                  + sorted[at]
                  + " and as "
                  + distances[k]);
        }
        sorted[at] = distances[k];
      }
    }
    return new SparseDistances(points, pairs, sorted);
  }

  private static void check(int points, int i, int j, float distance) {
    if (i < 0 || i >= points || j < 0 || j >= points) {
      throw new IllegalArgumentException(
          "pair (" + i + ", " + j + ") is outside of " + points + " points");
    }
    if (!(distance >= 0)) {
      throw new IllegalArgumentException(
          "distances must be at least 0 but d(" + i + ", " + j + ") is " + distance);
    }
    if (i == j && distance != 0) {
      throw new IllegalArgumentException(
          "the distance of point " + i + " from itself is " + distance);
    }
  }

  /** Number of points. */
  public int size() {
    return size;
  }

  /** Number of pairs with a finite distance. */
  public int pairs() {
    return pairs.length;
  }

  /** Larger index of pair k; pairs are sorted by larger and then by smaller index. */
  public int upper(int k) {
    return (int) (pairs[k] >>> 32);
  }

  /** Smaller index of pair k. */
  public int lower(int k) {
    return (int) pairs[k];
  }

  /** Distance of pair k. */
  public float distance(int k) {
    return distances[k];
  }
}

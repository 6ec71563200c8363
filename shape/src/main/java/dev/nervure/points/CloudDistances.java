package dev.nervure.points;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;

/**
 * All distances of a cloud, computed once for everything that is read off them. Where squares of
 * coordinates would not fit the distances are those of the cloud times a power of two, for results
 * that do not depend on scale. Immutable.
 *
 * @param matrix the Euclidean distances
 * @param distinct which points repeat another
 * @param summary of the points as they are
 * @param exponent the distances are those of the points times 2 to this power; 0 unless squares of
 *     coordinates would not fit
 */
public record CloudDistances(
    DistanceMatrix matrix, DistinctPoints distinct, RowSummary summary, int exponent) {
  /** Seconds for one coordinate of one pair: processor time on one core at 2.5 GHz, rounded up. */
  private static final double PAIR_COORDINATE = 0.25e-9;

  /** Below this, what is done once a pair takes longer than its coordinates. */
  private static final int FEWEST_COORDINATES = 16;

  /** Seconds to read one coordinate of a point. */
  private static final double COORDINATE = 8e-9;

  /** The same without a summary at hand. */
  public static CloudDistances of(PointRows points, int threads, Progress progress) {
    return of(points, RowSummary.of(points), threads, progress);
  }

  /**
   * Reads the points in blocks. O(n^2 d) time; memory 2 n^2 bytes for the result, and that of
   * {@link DistanceMatrix#of(PointRows, int, Progress)}.
   *
   * @param summary of these points
   * @throws IllegalArgumentException for more points than a matrix holds
   */
  public static CloudDistances of(
      PointRows points, RowSummary summary, int threads, Progress progress) {
    PointRows used = points;
    RowSummary usedSummary = summary;
    double largest = summary.largest();
    int exponent = PointCloud.isSafe(largest) ? 0 : -Math.getExponent(largest) - 1;
    if (exponent != 0) {
      used = new PowerOfTwo(points, exponent);
      usedSummary = RowSummary.of(used);
    }
    DistanceMatrix matrix = DistanceMatrix.of(used, threads, progress);
    return new CloudDistances(matrix, DistinctPoints.of(matrix, usedSummary), summary, exponent);
  }

  /** Expected cost, beside the points where they lie. */
  public static Cost cost(int points, int coordinates) {
    double pairs = points * (points - 1.0) / 2;
    double seconds =
        PAIR_COORDINATE * pairs * Math.max(coordinates, FEWEST_COORDINATES)
            + COORDINATE * points * coordinates;
    long memory =
        (long) (Float.BYTES * pairs)
            + BlockDistances.memory(points, coordinates)
            + 2L * Double.BYTES * coordinates;
    return Cost.of(seconds, memory);
  }

  /** Points times a power of two. */
  private record PowerOfTwo(PointRows points, int exponent) implements PointRows {
    @Override
    public int size() {
      return points.size();
    }

    @Override
    public int dimension() {
      return points.dimension();
    }

    @Override
    public PointCloud read(int from, int to) {
      return points.read(from, to).timesPowerOfTwo(exponent);
    }
  }
}

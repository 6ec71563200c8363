package dev.nervure.neighbors;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The pairs of points that are no further apart than a radius, each once, without keeping them:
 * Euclidean distances in float64.
 */
public final class PairsWithin {
  /** Fewer points are not worth being laid out and ordered. */
  private static final int LEAST_SCREENED = 512;

  private PairsWithin() {}

  /** Told every pair, and asked which of them it need not be told. */
  public interface Listener {
    /** Two points no further apart than the radius, in either order. */
    void pair(int i, int j);

    /**
     * The group that a point has come to belong to for good, or -1. Of two points of one group
     * nothing more need be told.
     */
    int group(int point);
  }

  /**
   * The largest squared distance that counts as within a radius: that whose root is no larger.
   *
   * @param radius not negative
   */
  public static double largestSquare(double radius) {
    double square = radius * radius;
    while (Math.sqrt(square) > radius) {
      square = Math.nextDown(square);
    }
    while (Math.sqrt(Math.nextUp(square)) <= radius) {
      square = Math.nextUp(square);
    }
    return square;
  }

  /** What it takes beside the points, in bytes. */
  public static long memory(int size, int dimension) {
    return size >= LEAST_SCREENED
        ? ScreenedPairs.memory(size, dimension)
        : (long) Double.BYTES * PointTile.paddedDimension(dimension) * size;
  }

  /**
   * Tells all pairs. O(n^2 d) at most; of many points pairs are ruled out by bounds in float32
   * ({@link ScreenedPairs}), and where the listener knows groups, pairs of one. Memory: 8 n d bytes
   * and O(n).
   *
   * @param radius not negative, finite
   */
  public static void visit(PointCloud cloud, double radius, Listener listener, Progress progress) {
    double largest = largestSquare(radius);
    if (cloud.size() >= LEAST_SCREENED && ScreenKeys.areSafeFor(cloud)) {
      new ScreenedPairs(cloud, largest, listener).run(progress);
    } else {
      plain(cloud, largest, listener, progress);
    }
  }

  private static void plain(
      PointCloud cloud, double largestSquare, Listener listener, Progress progress) {
    int n = cloud.size();
    int width = PointTile.widthFor(cloud.dimension());
    double[] point = new double[PointTile.paddedDimension(cloud.dimension())];
    double[] bounds = new double[width];
    double[] squares = new double[width];
    Arrays.fill(bounds, Math.nextUp(largestSquare));
    for (int from = 0; from < n; from += width) {
      PointTile tile = PointTile.of(cloud, from, Math.min(n, from + width));
      for (int i = from + 1; i < n; i++) {
        progress.checkCancelled();
        cloud.copyPoint(i, point);
        if (tile.squaresBelow(point, bounds, squares)) {
          for (int w = 0; w < Math.min(tile.width(), i - from); w++) {
            if (squares[w] <= largestSquare) {
              listener.pair(i, from + w);
            }
          }
        }
      }
    }
  }
}

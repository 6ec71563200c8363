package dev.nervure.neighbors;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exact k nearest neighbours by comparing all pairs. Distances are sums in float64, never expanded
 * into norms and products, so that close neighbours keep all their digits.
 *
 * <p>Cost: O(n^2 d) time, O(n d + n k) memory. The same bits for any number of threads.
 */
public final class NearestNeighbors {

  private static final int TILE = 256;
  private static final int QUERIES = 64;

  private NearestNeighbors() {}

  /** Euclidean neighbours on one thread. */
  public static NeighborTable of(PointCloud cloud, int k) {
    return of(cloud, k, Metric.EUCLIDEAN, 1, Progress.none());
  }

  /**
   * Neighbours of every point.
   *
   * @param k how many, in [1, n - 1]
   * @throws IllegalArgumentException for another k
   */
  public static NeighborTable of(
      PointCloud cloud, int k, Metric metric, int threads, Progress progress) {
    int n = cloud.size();
    if (k < 1 || k > n - 1) {
      throw new IllegalArgumentException("k must be in [1, n-1] but was " + k + " for n = " + n);
    }
    PointTile[] tiles = new PointTile[(n + TILE - 1) / TILE];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = PointTile.of(cloud, t * TILE, Math.min(n, (t + 1) * TILE));
    }
    int[][] indices = new int[n][];
    double[][] distances = new double[n][];
    int blocks = (n + QUERIES - 1) / QUERIES;
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("nearest neighbours", blocks)) {
      ParallelTasks.run(
          threads,
          worker -> {
            double[][] points = new double[QUERIES][PointTile.paddedDimension(cloud.dimension())];
            double[] buffer = new double[TILE];
            for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
              progress.checkCancelled();
              int from = b * QUERIES;
              int to = Math.min(n, from + QUERIES);
              NearestQueue[] queues = new NearestQueue[to - from];
              for (int i = from; i < to; i++) {
                cloud.copyPoint(i, points[i - from]);
                queues[i - from] = new NearestQueue(k);
              }
              // A tile stays in the cache while the whole block of queries passes over it.
              for (PointTile tile : tiles) {
                for (int i = from; i < to; i++) {
                  tile.distances(points[i - from], metric, buffer);
                  queues[i - from].offerAll(tile, buffer, i);
                }
              }
              for (int i = from; i < to; i++) {
                indices[i] = queues[i - from].sortedIndices();
                distances[i] = queues[i - from].sortedDistances();
              }
              task.advance(1);
            }
          });
    }
    return new NeighborTable(indices, distances);
  }
}

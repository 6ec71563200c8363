package dev.nervure.neighbors;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The exact k nearest neighbours of every point, by comparing all pairs block by block in float64;
 * of many points of many coordinates with the same bits by {@code ScreenedNeighbors}.
 *
 * <p>Every search visits candidates by ascending index and keeps the first of equals, so that ties
 * fall to the lower index and the result has the same bits for any number of threads. Euclidean
 * distances are compared before the square root is taken.
 */
public final class NearestNeighbors {

  /** Points whose neighbours are sought together, so that a tile is used while in the cache. */
  private static final int BLOCK = 64;

  private NearestNeighbors() {}

  /** Euclidean neighbours, on one thread. */
  public static NeighborTable of(PointCloud cloud, int k) {
    return of(cloud, k, Metric.EUCLIDEAN, 1, Progress.none());
  }

  /**
   * Neighbours in a cloud. O(n^2 d) time; memory 8 n d bytes for the points laid out anew, 12 n k
   * for the result, and of many points of many coordinates 16 n k + 512 n for candidates; never
   * n^2.
   *
   * @param k number of neighbours, 1 to n - 1
   * @throws IllegalArgumentException for another k, or threads below 1
   */
  public static NeighborTable of(
      PointCloud cloud, int k, Metric metric, int threads, Progress progress) {
    int n = cloud.size();
    requireNeighbors(k, n);
    if (metric == Metric.EUCLIDEAN && ScreenedNeighbors.suits(cloud, k)) {
      return ScreenedNeighbors.of(cloud, k, threads, progress);
    }
    return plain(cloud, k, metric, threads, progress);
  }

  /** The same by comparing all pairs, whatever the cloud is. */
  static NeighborTable plain(
      PointCloud cloud, int k, Metric metric, int threads, Progress progress) {
    int n = cloud.size();
    int width = PointTile.widthFor(cloud.dimension());
    PointTile[] tiles = PointTile.all(cloud, width);
    int[][] indices = new int[n][k];
    double[][] distances = new double[n][k];
    int blocks = (n + BLOCK - 1) / BLOCK;
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin("nearest neighbours", n)) {
      ParallelTasks.run(
          threads,
          worker -> {
            BlockSearch search = new BlockSearch(cloud, k, metric, width);
            for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
              int from = b * BLOCK;
              int to = Math.min(n, from + BLOCK);
              search.run(from, to, tiles, progress);
              search.store(from, to, indices, distances);
              task.advance((long) to - from);
            }
          });
    }
    return new NeighborTable(indices, distances);
  }

  /**
   * Neighbours by a matrix of distances. O(n^2) time.
   *
   * @param k number of neighbours, 1 to n - 1
   * @throws IllegalArgumentException for another k
   */
  public static NeighborTable of(DistanceMatrix matrix, int k) {
    int n = matrix.size();
    requireNeighbors(k, n);
    int[][] indices = new int[n][k];
    double[][] distances = new double[n][k];
    NeighborHeap heap = new NeighborHeap(k);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (j != i) {
          heap.offer(matrix.distance(i, j), j);
        }
      }
      heap.drain(indices[i], distances[i]);
    }
    return new NeighborTable(indices, distances);
  }

  private static void requireNeighbors(int k, int n) {
    if (k < 1 || k > n - 1) {
      throw new IllegalArgumentException(
          "k must be in [1, n-1] but was " + k + " for n = " + n + " points");
    }
  }

  /** The workspace of one thread: a block of points and the heaps of their neighbours. */
  private static final class BlockSearch {

    private final PointCloud cloud;
    private final Metric metric;
    private final double[][] points;
    private final NeighborHeap[] heaps;
    private final double[] bounds;
    private final double[] found;

    BlockSearch(PointCloud cloud, int k, Metric metric, int width) {
      this.cloud = cloud;
      this.metric = metric;
      this.points = new double[BLOCK][PointTile.paddedDimension(cloud.dimension())];
      this.heaps = new NeighborHeap[BLOCK];
      for (int b = 0; b < BLOCK; b++) {
        heaps[b] = new NeighborHeap(k);
      }
      this.bounds = new double[width];
      this.found = new double[width];
    }

    void run(int from, int to, PointTile[] tiles, Progress progress) {
      for (int i = from; i < to; i++) {
        cloud.copyPoint(i, points[i - from]);
        heaps[i - from].clear();
      }
      for (PointTile tile : tiles) {
        progress.checkCancelled();
        for (int i = from; i < to; i++) {
          search(i, points[i - from], heaps[i - from], tile);
        }
      }
    }

    private void search(int i, double[] point, NeighborHeap heap, PointTile tile) {
      if (metric == Metric.EUCLIDEAN) {
        Arrays.fill(bounds, heap.bound());
        if (!tile.squaresBelow(point, bounds, found)) {
          return;
        }
      } else {
        tile.distances(point, metric, found);
      }
      double bound = heap.bound();
      for (int w = 0; w < tile.width(); w++) {
        int j = tile.index(w);
        if (j != i && (found[w] < bound || bound == Double.POSITIVE_INFINITY)) {
          heap.offer(found[w], j);
          bound = heap.bound();
        }
      }
    }

    void store(int from, int to, int[][] indices, double[][] distances) {
      for (int i = from; i < to; i++) {
        heaps[i - from].drain(indices[i], distances[i]);
        if (metric == Metric.EUCLIDEAN) {
          for (int r = 0; r < distances[i].length; r++) {
            distances[i][r] = Math.sqrt(distances[i][r]);
          }
        }
      }
    }
  }
}

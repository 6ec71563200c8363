package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The minimum spanning tree of a point cloud, by Prim's algorithm on the complete graph: no edge is
 * sorted or stored. Its edge lengths are the deaths of the H0 bars of the Vietoris-Rips filtration.
 *
 * <p>Ties are broken by the index of the point that joins, so the tree is the same on every
 * machine.
 */
public final class MinimumSpanningTree {

  private static final int TILE = 256;

  private final double[] lengths;

  private MinimumSpanningTree(double[] lengths) {
    this.lengths = lengths;
    Arrays.sort(lengths);
  }

  /** Euclidean tree of a cloud. */
  public static MinimumSpanningTree of(PointCloud cloud) {
    return of(cloud, Metric.EUCLIDEAN, Progress.none());
  }

  /** Tree of a cloud. O(n^2 d) time, O(n d) memory. */
  public static MinimumSpanningTree of(PointCloud cloud, Metric metric, Progress progress) {
    int n = cloud.size();
    PointTile[] tiles = new PointTile[(n + TILE - 1) / TILE];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = PointTile.of(cloud, t * TILE, Math.min(n, (t + 1) * TILE));
    }
    double[] point = new double[cloud.dimension()];
    double[] distances = new double[TILE];
    try (Progress.Task task = progress.begin("minimum spanning tree", n)) {
      return prim(
          n,
          (joined, nearest) -> {
            progress.checkCancelled();
            cloud.copyPoint(joined, point);
            for (PointTile tile : tiles) {
              tile.distances(point, metric, distances);
              for (int w = 0; w < tile.width(); w++) {
                int j = tile.from() + w;
                nearest[j] = Math.min(nearest[j], distances[w]);
              }
            }
            task.advance(1);
          });
    }
  }

  /** Tree of a matrix. O(n^2) time, O(n) memory. */
  public static MinimumSpanningTree of(DistanceMatrix matrix) {
    return prim(
        matrix.size(),
        (joined, nearest) -> {
          for (int j = 0; j < nearest.length; j++) {
            nearest[j] = Math.min(nearest[j], matrix.distance(joined, j));
          }
        });
  }

  private interface Relaxation {
    /** Lowers every point's distance to the tree to that from the point that joined. */
    void apply(int joined, double[] nearest);
  }

  private static MinimumSpanningTree prim(int n, Relaxation relaxation) {
    if (n < 2) {
      return new MinimumSpanningTree(new double[0]);
    }
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    boolean[] inTree = new boolean[n];
    double[] lengths = new double[n - 1];
    int joined = 0;
    inTree[0] = true;
    for (int edge = 0; edge < n - 1; edge++) {
      relaxation.apply(joined, nearest);
      int best = -1;
      for (int j = 0; j < n; j++) {
        if (!inTree[j] && (best < 0 || nearest[j] < nearest[best])) {
          best = j;
        }
      }
      lengths[edge] = nearest[best];
      inTree[best] = true;
      joined = best;
    }
    return new MinimumSpanningTree(lengths);
  }

  /** Number of edges, n - 1 for n points. */
  public int size() {
    return lengths.length;
  }

  /** Edge lengths, ascending; infinite where parts never meet. A copy. */
  public double[] lengths() {
    return lengths.clone();
  }
}

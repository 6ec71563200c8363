package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The minimum spanning tree of a point cloud or a distance matrix, by Prim's algorithm; of a matrix
 * after a step of Borůvka's. No edge is sorted. Its edge lengths are the deaths of the H0 bars of
 * the Vietoris-Rips filtration.
 *
 * <p>The ascending lengths of a minimum spanning tree are the same for every such tree, so ties
 * (broken by index here) and the number of threads cannot change them.
 */
public final class MinimumSpanningTree {

  private final double[] lengths;

  MinimumSpanningTree(double[] lengths) {
    this.lengths = lengths;
    Arrays.sort(lengths);
  }

  /** Euclidean tree of a cloud, on one thread. */
  public static MinimumSpanningTree of(PointCloud cloud) {
    return of(cloud, Metric.EUCLIDEAN, 1, Progress.none());
  }

  /**
   * Tree of a cloud. O(n^2 d) time, far less where most of the spread lies in a few directions and
   * distances are Euclidean ({@link ProjectedPrim}, on one thread); memory 8 n d bytes and O(n),
   * never n^2.
   *
   * @throws IllegalArgumentException when threads is below 1
   */
  public static MinimumSpanningTree of(
      PointCloud cloud, Metric metric, int threads, Progress progress) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    double[] lengths =
        metric == Metric.EUCLIDEAN && ProjectedPrim.suits(cloud)
            ? new ProjectedPrim(cloud, progress).run()
            : new TiledPrim(cloud, metric, progress).run(threads);
    return new MinimumSpanningTree(lengths);
  }

  /** Tree of a matrix. O(n^2) time; in general a fifth of the matrix's memory. */
  public static MinimumSpanningTree of(DistanceMatrix matrix) {
    return of(matrix, Progress.none());
  }

  /** Tree of a matrix, with cancellation. */
  public static MinimumSpanningTree of(DistanceMatrix matrix, Progress progress) {
    return new MinimumSpanningTree(
        new MatrixTree(matrix.lower(), matrix.size(), progress).lengths());
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

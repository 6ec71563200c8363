package dev.nervure.homology;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The minimum spanning tree of a point cloud, by Prim's algorithm on the complete graph: no edge is
 * sorted or stored. Its edge lengths are the deaths of the H0 bars of the Vietoris-Rips filtration.
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

  /** Tree of a cloud, on one thread. */
  public static MinimumSpanningTree of(PointCloud cloud, Metric metric, Progress progress) {
    return of(cloud, metric, 1, progress);
  }

  /**
   * Tree of a cloud. O(n^2 d) time; memory 8 n d bytes and O(n), never n^2.
   *
   * @throws IllegalArgumentException when threads is below 1
   */
  public static MinimumSpanningTree of(
      PointCloud cloud, Metric metric, int threads, Progress progress) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
    return new MinimumSpanningTree(new TiledPrim(cloud, metric, progress).run(threads));
  }

  /** Tree of a matrix. O(n^2) time, O(n) memory. */
  public static MinimumSpanningTree of(DistanceMatrix matrix) {
    int n = matrix.size();
    float[] lower = matrix.lower();
    int[] waiting = new int[Math.max(0, n - 1)];
    for (int i = 0; i < waiting.length; i++) {
      waiting[i] = i + 1;
    }
    float[] nearest = new float[waiting.length];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    double[] lengths = new double[waiting.length];
    int joined = 0;
    for (int left = waiting.length; left > 0; left--) {
      int best = relax(lower, joined, waiting, nearest, left);
      joined = waiting[best];
      lengths[waiting.length - left] = nearest[best];
      // The order of the waiting points is kept, so that ties fall to the lowest index.
      System.arraycopy(waiting, best + 1, waiting, best, left - best - 1);
      System.arraycopy(nearest, best + 1, nearest, best, left - best - 1);
    }
    return new MinimumSpanningTree(lengths);
  }

  /** Lowers the distances to the tree by the point that joined; the position of the nearest. */
  private static int relax(float[] lower, int joined, int[] waiting, float[] nearest, int left) {
    int best = 0;
    float bestDistance = Float.POSITIVE_INFINITY;
    int row = (int) ((long) joined * (joined - 1) / 2);
    for (int i = 0; i < left; i++) {
      int j = waiting[i];
      int index = j < joined ? row + j : (int) ((long) j * (j - 1) / 2) + joined;
      float distance = lower[index];
      if (distance < nearest[i]) {
        nearest[i] = distance;
      } else {
        distance = nearest[i];
      }
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    return best;
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

package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Agglomerative clustering by Ward's criterion down to a number of clusters: merges add as little
 * as possible to the squared distances from the centres of clusters. By chains of nearest clusters
 * (Murtagh 1983; the criterion is reducible, so that the merges are those of the greedy order).
 *
 * <p>Where two merges would add exactly as much, the order of the points decides. Elements of fewer
 * points than clusters are one cluster, as tda-mapper has it. O(m^2 d) time, 16 m d bytes.
 */
public final class Ward implements Clusterer {
  private final int clusters;

  /**
   * With a number of clusters.
   *
   * @param clusters how many, 1 or more
   */
  public Ward(int clusters) {
    if (clusters < 1) {
      throw new IllegalArgumentException("there must be at least 1 cluster but was " + clusters);
    }
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "ward";
  }

  @Override
  public String settings() {
    return clusters + " clusters";
  }

  @Override
  public int fewest() {
    return 1;
  }

  @Override
  public long memory(int size, int dimension) {
    return 8L * size * (dimension + 8L);
  }

  /** Two clusters that become one. */
  private record Merge(double cost, int first, int second) {}

  @Override
  public Clustering cluster(PointCloud points, Progress progress) {
    int n = points.size();
    if (n < clusters) {
      return Clustering.one(n);
    }
    Merge[] merges = merges(points, progress);
    Arrays.sort(merges, Comparator.comparingDouble(Merge::cost));
    Forest forest = new Forest(n);
    for (int m = 0; m < n - clusters; m++) {
      forest.join(merges[m].first(), merges[m].second());
    }
    return Labels.ofComponents(forest, n);
  }

  /** A cluster is named by one of its points, and lies where its centre is. */
  private static Merge[] merges(PointCloud points, Progress progress) {
    int n = points.size();
    double[][] centres = new double[n][points.dimension()];
    int[] sizes = new int[n];
    int[] alive = new int[n];
    for (int i = 0; i < n; i++) {
      points.copyPoint(i, centres[i]);
      sizes[i] = 1;
      alive[i] = i;
    }
    Merge[] merges = new Merge[Math.max(0, n - 1)];
    int[] chain = new int[n];
    int length = 0;
    int left = n;
    for (int m = 0; m < merges.length; ) {
      progress.checkCancelled();
      if (length == 0) {
        chain[length++] = alive[0];
      }
      int top = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = before;
      double least = before < 0 ? Double.POSITIVE_INFINITY : cost(centres, sizes, top, before);
      for (int a = 0; a < left; a++) {
        // Only what is nearer than the one before it lengthens the chain, so that it ends.
        if (alive[a] != top) {
          double cost = cost(centres, sizes, top, alive[a]);
          if (cost < least) {
            least = cost;
            nearest = alive[a];
          }
        }
      }
      if (nearest == before) {
        merges[m++] = new Merge(least, Math.min(top, before), Math.max(top, before));
        merge(centres, sizes, top, before);
        left = remove(alive, left, before);
        length -= 2;
      } else {
        chain[length++] = nearest;
      }
    }
    return merges;
  }

  private static double cost(double[][] centres, int[] sizes, int a, int b) {
    double squares = 0;
    for (int j = 0; j < centres[a].length; j++) {
      double difference = centres[a][j] - centres[b][j];
      squares += difference * difference;
    }
    return squares * sizes[a] * sizes[b] / (sizes[a] + sizes[b]);
  }

  private static void merge(double[][] centres, int[] sizes, int kept, int gone) {
    double total = (double) sizes[kept] + sizes[gone];
    for (int j = 0; j < centres[kept].length; j++) {
      centres[kept][j] = (sizes[kept] * centres[kept][j] + sizes[gone] * centres[gone][j]) / total;
    }
    sizes[kept] += sizes[gone];
  }

  /** The last takes the place of the one that goes. */
  private static int remove(int[] alive, int left, int gone) {
    for (int a = 0; a < left; a++) {
      if (alive[a] == gone) {
        alive[a] = alive[left - 1];
        break;
      }
    }
    return left - 1;
  }
}

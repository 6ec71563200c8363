package dev.nervure.mapper;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * HDBSCAN* (Campello, Moulavi, Zimek, Sander, ACM TKDD 10, 2015): clusters of any density, chosen
 * from the hierarchy of all DBSCAN results by excess of mass. All points of an element may be one
 * cluster, without which a single group would be noise or fall apart; then it holds all of them,
 * where scikit-learn with {@code allow_single_cluster} keeps those that leave it last.
 *
 * <p>Merges at equal lengths are one merge, so that the result does not depend on the order of the
 * points. O(m^2 d) time, 8 m d + 12 m minSamples bytes.
 */
public final class Hdbscan implements Clusterer {
  private final int minClusterSize;
  private final int minSamples;

  /**
   * With two settings.
   *
   * @param minClusterSize how many points a cluster has at least, 2 or more
   * @param minSamples how many points, itself counted, make the core distance of a point, 1 or more
   */
  public Hdbscan(int minClusterSize, int minSamples) {
    if (minClusterSize < 2) {
      throw new IllegalArgumentException(
          "min-cluster-size must be at least 2 but was " + minClusterSize);
    }
    if (minSamples < 1) {
      throw new IllegalArgumentException("min-samples must be at least 1 but was " + minSamples);
    }
    this.minClusterSize = minClusterSize;
    this.minSamples = minSamples;
  }

  @Override
  public String name() {
    return "hdbscan";
  }

  @Override
  public String settings() {
    return "min-cluster-size %d, min-samples %d".formatted(minClusterSize, minSamples);
  }

  @Override
  public int fewest() {
    return Math.max(minClusterSize, minSamples);
  }

  @Override
  public long memory(int size, int dimension) {
    return LinkageTree.memory(size, dimension) + 12L * size * minSamples + 64L * size;
  }

  @Override
  public Clustering cluster(PointCloud points, Progress progress) {
    int n = points.size();
    if (n < fewest()) {
      return Clustering.none(n);
    }
    LinkageTree tree = LinkageTree.of(points, coreDistances(points, progress), progress);
    return new CondensedTree(MergeTree.of(tree), minClusterSize).clustering();
  }

  private double[] coreDistances(PointCloud points, Progress progress) {
    double[] core = new double[points.size()];
    if (minSamples > 1) {
      int others = minSamples - 1;
      NeighborTable near = NearestNeighbors.of(points, others, Metric.EUCLIDEAN, 1, progress);
      Arrays.setAll(core, i -> near.distances()[i][others - 1]);
    }
    return core;
  }
}

package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistinctPoints;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A cloud with what estimators share. Each part is made when it is first asked for and then kept,
 * so that estimators that are asked one after another do not compute it again. Safe for several
 * threads; one that asks for what another is making waits for it.
 */
public final class EstimatorInput {
  /** As many as any estimator looks at by default, so that one search serves all. */
  static final int SHARED_NEIGHBORS = MaximumLikelihoodDimension.DEFAULT_NEIGHBORS;

  private final PointCloud cloud;
  private @Nullable DistinctPoints distinct;
  private @Nullable NeighborTable neighbors;

  /** The input of estimators for a cloud. */
  public EstimatorInput(PointCloud cloud) {
    this.cloud = cloud;
  }

  /** All points. */
  public PointCloud cloud() {
    return cloud;
  }

  /** The cloud without repetitions. O(n d), and a sort. */
  public synchronized DistinctPoints distinct() {
    DistinctPoints made = distinct;
    if (made == null) {
      made = DistinctPoints.of(cloud);
      distinct = made;
    }
    return made;
  }

  /**
   * The nearest neighbours of the distinct points, Euclidean; the cloud is scaled by a power of two
   * where squares of its coordinates would not fit. O(n^2 d) time at the first call and where more
   * are asked for than before; 12 bytes a neighbour of each point.
   *
   * @param k how many at least, 1 to one less than the distinct points
   * @return the k nearest of every point, and perhaps more
   * @throws IllegalArgumentException for another k
   */
  public synchronized NeighborTable neighbors(int k, int threads, Progress progress) {
    NeighborTable made = neighbors;
    if (made == null || made.distances()[0].length < k) {
      PointCloud points = distinct().cloud().rescaled();
      int sought = Math.max(k, Math.min(SHARED_NEIGHBORS, points.size() - 1));
      made = NearestNeighbors.of(points, sought, Metric.EUCLIDEAN, threads, progress);
      neighbors = made;
    }
    return made;
  }
}

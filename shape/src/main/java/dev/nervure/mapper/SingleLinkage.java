package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * Single linkage cut at a height: points that steps of at most that length join are one cluster,
 * and a point by itself is one too. That is DBSCAN with one sample, and costs as much.
 */
public final class SingleLinkage implements Clusterer {
  private final Dbscan steps;

  /**
   * With a height.
   *
   * @param height the longest step, in the units of the coordinates, positive and finite
   */
  public SingleLinkage(double height) {
    if (!(height > 0) || Double.isInfinite(height)) {
      throw new IllegalArgumentException(
          "the height of the cut must be positive and finite but was " + height);
    }
    steps = new Dbscan(height, 1);
  }

  @Override
  public String name() {
    return "single_linkage";
  }

  @Override
  public String settings() {
    return "cut at " + steps.eps();
  }

  @Override
  public int fewest() {
    return 1;
  }

  @Override
  public long memory(int size, int dimension) {
    return steps.memory(size, dimension);
  }

  @Override
  public Clustering cluster(PointCloud points, Progress progress) {
    return steps.cluster(points, progress);
  }
}

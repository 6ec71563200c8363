package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/** All points of an element are one cluster, so that the graph is the nerve of the cover. */
public final class OneCluster implements Clusterer {
  @Override
  public String name() {
    return "one";
  }

  @Override
  public String settings() {
    return "";
  }

  @Override
  public int fewest() {
    return 1;
  }

  @Override
  public long memory(int size, int dimension) {
    return 4L * size;
  }

  @Override
  public Clustering cluster(PointCloud points, Progress progress) {
    return Clustering.one(points.size());
  }
}

package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * How the points of one element of a cover fall into clusters. Immutable, and safe for several
 * threads. Which points are together does not depend on their order, but for those that a
 * clustering counts as contested.
 */
public interface Clusterer {
  /** In lower case with underscores. */
  String name();

  /** Its settings in words, to stand behind the name. */
  String settings();

  /** The clusters of a cloud, on one thread. */
  Clustering cluster(PointCloud points, Progress progress);

  /** The fewest points that can be a cluster: smaller clouds are noise whole. */
  int fewest();

  /** What it takes beside the points, in bytes, for so many of so many coordinates. */
  long memory(int size, int dimension);
}

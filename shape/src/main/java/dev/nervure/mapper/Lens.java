package dev.nervure.mapper;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * What gives every point of a cloud the numbers by which a Mapper cuts it. Immutable. The values of
 * a point do not depend on where it stands among the others, up to the rounding of sums over all
 * points.
 */
public interface Lens {
  /** In lower case with underscores. */
  String name();

  /**
   * The values of all points.
   *
   * @param points read block by block
   * @param threads on which no bit depends
   */
  LensValues of(PointRows points, int threads, Progress progress);

  /** The same on one thread. */
  default LensValues of(PointRows points) {
    return of(points, 1, Progress.none());
  }
}

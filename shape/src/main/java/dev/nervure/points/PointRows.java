package dev.nervure.points;

import java.util.Arrays;

/**
 * Points that are read a block at a time, from wherever they lie: all of them need not fit into
 * memory at once.
 */
public interface PointRows {
  /** n, the number of points. */
  int size();

  /** d, the number of coordinates of a point. */
  int dimension();

  /**
   * The points with indices from (inclusive) to (exclusive). Memory: theirs.
   *
   * @throws IndexOutOfBoundsException unless 0 &lt;= from &lt;= to &lt;= n
   */
  PointCloud read(int from, int to);

  /** The points of a cloud. */
  static PointRows of(PointCloud cloud) {
    return new PointRows() {
      @Override
      public int size() {
        return cloud.size();
      }

      @Override
      public int dimension() {
        return cloud.dimension();
      }

      @Override
      public PointCloud read(int from, int to) {
        if (from == 0 && to == cloud.size()) {
          return cloud;
        }
        int[] indices = new int[to - from];
        Arrays.setAll(indices, i -> from + i);
        return cloud.select(indices);
      }
    };
  }
}

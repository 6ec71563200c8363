package dev.nervure.similarity;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;

/**
 * Some rows of others.
 *
 * @param all where they are read from
 * @param indices which, ascending
 */
record SelectedRows(PointRows all, int[] indices) implements PointRows {
  /** Rows that are read at once, where those that are chosen lie apart. */
  private static final int SPAN = 512;

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int dimension() {
    return all.dimension();
  }

  @Override
  public PointCloud read(int from, int to) {
    double[][] chosen = new double[to - from][dimension()];
    int at = from;
    while (at < to) {
      int start = indices[at];
      int end = at;
      while (end < to && indices[end] < start + SPAN) {
        end++;
      }
      PointCloud span = all.read(start, indices[end - 1] + 1);
      for (; at < end; at++) {
        span.copyPoint(indices[at] - start, chosen[at - from]);
      }
    }
    return PointCloud.of(chosen);
  }
}

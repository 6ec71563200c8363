package dev.nervure.mapper;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/** A pass over all points, a block at a time. */
final class PointBlocks {
  /** A block takes about so much. */
  private static final int BLOCK_BYTES = 16 << 20;

  private PointBlocks() {}

  /** What is done with a block. */
  interface Visitor {
    /**
     * Takes a block.
     *
     * @param first index of its first point
     */
    void visit(int first, PointCloud block);
  }

  /** Number of points of a block. */
  static int rows(int dimension) {
    return Math.max(1, BLOCK_BYTES / Double.BYTES / Math.max(1, dimension));
  }

  /** Reads all points in order. Memory: one block. */
  static void visit(PointRows points, String label, Progress progress, Visitor visitor) {
    int rows = rows(points.dimension());
    try (Progress.Task task = progress.begin(label, points.size())) {
      for (int from = 0; from < points.size(); from += rows) {
        progress.checkCancelled();
        int to = Math.min(points.size(), from + rows);
        visitor.visit(from, points.read(from, to));
        task.advance((long) to - from);
      }
    }
  }
}

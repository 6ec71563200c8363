package dev.nervure.points;

import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/** Euclidean distances of points of which no more than two blocks are in memory at a time. */
final class BlockDistances {
  /** A block in float64 takes about so much; more where a single row does. */
  private static final long BLOCK_BYTES = 32L << 20;

  private final PointRows points;
  private final int blockRows;
  private final float[] lower;

  /**
   * For some points.
   *
   * @param points at most as many as a {@link DistanceMatrix} holds
   */
  BlockDistances(PointRows points) {
    long n = points.size();
    this.points = points;
    this.blockRows = blockRows(points.dimension());
    this.lower = new float[Math.toIntExact(n * (n - 1) / 2)];
  }

  /** Rows of a block, so many that reading takes little time beside computing. */
  private static int blockRows(int dimension) {
    long rows = BLOCK_BYTES / Double.BYTES / Math.max(1, dimension);
    return Math.max(StripedPoints.ROWS, (int) (rows / StripedPoints.ROWS) * StripedPoints.ROWS);
  }

  /** Two blocks, and one as it is read. */
  static long memory(int size, int dimension) {
    long rows = Math.min(size, blockRows(dimension));
    return (2L * Double.BYTES + Float.BYTES) * rows * dimension;
  }

  /** The lower triangle, row by row. */
  float[] lower(int threads, Progress progress) {
    int n = points.size();
    long blocks = (n + blockRows - 1) / blockRows;
    try (Progress.Task task = progress.begin("distances", blocks * (blocks + 1) / 2)) {
      for (int row = 0; row < n; row += blockRows) {
        StripedPoints rows = read(row);
        for (int column = 0; column <= row; column += blockRows) {
          progress.checkCancelled();
          StripedPoints columns = column == row ? rows : read(column);
          compute(rows, row, columns, column, threads, progress);
          task.advance(1);
        }
      }
    }
    return lower;
  }

  private StripedPoints read(int from) {
    return new StripedPoints(points.read(from, Math.min(points.size(), from + blockRows)));
  }

  private void compute(
      StripedPoints rows,
      int firstRow,
      StripedPoints columns,
      int firstColumn,
      int threads,
      Progress progress) {
    int down = (rows.size() + StripedPoints.ROWS - 1) / StripedPoints.ROWS;
    int across = (columns.size() + StripedPoints.COLUMNS - 1) / StripedPoints.COLUMNS;
    AtomicInteger next = new AtomicInteger();
    ParallelTasks.run(
        threads,
        worker -> {
          StripedPoints.Squares squares = new StripedPoints.Squares();
          for (int t = next.getAndIncrement(); t < down * across; t = next.getAndIncrement()) {
            int row = t / across * StripedPoints.ROWS;
            int column = t % across * StripedPoints.COLUMNS;
            int rowCount = Math.min(StripedPoints.ROWS, rows.size() - row);
            if (firstColumn + column < firstRow + row + rowCount - 1) {
              progress.checkCancelled();
              int columnCount = Math.min(StripedPoints.COLUMNS, columns.size() - column);
              squares.compute(rows, row, rowCount, columns, column, columnCount);
              store(squares, firstRow + row, rowCount, firstColumn + column, columnCount);
            }
          }
        });
  }

  /** Of each row the distances to points before it. */
  private void store(
      StripedPoints.Squares squares, int firstRow, int rowCount, int firstColumn, int columnCount) {
    for (int r = 0; r < rowCount; r++) {
      int row = firstRow + r;
      int count = Math.min(columnCount, row - firstColumn);
      double[] found = squares.row(r);
      long at = (long) row * (row - 1) / 2 + firstColumn;
      for (int w = 0; w < count; w++) {
        lower[(int) at + w] = (float) Math.sqrt(found[w]);
      }
    }
  }
}

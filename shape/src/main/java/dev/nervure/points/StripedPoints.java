package dev.nervure.points;

import java.util.Arrays;

/**
 * A block of points in float64, cut into stripes of a few coordinates: a stripe of all points lies
 * together, so that it stays in the cache while distances add up stripe by stripe. The last stripe
 * is filled up with zeros. 8 n d bytes.
 */
final class StripedPoints {
  /** Rows whose distances are computed together. */
  static final int ROWS = 64;

  /** Columns whose distances are computed together: long enough for vector instructions. */
  static final int COLUMNS = 128;

  /** Coordinates of a stripe, so that one of so many columns fits into the smallest cache. */
  private static final int STRIPE = 16;

  private final int size;
  private final double[][] stripes;

  /** Cuts a block. O(n d). */
  StripedPoints(PointCloud block) {
    this.size = block.size();
    int dimension = block.dimension();
    this.stripes = new double[(dimension + STRIPE - 1) / STRIPE][size * STRIPE];
    double[] point = new double[dimension];
    for (int i = 0; i < size; i++) {
      block.copyPoint(i, point);
      for (int s = 0; s < stripes.length; s++) {
        int from = s * STRIPE;
        System.arraycopy(point, from, stripes[s], i * STRIPE, Math.min(STRIPE, dimension - from));
      }
    }
  }

  /** Number of points. */
  int size() {
    return size;
  }

  /** The workspace of a thread, with the squared distances that it found last. */
  static final class Squares {
    private final double[][] sums = new double[ROWS][COLUMNS];
    private final double[][] tile = new double[STRIPE][COLUMNS];

    /** The squared distances from one row to the columns. */
    double[] row(int r) {
      return sums[r];
    }

    /**
     * Squared Euclidean distances from points of one block to points of another, summed in the
     * order of {@link PointTile}.
     *
     * @param rowCount how many rows from {@code fromRow} on, at most {@link #ROWS}
     * @param columnCount how many columns from {@code fromColumn} on, at most {@link #COLUMNS}
     */
    void compute(
        StripedPoints rows,
        int fromRow,
        int rowCount,
        StripedPoints columns,
        int fromColumn,
        int columnCount) {
      for (int r = 0; r < rowCount; r++) {
        Arrays.fill(sums[r], 0);
      }
      for (int s = 0; s < rows.stripes.length; s++) {
        transpose(columns.stripes[s], fromColumn, columnCount);
        double[] stripe = rows.stripes[s];
        for (int r = 0; r < rowCount; r++) {
          add(stripe, (fromRow + r) * STRIPE, sums[r]);
        }
      }
    }

    private void transpose(double[] stripe, int from, int count) {
      for (int w = 0; w < count; w++) {
        int at = (from + w) * STRIPE;
        for (int k = 0; k < STRIPE; k++) {
          tile[k][w] = stripe[at + k];
        }
      }
    }

    private void add(double[] stripe, int at, double[] row) {
      for (int k = 0; k < STRIPE; k += PointTile.GROUP) {
        PointTile.addFourSquares(
            row,
            tile[k],
            tile[k + 1],
            tile[k + 2],
            tile[k + 3],
            stripe[at + k],
            stripe[at + k + 1],
            stripe[at + k + 2],
            stripe[at + k + 3],
            COLUMNS);
      }
    }
  }
}

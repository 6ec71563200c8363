package dev.nervure.homology;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;

/**
 * Bounding boxes of blocks of consecutive points and lower bounds of the distances between blocks.
 */
final class BlockBounds {
  /**
   * Sums of squares round differently from one distance to the next, by a few units in the 53rd
   * place; the bound gives way by far more than that. Rounded to float32 it then never exceeds the
   * rounded distance, as rounding is monotone.
   */
  private static final double SLACK = 1 - 1e-9;

  private final Metric metric;
  private final double[][] low;
  private final double[][] high;

  BlockBounds(PointCloud cloud, Metric metric, int block) {
    this.metric = metric;
    int blocks = (cloud.size() + block - 1) / block;
    int d = cloud.dimension();
    low = new double[blocks][d];
    high = new double[blocks][d];
    for (int b = 0; b < blocks; b++) {
      for (int j = 0; j < d; j++) {
        low[b][j] = Double.POSITIVE_INFINITY;
        high[b][j] = Double.NEGATIVE_INFINITY;
      }
      for (int i = b * block; i < Math.min(cloud.size(), (b + 1) * block); i++) {
        for (int j = 0; j < d; j++) {
          low[b][j] = Math.min(low[b][j], cloud.coordinate(i, j));
          high[b][j] = Math.max(high[b][j], cloud.coordinate(i, j));
        }
      }
    }
  }

  /** No two points of the blocks are nearer than this. O(d). */
  double gap(int a, int b) {
    double sum = 0;
    double max = 0;
    double squares = 0;
    for (int j = 0; j < low[a].length; j++) {
      double gap = Math.max(0, Math.max(low[a][j] - high[b][j], low[b][j] - high[a][j]));
      sum += gap;
      max = Math.max(max, gap);
      squares += gap * gap;
    }
    return SLACK
        * switch (metric) {
          case EUCLIDEAN -> Math.sqrt(squares);
          case MANHATTAN -> sum;
          case CHEBYSHEV -> max;
          case COSINE -> 0;
        };
  }
}

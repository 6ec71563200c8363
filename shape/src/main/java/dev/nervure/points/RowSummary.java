package dev.nervure.points;

import java.util.Arrays;

/**
 * What one pass over points tells: the range of each coordinate, the length of each point, and the
 * format that the coordinates were rounded to. Immutable. Memory: 8 (n + 2 d) bytes.
 */
public final class RowSummary {
  private static final int BLOCK_VALUES = 1 << 22;

  private final double[] lowest;
  private final double[] highest;
  private final double[] norms;
  private final CoordinatePrecision precision;

  private RowSummary(
      double[] lowest, double[] highest, double[] norms, CoordinatePrecision precision) {
    this.lowest = lowest;
    this.highest = highest;
    this.norms = norms;
    this.precision = precision;
  }

  /** Reads all points once, in blocks. O(n d). */
  public static RowSummary of(PointRows points) {
    int n = points.size();
    int d = points.dimension();
    double[] lowest = new double[d];
    double[] highest = new double[d];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
    double[] norms = new double[n];
    double[] point = new double[d];
    CoordinatePrecision.Digits digits = new CoordinatePrecision.Digits();
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < n; from += step) {
      PointCloud block = points.read(from, Math.min(n, from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, point);
        double squares = 0;
        for (int j = 0; j < d; j++) {
          double value = point[j];
          lowest[j] = Math.min(lowest[j], value);
          highest[j] = Math.max(highest[j], value);
          squares += value * value;
          digits.add(value);
        }
        norms[from + i] = Math.sqrt(squares);
      }
    }
    return new RowSummary(lowest, highest, norms, digits.precision());
  }

  /** The largest absolute value of a coordinate; 0 where there is none. */
  double largest() {
    double largest = 0;
    for (int j = 0; j < lowest.length && norms.length > 0; j++) {
      largest = Math.max(largest, Math.max(-lowest[j], highest[j]));
    }
    return largest;
  }

  /** The distance of a point from the origin; infinite where its square has no float64. */
  double norm(int i) {
    return norms[i];
  }

  /** The format of the coordinates. */
  CoordinatePrecision precision() {
    return precision;
  }

  /**
   * A block of the points with every coordinate scaled from its range over all points to [0, 1], as
   * {@link FeatureScaling#MIN_MAX} does; of the element type of the block. O(n d).
   */
  public PointCloud toUnitRange(PointCloud block) {
    return block.map((value, j) -> unit(value, lowest[j], highest[j]));
  }

  /** 0 for the lowest, 1 for the highest; 0 where all are equal. */
  static double unit(double value, double low, double high) {
    // Differences of finite numbers can be infinite.
    double factor = Double.isInfinite(high - low) ? 0.5 : 1;
    double range = factor * high - factor * low;
    return range > 0 ? (factor * value - factor * low) / range : 0;
  }
}

package dev.nervure.points;

import java.util.Arrays;

/** The lowest and the highest value of each coordinate of the points seen so far. 16 d bytes. */
public final class CoordinateRanges {
  private final double[] lowest;
  private final double[] highest;

  /** Of points with d coordinates, none of them seen yet. */
  public CoordinateRanges(int dimension) {
    lowest = new double[dimension];
    highest = new double[dimension];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
  }

  /** Looks at one more point, of d finite coordinates. */
  public void add(double[] point) {
    for (int j = 0; j < lowest.length; j++) {
      lowest[j] = Math.min(lowest[j], point[j]);
      highest[j] = Math.max(highest[j], point[j]);
    }
  }

  /**
   * Where a value lies in the range of its coordinate, as {@link FeatureScaling#MIN_MAX} has it: 0
   * for the lowest, 1 for the highest, 0 where all are equal.
   */
  public double toUnit(double value, int coordinate) {
    return unit(value, lowest[coordinate], highest[coordinate]);
  }

  /** The highest value less the lowest; 0 where no point was seen. */
  double range(int coordinate) {
    return Math.max(0, highest[coordinate] - lowest[coordinate]);
  }

  static double unit(double value, double low, double high) {
    // Differences of finite numbers can be infinite.
    double factor = Double.isInfinite(high - low) ? 0.5 : 1;
    double range = factor * high - factor * low;
    return range > 0 ? (factor * value - factor * low) / range : 0;
  }

  /** The largest absolute value; 0 where no point was seen. */
  double largest() {
    double largest = 0;
    for (int j = 0; j < lowest.length; j++) {
      if (lowest[j] <= highest[j]) {
        largest = Math.max(largest, Math.max(-lowest[j], highest[j]));
      }
    }
    return largest;
  }
}

package dev.nervure.points;

import java.util.Arrays;

/** The lowest and the highest value of each coordinate of the points seen so far. 16 d bytes. */
final class CoordinateRanges {
  private final double[] lowest;
  private final double[] highest;

  /** Of points with d coordinates, none of them seen yet. */
  CoordinateRanges(int dimension) {
    lowest = new double[dimension];
    highest = new double[dimension];
    Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    Arrays.fill(highest, Double.NEGATIVE_INFINITY);
  }

  /** Looks at one more point, of d finite coordinates. */
  void add(double[] point) {
    for (int j = 0; j < lowest.length; j++) {
      lowest[j] = Math.min(lowest[j], point[j]);
      highest[j] = Math.max(highest[j], point[j]);
    }
  }

  /**
   * Where a value lies in the range of its coordinate, as {@link FeatureScaling#MIN_MAX} has it: 0
   * for the lowest, 1 for the highest, 0 where all are equal.
   */
  double toUnit(double value, int coordinate) {
    return unit(value, lowest[coordinate], highest[coordinate]);
  }

  /** Whether the values of a coordinate differ by no more than a share of the largest of them. */
  boolean isWithin(double share, int coordinate) {
    double low = lowest[coordinate];
    double high = highest[coordinate];
    return high - low <= share * Math.max(Math.abs(low), Math.abs(high));
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

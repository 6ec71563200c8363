package dev.nervure.points;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.stats.Quantiles;
import java.util.Arrays;

/**
 * How the features (coordinates) of a cloud are scaled before distances are taken, each by itself
 * over all points. A constant feature becomes 0. O(n d), with a sort for {@link #QUANTILE}.
 */
public enum FeatureScaling {
  /** As they are. */
  NONE,
  /** Smallest value to 0, largest to 1. Makes layers comparable, and lets one outlier decide. */
  MIN_MAX,
  /** Mean 0 and standard deviation 1 (divisor n). */
  STANDARD,
  /** The 5 % quantile to 0 and the 95 % quantile to 1: as MIN_MAX without the outliers' vote. */
  QUANTILE;

  private static final double LOW_QUANTILE = 0.05;
  private static final double HIGH_QUANTILE = 0.95;

  /** The scaled cloud, of the same element type. */
  public PointCloud apply(PointCloud cloud) {
    if (this == NONE || cloud.size() == 0) {
      return cloud;
    }
    int n = cloud.size();
    int d = cloud.dimension();
    boolean single = cloud.array().type() == ElementType.FLOAT32;
    float[] floats = single ? new float[n * d] : new float[0];
    double[] doubles = single ? new double[0] : new double[n * d];
    double[] column = new double[n];
    for (int j = 0; j < d; j++) {
      for (int i = 0; i < n; i++) {
        column[i] = cloud.coordinate(i, j);
      }
      scale(column);
      for (int i = 0; i < n; i++) {
        if (single) {
          floats[i * d + j] = (float) column[i];
        } else {
          doubles[i * d + j] = column[i];
        }
      }
    }
    return PointCloud.of(single ? NdArray.of(floats, n, d) : NdArray.of(doubles, n, d));
  }

  private void scale(double[] column) {
    // Through [0, 1] first: differences of finite numbers, and their squares, can be infinite.
    toUnit(column);
    double origin;
    double unit;
    switch (this) {
      case STANDARD -> {
        origin = mean(column);
        double sum = 0;
        for (double value : column) {
          sum += (value - origin) * (value - origin);
        }
        unit = Math.sqrt(sum / column.length);
      }
      case QUANTILE -> {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        origin = Quantiles.ofAscending(sorted, LOW_QUANTILE);
        unit = Quantiles.ofAscending(sorted, HIGH_QUANTILE) - origin;
      }
      default -> {
        return;
      }
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = unit > 0 ? (column[i] - origin) / unit : 0;
    }
  }

  private static void toUnit(double[] column) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : column) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = CoordinateRanges.unit(column[i], low, high);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}

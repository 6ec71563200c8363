package dev.nervure.points;

import dev.nervure.stats.HalfSplits;
import dev.nervure.stats.RandomStream;

/**
 * How uncertain distances are whose coordinates were scaled to [0, 1]: the range of a coordinate is
 * that of its two most extreme points, and other draws have other extremes. All scaled distances
 * grow and shrink together with them.
 */
public final class RangeNoise {
  private static final int SPLITS = 8;
  private static final int BLOCK_VALUES = 1 << 22;

  /** Seconds for one coordinate of one point and one split, rounded up. */
  private static final double COORDINATE = 1.5e-9;

  private RangeNoise() {}

  /**
   * The relative standard error that the ranges give to a typical distance, the root of the mean
   * square over all pairs: from random splits of the points into halves ({@link HalfSplits}), whose
   * ranges differ as those of independent draws. Extremes of n points scatter hardly less than
   * those of n / 2 (by a tenth for Gaussian coordinates), so that the scatter at n / 2 is taken,
   * not the half of its square; of coordinates with bounds it is too large, but small. O(n d) for
   * each of 8 splits; memory 300 d bytes.
   *
   * @param points at least 4
   */
  public static double relativeError(PointRows points, RandomStream stream) {
    int n = points.size();
    int d = points.dimension();
    boolean[][] isInFirst = new boolean[SPLITS][n];
    boolean[][] isInSecond = new boolean[SPLITS][n];
    CoordinateRanges[][] ranges = new CoordinateRanges[SPLITS][2];
    for (int split = 0; split < SPLITS; split++) {
      int[][] halves = HalfSplits.halves(n, stream.derive(split));
      mark(isInFirst[split], halves[0]);
      mark(isInSecond[split], halves[1]);
      ranges[split][0] = new CoordinateRanges(d);
      ranges[split][1] = new CoordinateRanges(d);
    }
    double[] sums = new double[d];
    double[] squares = new double[d];
    double[] point = new double[d];
    double[] origin = new double[d];
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < n; from += step) {
      PointCloud block = points.read(from, Math.min(n, from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, point);
        if (from + i == 0) {
          System.arraycopy(point, 0, origin, 0, d); // so that squares do not cancel
        }
        for (int j = 0; j < d; j++) {
          double value = point[j] - origin[j];
          sums[j] += value;
          squares[j] += value * value;
        }
        for (int split = 0; split < SPLITS; split++) {
          if (isInFirst[split][from + i]) {
            ranges[split][0].add(point);
          } else if (isInSecond[split][from + i]) {
            ranges[split][1].add(point);
          }
        }
      }
    }
    double[][] logarithms = new double[SPLITS][2];
    for (int split = 0; split < SPLITS; split++) {
      for (int half = 0; half < 2; half++) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
          double variance = Math.max(0, squares[j] - sums[j] * sums[j] / n);
          double range = ranges[split][half].range(j);
          sum += range > 0 ? variance / (range * range) : 0;
        }
        logarithms[split][half] = sum > 0 ? StrictMath.log(sum) / 2 : 0;
      }
    }
    return Math.sqrt(2) * HalfSplits.standardError(logarithms);
  }

  /** Expected time of {@link #relativeError}. */
  public static double seconds(int points, int coordinates) {
    return COORDINATE * SPLITS * points * coordinates;
  }

  private static void mark(boolean[] marks, int[] indices) {
    for (int i : indices) {
      marks[i] = true;
    }
  }
}

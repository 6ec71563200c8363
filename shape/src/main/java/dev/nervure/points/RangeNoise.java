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
   * The relative standard error that the ranges give to a typical distance: from random splits of
   * the points into halves ({@link HalfSplits}), whose ranges differ as those of independent draws.
   * Extremes of n points scatter hardly less than those of n / 2 (by a tenth for Gaussian
   * coordinates), so that the scatter at n / 2 is taken, not the half of its square; of coordinates
   * with bounds it is too large, but small. Coordinates that {@link UnitScaling} does not scale
   * have no part. O(n d) for each of 8 splits; memory 300 d bytes.
   *
   * @param points at least 4
   * @param summary of these points
   */
  public static double relativeError(PointRows points, RowSummary summary, RandomStream stream) {
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
    CoordinateRanges all = new CoordinateRanges(d);
    double[] differences = new double[d];
    double[] point = new double[d];
    double[] before = new double[d];
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < n; from += step) {
      PointCloud block = points.read(from, Math.min(n, from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, point);
        all.add(point);
        for (int j = 0; j < d && from + i > 0; j++) {
          differences[j] += Math.abs(point[j] - before[j]) / (n - 1);
        }
        System.arraycopy(point, 0, before, 0, d);
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
        logarithms[split][half] =
            logarithm(differences, summary.scaling(), all, ranges[split][half]);
      }
    }
    return Math.sqrt(2) * HalfSplits.standardError(logarithms);
  }

  /**
   * By what the logarithm of a typical distance changes, to first order, where the ranges are those
   * of a half: the mean over coordinates of the change of each, by the share that it has in squared
   * distances. That is the square of its mean difference between points that follow one another: a
   * coordinate that differs in a few points only has no part in most distances. It may have no
   * range in a half, and counts as no smaller than that difference.
   */
  private static double logarithm(
      double[] differences, UnitScaling scaling, CoordinateRanges all, CoordinateRanges half) {
    double sum = 0;
    double shares = 0;
    for (int j = 0; j < differences.length; j++) {
      double range = all.range(j);
      if (differences[j] > 0 && !scaling.isConstant(j)) {
        double scaled = differences[j] / range;
        double share = scaled * scaled;
        sum -= share * StrictMath.log(Math.max(half.range(j), differences[j]) / range);
        shares += share;
      }
    }
    return shares > 0 ? sum / shares : 0;
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

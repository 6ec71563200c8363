package dev.nervure.study.contrast;

import dev.nervure.array.NdArray;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;

/** The points of one group followed by those of another. */
public record UnionRows(PointRows first, PointRows second) implements PointRows {
  private static final int BLOCK_VALUES = 1 << 22;

  @Override
  public int size() {
    return first.size() + second.size();
  }

  @Override
  public int dimension() {
    return first.dimension();
  }

  @Override
  public PointCloud read(int from, int to) {
    int cut = first.size();
    if (to <= cut) {
      return first.read(from, to);
    }
    if (from >= cut) {
      return second.read(from - cut, to - cut);
    }
    int d = dimension();
    double[] values = new double[Math.multiplyExact(to - from, d)];
    copy(first.read(from, cut), values, 0);
    copy(second.read(0, to - cut), values, (cut - from) * d);
    return PointCloud.of(NdArray.of(values, to - from, d));
  }

  private static void copy(PointCloud points, double[] values, int at) {
    double[] point = new double[points.dimension()];
    for (int i = 0; i < points.size(); i++) {
      points.copyPoint(i, point);
      System.arraycopy(point, 0, values, at + i * point.length, point.length);
    }
  }

  /** The mean coordinate of each point. O(n d), block by block. */
  double[] levels() {
    double[] levels = new double[size()];
    int d = dimension();
    double[] point = new double[d];
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < levels.length; from += step) {
      PointCloud block = read(from, Math.min(levels.length, from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, point);
        double sum = 0;
        for (double value : point) {
          sum += value;
        }
        levels[from + i] = sum / d;
      }
    }
    return levels;
  }
}

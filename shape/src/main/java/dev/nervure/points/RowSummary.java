package dev.nervure.points;

/**
 * What one pass over points tells: the range of each coordinate, the length of each point, and the
 * format that the coordinates were rounded to. Immutable. Memory: 8 (n + 2 d) bytes.
 */
public final class RowSummary {
  private static final int BLOCK_VALUES = 1 << 22;

  private final UnitScaling scaling;
  private final double[] norms;

  private RowSummary(UnitScaling scaling, double[] norms) {
    this.scaling = scaling;
    this.norms = norms;
  }

  /** Reads all points once, in blocks. O(n d). */
  public static RowSummary of(PointRows points) {
    int n = points.size();
    int d = points.dimension();
    UnitScaling.Seen seen = new UnitScaling.Seen(d);
    double[] norms = new double[n];
    double[] point = new double[d];
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < n; from += step) {
      PointCloud block = points.read(from, Math.min(n, from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, point);
        seen.add(point);
        double squares = 0;
        for (double value : point) {
          squares += value * value;
        }
        norms[from + i] = Math.sqrt(squares);
      }
    }
    return new RowSummary(seen.scaling(), norms);
  }

  /** The largest absolute value of a coordinate; 0 where there is none. */
  double largest() {
    return scaling.largest();
  }

  /** The distance of a point from the origin; infinite where its square has no float64. */
  double norm(int i) {
    return norms[i];
  }

  /** The format of the coordinates. */
  CoordinatePrecision precision() {
    return scaling.precision();
  }

  /** How coordinates are scaled by their ranges over all points. */
  UnitScaling scaling() {
    return scaling;
  }

  /**
   * A block of the points with every coordinate scaled by {@link UnitScaling} over all points; of
   * the element type of the block. O(n d).
   */
  public PointCloud toUnitRange(PointCloud block) {
    return block.map(scaling::of);
  }
}

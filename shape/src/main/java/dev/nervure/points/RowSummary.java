package dev.nervure.points;

/**
 * What one pass over points tells: the range of each coordinate, the length of each point, and the
 * format that the coordinates were rounded to. Immutable. Memory: 8 (n + 2 d) bytes.
 */
public final class RowSummary {
  private static final int BLOCK_VALUES = 1 << 22;

  private final CoordinateRanges ranges;
  private final double[] norms;
  private final CoordinatePrecision precision;

  private RowSummary(CoordinateRanges ranges, double[] norms, CoordinatePrecision precision) {
    this.ranges = ranges;
    this.norms = norms;
    this.precision = precision;
  }

  /** Reads all points once, in blocks. O(n d). */
  public static RowSummary of(PointRows points) {
    int n = points.size();
    int d = points.dimension();
    CoordinateRanges ranges = new CoordinateRanges(d);
    double[] norms = new double[n];
    double[] point = new double[d];
    CoordinatePrecision.Digits digits = new CoordinatePrecision.Digits();
    int step = Math.max(1, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < n; from += step) {
      PointCloud block = points.read(from, Math.min(n, from + step));
      for (int i = 0; i < block.size(); i++) {
        block.copyPoint(i, point);
        ranges.add(point);
        double squares = 0;
        for (double value : point) {
          squares += value * value;
          digits.add(value);
        }
        norms[from + i] = Math.sqrt(squares);
      }
    }
    return new RowSummary(ranges, norms, digits.precision());
  }

  /** The largest absolute value of a coordinate; 0 where there is none. */
  double largest() {
    return ranges.largest();
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
    return block.map(ranges::toUnit);
  }
}

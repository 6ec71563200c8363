package dev.nervure.points;

/**
 * Every coordinate scaled from its range over all points to [0, 1], as {@link
 * FeatureScaling#MIN_MAX} does, but for those whose values differ by no more than the rounding of
 * their numbers: they become 0, as constant ones do. Scaled up, such a coordinate would be as wide
 * as any other and be noise alone. Immutable.
 */
public final class UnitScaling {
  private final CoordinateRanges ranges;
  private final CoordinatePrecision precision;

  private UnitScaling(CoordinateRanges ranges, CoordinatePrecision precision) {
    this.ranges = ranges;
    this.precision = precision;
  }

  /** Points, one after another. 16 d bytes, shared with what {@link #scaling} gives. */
  public static final class Seen {
    private final CoordinateRanges ranges;
    private final CoordinatePrecision.Digits digits = new CoordinatePrecision.Digits();

    /** Of points with d coordinates, none of them seen yet. */
    public Seen(int dimension) {
      ranges = new CoordinateRanges(dimension);
    }

    /** Looks at one more point, of d finite coordinates. */
    public void add(double[] point) {
      ranges.add(point);
      for (double value : point) {
        digits.add(value);
      }
    }

    /** The scaling by all points, once they have been seen. */
    public UnitScaling scaling() {
      return new UnitScaling(ranges, digits.precision());
    }
  }

  /**
   * Where a value lies in the range of its coordinate: 0 for the lowest, 1 for the highest, 0 where
   * all are equal up to rounding.
   */
  public double of(double value, int coordinate) {
    return isConstant(coordinate) ? 0 : ranges.toUnit(value, coordinate);
  }

  /** Whether all values of a coordinate are equal up to rounding. */
  boolean isConstant(int coordinate) {
    return ranges.isWithin(precision.rounding(), coordinate);
  }

  /** The largest absolute value of a coordinate; 0 where there is none. */
  double largest() {
    return ranges.largest();
  }

  /** The format that the coordinates were rounded to. */
  CoordinatePrecision precision() {
    return precision;
  }
}

package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.List;
import java.util.Locale;

/**
 * Intervals of one length along every column of a lens; of several columns, the boxes that are
 * products of these. A column whose values are all the same has one interval. O(n) time for one
 * column; a point lies in about (1/(1 - p))^q boxes of q columns.
 */
public final class IntervalCover implements Cover {
  private final int intervals;
  private final double overlap;
  private final IntervalConvention convention;

  /**
   * Equal intervals.
   *
   * @param intervals n, how many a column, 1 or more
   * @param overlap p, which fraction of its length an interval shares with the next, in [0, 1)
   * @param convention where they lie
   * @throws IllegalArgumentException for other numbers
   */
  public IntervalCover(int intervals, double overlap, IntervalConvention convention) {
    requireIntervals(intervals, overlap);
    this.intervals = intervals;
    this.overlap = overlap;
    this.convention = convention;
  }

  static void requireIntervals(int intervals, double overlap) {
    if (intervals < 1) {
      throw new IllegalArgumentException(
          "a cover needs at least 1 interval but was asked for " + intervals);
    }
    if (!(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException(
          "the overlap of intervals must be a fraction in [0, 1) but was " + overlap);
    }
  }

  @Override
  public String name() {
    return "intervals";
  }

  @Override
  public String settings() {
    return "%d intervals, overlap %s, %s"
        .formatted(
            intervals, overlap, convention.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  @Override
  public List<CoverElement> elements(LensValues lens, Progress progress) {
    Intervals[] columns = new Intervals[lens.columns()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = intervals(lens.smallest(c), lens.largest(c));
    }
    return BoxElements.of(lens, columns, progress);
  }

  /**
   * The intervals of a range.
   *
   * @param lowest lower end of the range
   * @param highest upper end of the range
   */
  public Intervals intervals(double lowest, double highest) {
    double range = highest - lowest;
    if (range == 0) {
      return new Intervals(new double[] {lowest}, new double[] {highest});
    }
    double[] lower = new double[intervals];
    double[] upper = new double[intervals];
    for (int k = 0; k < intervals; k++) {
      if (convention == IntervalConvention.FIXED_CENTRES) {
        double half = range / (2 * intervals * (1 - overlap));
        double centre = lowest + (k + 0.5) * range / intervals;
        lower[k] = centre - half;
        upper[k] = centre + half;
      } else {
        double length = range / (intervals - (intervals - 1) * overlap);
        lower[k] = lowest + k * length * (1 - overlap);
        upper[k] = lower[k] + length;
      }
    }
    // Rounding must not push the ends of the range out of the cover.
    lower[0] = Math.min(lower[0], lowest);
    upper[intervals - 1] = Math.max(upper[intervals - 1], highest);
    return new Intervals(lower, upper);
  }
}

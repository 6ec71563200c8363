package dev.nervure.mapper;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.List;

/**
 * Intervals along every column of a lens that hold as many points each, and share the fraction p of
 * them with the next: the quantiles of the lens are cut as {@link IntervalConvention#FIT_IN_RANGE}
 * cuts its range. Points of one value are never parted, so that where values repeat an interval
 * holds more; one that another holds whole is left out, so that there are fewer. Of several
 * columns, the boxes that are products of these. O(n log n) time.
 */
public final class BalancedCover implements Cover {
  private final int intervals;
  private final double overlap;

  /**
   * Intervals of equal counts.
   *
   * @param intervals how many a column, 1 or more; fewer where values repeat
   * @param overlap which fraction of its points an interval shares with the next, in [0, 1)
   */
  public BalancedCover(int intervals, double overlap) {
    IntervalCover.requireIntervals(intervals, overlap);
    this.intervals = intervals;
    this.overlap = overlap;
  }

  @Override
  public String name() {
    return "balanced";
  }

  @Override
  public String settings() {
    return "%d intervals, overlap %s".formatted(intervals, overlap);
  }

  @Override
  public List<CoverElement> elements(LensValues lens, Progress progress) {
    Intervals[] columns = new Intervals[lens.columns()];
    for (int c = 0; c < columns.length; c++) {
      double[] ascending = lens.column(c);
      Arrays.sort(ascending);
      columns[c] = intervals(ascending);
    }
    return BoxElements.of(lens, columns, progress);
  }

  private Intervals intervals(double[] ascending) {
    Intervals ranks =
        new IntervalCover(intervals, overlap, IntervalConvention.FIT_IN_RANGE)
            .intervals(0, ascending.length);
    double[] lower = new double[ranks.count()];
    double[] upper = new double[ranks.count()];
    int count = 0;
    for (int k = 0; k < lower.length; k++) {
      int first = (int) Math.min(ascending.length - 1, Math.rint(ranks.lower()[k]));
      int last = (int) Math.max(first, Math.rint(ranks.upper()[k]) - 1);
      double from = ascending[first];
      double to = ascending[Math.min(ascending.length - 1, last)];
      // Both ends ascend: an interval in another begins or ends where its neighbour does.
      if (count > 0 && to == upper[count - 1]) {
        continue;
      }
      if (count == 0 || from != lower[count - 1]) {
        count++;
      }
      lower[count - 1] = from;
      upper[count - 1] = to;
    }
    return new Intervals(Arrays.copyOf(lower, count), Arrays.copyOf(upper, count));
  }
}

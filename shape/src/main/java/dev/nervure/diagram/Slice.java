package dev.nervure.diagram;

import java.util.Arrays;

/**
 * A diagram as seen along one direction: the step function of t that counts the projections of its
 * bars up to t, less the projections of their nearest points of the diagonal. It is 0 at both ends.
 * Reused from direction to direction; one thread writes, then several may read.
 *
 * <p>The line is cut into cells of equal width, the same for all slices that are compared. Of each
 * cell a slice knows the integral of its function, and the least and largest value.
 */
final class Slice {
  /** Steps of a cell, on average: few enough to cross seldom, many enough to be worth a cell. */
  private static final int STEPS_A_CELL = 16;

  private static final int MOST_CELLS = 1 << 14;

  /** A bucket of more than so many is sorted, not inserted into. */
  private static final int SMALL_BUCKET = 24;

  private final double[] births;
  private final double[] deaths;

  /** Middles of the bars, ascending: the order of their projections from the diagonal. */
  private final double[] middles;

  private final double[] ofBars;
  private final double[] sorted;
  private final int[] bucketEnds;

  /** Where the function steps, ascending, and its value behind each step. */
  private final double[] steps;

  private final int[] levels;

  /** First step of each cell, and the number of steps. */
  private int[] cellStarts = {};

  private double[] integrals = {};
  private int[] lows = {};
  private int[] highs = {};

  /** Cells outside have no step, and the function is 0 in them. */
  private int firstCell;

  private int lastCell;
  private double from;
  private double width;

  Slice(double[][] bars) {
    int size = bars.length;
    births = new double[size];
    deaths = new double[size];
    middles = new double[size];
    for (int i = 0; i < size; i++) {
      births[i] = bars[i][0];
      deaths[i] = bars[i][1];
      middles[i] = bars[i][0] / 2 + bars[i][1] / 2;
    }
    Arrays.sort(middles);
    ofBars = new double[size];
    sorted = new double[size];
    bucketEnds = new int[size + 1];
    steps = new double[2 * size];
    levels = new int[2 * size];
  }

  /** How many cells suit diagrams of at most so many bars. */
  static int cellsFor(int bars) {
    return Math.max(1, Math.min(MOST_CELLS, 2 * bars / STEPS_A_CELL));
  }

  /** The first step; infinite without steps. */
  double first() {
    return steps.length == 0 ? Double.POSITIVE_INFINITY : steps[0];
  }

  /** The last step; negatively infinite without steps. */
  double last() {
    return steps.length == 0 ? Double.NEGATIVE_INFINITY : steps[steps.length - 1];
  }

  /** Looks along a direction. */
  void project(double cosine, double sine) {
    int size = births.length;
    for (int i = 0; i < size; i++) {
      ofBars[i] = cosine * births[i] + sine * deaths[i];
    }
    sortProjections();
    double along = cosine + sine;
    int bar = 0;
    int middle = 0;
    int level = 0;
    for (int step = 0; step < steps.length; step++) {
      double ofMiddle =
          middle == size
              ? Double.POSITIVE_INFINITY
              : along * middles[along < 0 ? size - 1 - middle : middle];
      if (bar < size && sorted[bar] <= ofMiddle) {
        steps[step] = sorted[bar++];
        level++;
      } else {
        steps[step] = ofMiddle;
        middle++;
        level--;
      }
      levels[step] = level;
    }
  }

  /** By as many buckets of equal width as there are bars: linear where they are spread. */
  private void sortProjections() {
    int size = ofBars.length;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : ofBars) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double perBucket = high > low ? (size - 1) / (high - low) : 0;
    Arrays.fill(bucketEnds, 0);
    for (double value : ofBars) {
      bucketEnds[(int) ((value - low) * perBucket) + 1]++;
    }
    for (int bucket = 1; bucket <= size; bucket++) {
      bucketEnds[bucket] += bucketEnds[bucket - 1];
    }
    for (double value : ofBars) {
      sorted[bucketEnds[(int) ((value - low) * perBucket)]++] = value;
    }
    int start = 0;
    for (int bucket = 0; bucket < size; bucket++) {
      int end = bucketEnds[bucket];
      if (end - start > SMALL_BUCKET) {
        Arrays.sort(sorted, start, end);
      } else {
        insert(start, end);
      }
      start = end;
    }
  }

  private void insert(int start, int end) {
    for (int i = start + 1; i < end; i++) {
      double value = sorted[i];
      int at = i;
      while (at > start && sorted[at - 1] > value) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = value;
    }
  }

  /** Cuts the line into cells. */
  void fill(double from, double width, int cells) {
    this.from = from;
    this.width = width;
    if (integrals.length != cells) {
      cellStarts = new int[cells + 1];
      integrals = new double[cells];
      lows = new int[cells];
      highs = new int[cells];
    }
    firstCell = steps.length == 0 ? cells : cellOf(steps[0], cells);
    lastCell = steps.length == 0 ? -1 : cellOf(steps[steps.length - 1], cells);
    int step = 0;
    int level = 0;
    for (int cell = 0; cell < cells; cell++) {
      cellStarts[cell] = step;
      int low = level;
      int high = level;
      double end = from + (cell + 1) * width;
      double integral = level * width;
      while (step < steps.length && cellOf(steps[step], cells) == cell) {
        integral += (levels[step] - level) * (end - steps[step]);
        level = levels[step++];
        low = Math.min(low, level);
        high = Math.max(high, level);
      }
      integrals[cell] = integral;
      lows[cell] = low;
      highs[cell] = high;
    }
    cellStarts[cells] = step;
  }

  private int cellOf(double at, int cells) {
    return Math.min(cells - 1, (int) ((at - from) / width));
  }

  /** The integral of the size of the difference of two functions over the same cells. */
  double distanceTo(Slice other) {
    double sum = 0;
    int end = Math.max(lastCell, other.lastCell);
    for (int cell = Math.min(firstCell, other.firstCell); cell <= end; cell++) {
      sum +=
          lows[cell] >= other.highs[cell] || highs[cell] <= other.lows[cell]
              ? Math.abs(integrals[cell] - other.integrals[cell])
              : withinCell(other, cell);
    }
    return sum;
  }

  /** The same within a cell, step by step. */
  private double withinCell(Slice other, int cell) {
    int own = cellStarts[cell];
    int ownEnd = cellStarts[cell + 1];
    int its = other.cellStarts[cell];
    int itsEnd = other.cellStarts[cell + 1];
    int level = own == 0 ? 0 : levels[own - 1];
    int itsLevel = its == 0 ? 0 : other.levels[its - 1];
    double at = from + cell * width;
    double sum = 0;
    while (own < ownEnd || its < itsEnd) {
      boolean isOwn = its == itsEnd || (own < ownEnd && steps[own] <= other.steps[its]);
      double next = isOwn ? steps[own] : other.steps[its];
      sum += Math.abs(level - itsLevel) * (next - at);
      at = next;
      if (isOwn) {
        level = levels[own++];
      } else {
        itsLevel = other.levels[its++];
      }
    }
    return sum + Math.abs(level - itsLevel) * (from + (cell + 1) * width - at);
  }
}

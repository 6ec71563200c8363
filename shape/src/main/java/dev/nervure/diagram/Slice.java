package dev.nervure.diagram;

import java.util.Arrays;

/**
 * A diagram as seen along one direction: the step function of t that counts the projections of its
 * bars up to t, less the projections of their nearest points of the diagonal. It is 0 at both ends.
 * Reused from direction to direction; one thread writes, then several may read.
 *
 * <p>The line is cut into cells of equal width, the same for all slices that are compared, and
 * these are joined to groups. Of each cell and each group a slice knows the integral of its
 * function, and the least and largest value: where those of two slices do not overlap, the
 * functions do not cross.
 */
final class Slice {
  /** Steps of a cell, on average, where a slice is compared with so many others that it pays. */
  private static final int STEPS_A_CELL = 1;

  /** The same for few. */
  private static final int STEPS_A_CELL_OF_FEW = 16;

  private static final int FEW = 16;

  private static final int CELLS_A_GROUP = 16;
  private static final int MOST_GROUPS = 1 << 12;

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
  private double[] groupIntegrals = {};
  private int[] groupLows = {};
  private int[] groupHighs = {};

  /** Groups outside have no step, and the function is 0 in them. */
  private int firstGroup;

  private int lastGroup;
  private double from;
  private double width;
  private double cellsAUnit;

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

  /** How many cells suit so many diagrams of at most so many bars: whole groups. */
  static int cellsFor(int bars, int diagrams) {
    int perCell = diagrams < FEW ? STEPS_A_CELL_OF_FEW : STEPS_A_CELL;
    int groups = 2 * bars / (perCell * CELLS_A_GROUP);
    return CELLS_A_GROUP * Math.max(1, Math.min(MOST_GROUPS, groups));
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
    this.cellsAUnit = 1 / width;
    if (integrals.length != cells) {
      cellStarts = new int[cells + 1];
      integrals = new double[cells];
      lows = new int[cells];
      highs = new int[cells];
      groupIntegrals = new double[cells / CELLS_A_GROUP];
      groupLows = new int[groupIntegrals.length];
      groupHighs = new int[groupIntegrals.length];
    }
    firstGroup = steps.length == 0 ? cells : cellOf(steps[0], cells) / CELLS_A_GROUP;
    lastGroup = steps.length == 0 ? -1 : cellOf(steps[steps.length - 1], cells) / CELLS_A_GROUP;
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
    for (int group = 0; group < groupIntegrals.length; group++) {
      int cell = group * CELLS_A_GROUP;
      double integral = 0;
      int low = lows[cell];
      int high = highs[cell];
      for (int end = cell + CELLS_A_GROUP; cell < end; cell++) {
        integral += integrals[cell];
        low = Math.min(low, lows[cell]);
        high = Math.max(high, highs[cell]);
      }
      groupIntegrals[group] = integral;
      groupLows[group] = low;
      groupHighs[group] = high;
    }
  }

  private int cellOf(double at, int cells) {
    return Math.min(cells - 1, (int) ((at - from) * cellsAUnit));
  }

  /** The integral of the size of the difference of two functions over the same cells. */
  double distanceTo(Slice other) {
    double sum = 0;
    int end = Math.max(lastGroup, other.lastGroup);
    for (int group = Math.min(firstGroup, other.firstGroup); group <= end; group++) {
      sum +=
          groupLows[group] >= other.groupHighs[group] || groupHighs[group] <= other.groupLows[group]
              ? Math.abs(groupIntegrals[group] - other.groupIntegrals[group])
              : withinGroup(other, group * CELLS_A_GROUP);
    }
    return sum;
  }

  /** The same within a group, cell by cell. */
  private double withinGroup(Slice other, int firstCell) {
    double sum = 0;
    for (int cell = firstCell; cell < firstCell + CELLS_A_GROUP; cell++) {
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

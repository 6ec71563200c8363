package dev.nervure.diagram;

import dev.nervure.diagram.BottleneckDistance.FiniteBars;

/**
 * A set of bars that gives away one near a given bar at a time: a k-d tree over births and deaths.
 * A bar that was given away is gone; a part of the tree without bars is not entered again.
 */
final class NearBars {
  /** Bars of a leaf: few enough to compare each. */
  private static final int LEAF = 8;

  private final FiniteBars bars;
  private final int[] order;

  /** Bars left below each node; the two below node k are 2 k + 1 and 2 k + 2. */
  private final int[] left;

  /** Earliest birth, latest birth, earliest death, latest death below each node. */
  private final double[] box;

  /**
   * A set.
   *
   * @param members indices of bars; kept and reordered
   */
  NearBars(FiniteBars bars, int[] members) {
    this.bars = bars;
    this.order = members;
    int nodes = 1;
    for (int size = members.length; size > LEAF; size = (size + 1) / 2) {
      nodes = 2 * nodes + 1;
    }
    this.left = new int[nodes];
    this.box = new double[4 * nodes];
    build(0, 0, members.length);
  }

  private void build(int node, int from, int to) {
    left[node] = to - from;
    int at = 4 * node;
    box[at] = box[at + 2] = Double.POSITIVE_INFINITY;
    box[at + 1] = box[at + 3] = Double.NEGATIVE_INFINITY;
    for (int k = from; k < to; k++) {
      double birth = bars.birth(order[k]);
      double death = bars.death(order[k]);
      box[at] = Math.min(box[at], birth);
      box[at + 1] = Math.max(box[at + 1], birth);
      box[at + 2] = Math.min(box[at + 2], death);
      box[at + 3] = Math.max(box[at + 3], death);
    }
    if (isInner(node)) {
      int middle = (from + to) >>> 1;
      boolean byBirth = box[at + 1] - box[at] > box[at + 3] - box[at + 2];
      Selection.split(order, byBirth ? bars.births() : bars.deaths(), from, middle, to - 1);
      build(2 * node + 1, from, middle);
      build(2 * node + 2, middle, to);
    }
  }

  private boolean isInner(int node) {
    return 2 * node + 1 < left.length;
  }

  /** Takes out a bar whose birth and death differ by {@code reach} at most; -1 if none is left. */
  int take(double birth, double death, double reach) {
    return take(0, 0, order.length, birth, death, reach);
  }

  private int take(int node, int from, int to, double birth, double death, double reach) {
    int at = 4 * node;
    // Written as the differences of two bars are, so that rounding never parts a box from its bars.
    if (left[node] == 0
        || box[at] - birth > reach
        || birth - box[at + 1] > reach
        || box[at + 2] - death > reach
        || death - box[at + 3] > reach) {
      return -1;
    }
    int found = -1;
    if (isInner(node)) {
      int middle = (from + to) >>> 1;
      found = take(2 * node + 1, from, middle, birth, death, reach);
      if (found < 0) {
        found = take(2 * node + 2, middle, to, birth, death, reach);
      }
    } else {
      int end = from + left[node];
      for (int k = from; k < end && found < 0; k++) {
        int bar = order[k];
        if (Math.abs(bars.birth(bar) - birth) <= reach
            && Math.abs(bars.death(bar) - death) <= reach) {
          found = bar;
          order[k] = order[end - 1];
        }
      }
    }
    if (found >= 0) {
      left[node]--;
    }
    return found;
  }
}

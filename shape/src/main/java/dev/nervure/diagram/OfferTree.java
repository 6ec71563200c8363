package dev.nervure.diagram;

import java.util.Arrays;

/**
 * A k-d tree over bars each of which offers something to its partner: for a bar it finds those
 * whose cost less the offer is least.
 */
final class OfferTree {
  private static final int LEAF = 8;

  private final BarGroups bars;
  private final PairCost cost;
  private final int[] order;
  private final int nodes;

  /**
   * Earliest and latest birth, earliest and latest death below each node; children 2 k + 1, 2 k +
   * 2.
   */
  private final double[] box;

  private final double[] largestOffer;
  private double[] offers = {};

  OfferTree(BarGroups bars, PairCost cost) {
    this.bars = bars;
    this.cost = cost;
    order = new int[bars.size()];
    Arrays.setAll(order, i -> i);
    int count = 1;
    for (int size = order.length; size > LEAF; size = (size + 1) / 2) {
      count = 2 * count + 1;
    }
    nodes = count;
    box = new double[4 * nodes];
    largestOffer = new double[nodes];
    build(0, 0, order.length);
  }

  private boolean isInner(int node) {
    return 2 * node + 1 < nodes;
  }

  private void build(int node, int from, int to) {
    int at = 4 * node;
    box[at] = box[at + 2] = Double.POSITIVE_INFINITY;
    box[at + 1] = box[at + 3] = Double.NEGATIVE_INFINITY;
    for (int k = from; k < to; k++) {
      double birth = bars.births()[order[k]];
      double death = bars.deaths()[order[k]];
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

  /**
   * Sets what the bars offer.
   *
   * @param offers one a bar; kept, and not to be changed until the next call
   */
  void offer(double[] offers) {
    this.offers = offers;
    renew(0, 0, order.length);
  }

  private void renew(int node, int from, int to) {
    double largest = Double.NEGATIVE_INFINITY;
    if (isInner(node)) {
      int middle = (from + to) >>> 1;
      renew(2 * node + 1, from, middle);
      renew(2 * node + 2, middle, to);
      largest = Math.max(largestOffer[2 * node + 1], largestOffer[2 * node + 2]);
    } else {
      for (int k = from; k < to; k++) {
        largest = Math.max(largest, offers[order[k]]);
      }
    }
    largestOffer[node] = largest;
  }

  /** A search with room of its own. */
  Search search() {
    return new Search();
  }

  /** Finds the best offers for one bar after the other. Not thread safe. */
  final class Search {
    private int[] partners = {};
    private double[] values = {};
    private int size;
    private int most;
    private double limit;
    private double birth;
    private double death;

    /** Looks for at most so many offers whose cost less the offer is below a limit. */
    void best(double birth, double death, int most, double limit) {
      this.birth = birth;
      this.death = death;
      this.most = most;
      this.limit = limit;
      if (values.length < most) {
        partners = new int[most];
        values = new double[most];
      }
      size = 0;
      if (order.length > 0) {
        enter(0, 0, order.length);
      }
    }

    /** How many were found. */
    int size() {
      return size;
    }

    /** The least cost less offer. */
    double least() {
      return values[0];
    }

    /** The bars that were found, the best first. */
    int[] found() {
      return Arrays.copyOf(partners, size);
    }

    private double bound(int node) {
      int at = 4 * node;
      double births = Math.max(0, Math.max(box[at] - birth, birth - box[at + 1]));
      double deaths = Math.max(0, Math.max(box[at + 2] - death, death - box[at + 3]));
      return cost.of(births, deaths) - largestOffer[node];
    }

    private void enter(int node, int from, int to) {
      if (!isInner(node)) {
        for (int k = from; k < to; k++) {
          int partner = order[k];
          double value =
              cost.of(birth - bars.births()[partner], death - bars.deaths()[partner])
                  - offers[partner];
          if (value < limit) {
            insert(partner, value);
          }
        }
        return;
      }
      int middle = (from + to) >>> 1;
      double left = bound(2 * node + 1);
      double right = bound(2 * node + 2);
      if (left <= right) {
        if (left < limit) {
          enter(2 * node + 1, from, middle);
        }
        if (right < limit) {
          enter(2 * node + 2, middle, to);
        }
      } else {
        if (right < limit) {
          enter(2 * node + 2, middle, to);
        }
        if (left < limit) {
          enter(2 * node + 1, from, middle);
        }
      }
    }

    private void insert(int partner, double value) {
      int at = size < most ? size++ : most - 1;
      while (at > 0 && values[at - 1] > value) {
        values[at] = values[at - 1];
        partners[at] = partners[at - 1];
        at--;
      }
      values[at] = value;
      partners[at] = partner;
      if (size == most) {
        limit = values[most - 1];
      }
    }
  }
}

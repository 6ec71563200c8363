package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * The cheapest pairing of the bars of two diagrams, with a proof of how cheap.
 *
 * <p>Only a few partners of each bar, the cheapest, are looked at: among them {@link
 * SparseTransport} finds the best pairing, and a price of each bar of the second diagram. Prices
 * say how far the best of all pairings can be below: with y the price of a bar, at least 0, no
 * pairing costs less than the sum over the bars of the first diagram of what each would pay at
 * best, alone or with any partner at its price, less the prices of all (duality of linear
 * programs). The best is looked up in a k-d tree among all partners ({@link OfferTree}). Where it
 * beats what a bar pays, the partner is added to those of the bar and the next round begins, until
 * nothing is beaten, or by so little that the bound suffices. The last pairing is then the best of
 * all, although most pairs were never looked at.
 */
final class TransportRounds {
  /** Partners of a bar that the first round looks at. */
  private static final int FIRST = 16;

  /** Partners that are added to a bar in a round. */
  private static final int MORE = 6;

  /** What is less, in the units of the longest bar, is rounding. */
  private static final double ROUNDING = 1e-13;

  private final BarGroups first;
  private final BarGroups second;
  private final PairCost cost;
  private final Progress progress;
  private final double[] alone;
  private final double[] alsoAlone;

  TransportRounds(BarGroups first, BarGroups second, PairCost cost, Progress progress) {
    this.first = first;
    this.second = second;
    this.cost = cost;
    this.progress = progress;
    this.alone = aloneCosts(first, cost);
    this.alsoAlone = aloneCosts(second, cost);
  }

  private static double[] aloneCosts(BarGroups bars, PairCost cost) {
    double[] costs = new double[bars.size()];
    Arrays.setAll(costs, i -> cost.alone(bars.length(i)));
    return costs;
  }

  /**
   * The distance.
   *
   * @param more costs that are part of the sum
   * @param relativeError at which rounds may end
   */
  BoundedValue distance(double more, double relativeError) {
    OfferTree tree = new OfferTree(second, cost);
    // The nearest: what all would like best by their offers is the same few long bars.
    tree.offer(new double[second.size()]);
    int[][] partners = new int[first.size()][];
    OfferTree.Search search = tree.search();
    double longest = Arrays.stream(alsoAlone).max().orElse(0);
    for (int i = 0; i < partners.length; i++) {
      progress.checkCancelled();
      search.best(first.births()[i], first.deaths()[i], FIRST, alone[i] + longest);
      partners[i] = search.found();
    }
    while (true) {
      SparseTransport transport = solved(partners);
      double total = transport.cost() + more;
      double[] offers = alsoAlone.clone();
      for (int j = 0; j < offers.length; j++) {
        offers[j] -= transport.price(j);
      }
      tree.offer(offers);
      double beaten = 0;
      boolean added = false;
      for (int i = 0; i < partners.length; i++) {
        progress.checkCancelled();
        double pays = transport.pays(i);
        search.best(first.births()[i], first.deaths()[i], MORE, pays);
        if (search.size() > 0) {
          beaten += first.counts()[i] * (pays - search.least());
          if (pays - search.least() > ROUNDING) {
            int[] joined = joined(partners[i], search.found());
            added |= joined.length > partners[i].length;
            partners[i] = joined;
          }
        }
      }
      double value = cost.root(total);
      double least = cost.root(Math.max(0, total - beaten));
      if (!added || value - least <= relativeError * least) {
        return new BoundedValue(value, value - least);
      }
    }
  }

  private SparseTransport solved(int[][] partners) {
    int[] starts = new int[partners.length + 1];
    for (int i = 0; i < partners.length; i++) {
      starts[i + 1] = starts[i] + partners[i].length;
    }
    int[] columns = new int[starts[partners.length]];
    double[] costs = new double[columns.length];
    for (int i = 0; i < partners.length; i++) {
      for (int k = 0; k < partners[i].length; k++) {
        int j = partners[i][k];
        columns[starts[i] + k] = j;
        costs[starts[i] + k] =
            cost.of(first.births()[i] - second.births()[j], first.deaths()[i] - second.deaths()[j]);
      }
    }
    SparseTransport transport =
        new SparseTransport(
            starts, columns, costs, alone, alsoAlone, first.counts(), second.counts());
    transport.solve(progress);
    return transport;
  }

  /** The partners of both, each once, in the order in which they were found. */
  private static int[] joined(int[] known, int[] found) {
    int[] joined = Arrays.copyOf(known, known.length + found.length);
    int count = known.length;
    for (int candidate : found) {
      boolean isKnown = false;
      for (int partner : known) {
        isKnown |= partner == candidate;
      }
      if (!isKnown) {
        joined[count++] = candidate;
      }
    }
    return Arrays.copyOf(joined, count);
  }
}

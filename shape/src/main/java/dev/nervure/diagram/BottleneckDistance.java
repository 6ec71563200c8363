package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;

/**
 * The bottleneck distance: the smallest t such that bars can be paired with births and deaths that
 * differ by t at most, where a bar may stay without partner if half its length is t at most.
 *
 * <p>Exact: the value is one of the finitely many costs of pairs and of single bars. None is below
 * what the worst bar costs with its nearest partner, which often suffices; else the value is found
 * by bisection, at last among the costs themselves. Whether t suffices is asked of two matchings
 * (Hopcroft and Karp, SIAM J. Computing 2, 1973): one that gives a partner to every long bar of the
 * first diagram, and one that does so for the second. Where both exist there is one that does both
 * (Mendelsohn and Dulmage, Canadian J. Mathematics 10, 1958), so that the bars that may stay alone,
 * nearly all at most t, are in neither. Partners are looked for in a k-d tree (Efrat, Itai, Katz,
 * Algorithmica 31, 2001; Kerber, Morozov, Nigmetov, J. Experimental Algorithmics 22, 2017). Bars
 * without end are paired in the order of their births.
 *
 * <p>Time: about 20 steps at most, of which each finds the matchings in about O(n^1.5 log n), and
 * one look at the pairs whose births are close, at most n^2. Memory: O(n), and the costs within a
 * thousandth of the value.
 */
public final class BottleneckDistance implements DiagramDistance {
  /** Measured, for each bar to the power of 1.5. */
  private static final double SECONDS = 2e-7;

  /** The same where all bars are born at once. */
  private static final double SECONDS_OF_COMPONENTS = 2e-6;

  /** By how much a reach grows until it suffices. */
  private static final double GROWTH = 1.25;

  /** Of half the longest bar: the first reach where the nearest partners are equal bars. */
  private static final double SMALLEST_PART = 1.0 / 1024;

  /** Of a reach: an interval with few enough costs in it to look at each. */
  private static final double NARROW = 1e-3;

  @Override
  public String name() {
    return "bottleneck";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    double size = 1 + ((double) bars + others) / 2;
    return (degree == 0 ? SECONDS_OF_COMPONENTS : SECONDS) * size * Math.sqrt(size);
  }

  @Override
  public boolean isMetric() {
    return true;
  }

  @Override
  public boolean isStable() {
    return true;
  }

  @Override
  public boolean comparesEndless() {
    return true;
  }

  @Override
  public PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    List<FiniteBars> bars = diagrams.stream().map(FiniteBars::of).toList();
    List<double[]> endless = diagrams.stream().map(EndlessBars::births).toList();
    return PairLoop.over(
        diagrams,
        name(),
        threads,
        progress,
        (i, j) ->
            BoundedValue.exact(
                Math.max(
                    EndlessBars.largestMove(endless.get(i), endless.get(j)),
                    betweenFinite(bars.get(i), bars.get(j)))));
  }

  private static double betweenFinite(FiniteBars a, FiniteBars b) {
    PartnerSearch partners = new PartnerSearch(a, b);
    PartnerSearch otherPartners = new PartnerSearch(b, a);
    DoublePredicate suffices =
        reach -> partners.everyLongBarHasOne(reach) && otherPartners.everyLongBarHasOne(reach);
    double least = Math.max(nearestCost(a, b), nearestCost(b, a));
    if (suffices.test(least)) {
      return least;
    }
    double longest = Math.max(a.longestHalf(), b.longestHalf());
    double enough = Math.min(longest, Math.max(least * GROWTH, longest * SMALLEST_PART));
    while (enough < longest && !suffices.test(enough)) {
      least = enough;
      enough = Math.min(longest, enough * GROWTH);
    }
    while (enough - least > NARROW * enough) {
      double tried = least + (enough - least) / 2;
      if (suffices.test(tried)) {
        enough = tried;
      } else {
        least = tried;
      }
    }
    double[] costs = costs(least, enough, a, b);
    int below = -1;
    int last = costs.length - 1;
    while (last - below > 1) {
      int middle = (below + last) >>> 1;
      if (suffices.test(costs[middle])) {
        last = middle;
      } else {
        below = middle;
      }
    }
    return costs[last];
  }

  /** What the worst bar costs with its nearest partner or alone: nothing less can suffice. */
  private static double nearestCost(FiniteBars bars, FiniteBars others) {
    BarGroups partners = new BarGroups(others.births(), others.deaths(), new int[others.size()]);
    OfferTree tree = new OfferTree(partners, new PairCost(1, GroundNorm.MAXIMUM, 1));
    tree.offer(new double[others.size()]);
    OfferTree.Search search = tree.search();
    double largest = 0;
    for (int i = 0; i < bars.size(); i++) {
      if (bars.half(i) > largest) {
        search.best(bars.birth(i), bars.death(i), 1, bars.half(i));
        largest = Math.max(largest, search.size() == 0 ? bars.half(i) : search.least());
      }
    }
    return largest;
  }

  /** The costs in (least, most], ascending, one of which is the smallest that suffices. */
  private static double[] costs(double least, double most, FiniteBars a, FiniteBars b) {
    DoubleStream.Builder costs = DoubleStream.builder();
    for (FiniteBars bars : List.of(a, b)) {
      for (double half : bars.halves()) {
        if (half > least && half <= most) {
          costs.add(half);
        }
      }
    }
    for (int i = 0; i < a.size(); i++) {
      for (int j = b.firstBornFrom(a.birth(i), most);
          j < b.size() && b.birth(j) - a.birth(i) <= most;
          j++) {
        double cost = a.cost(i, b, j);
        if (cost > least && cost <= most && a.isWorthAPartner(i, b, j, cost)) {
          costs.add(cost);
        }
      }
    }
    return costs.build().sorted().toArray();
  }

  /** The bars of finite length in the order of the diagram: by birth, then by death. */
  record FiniteBars(double[] births, double[] deaths, double[] halves) {

    static FiniteBars of(PersistenceDiagram diagram) {
      double[] births = new double[diagram.size()];
      double[] deaths = new double[diagram.size()];
      double[] halves = new double[diagram.size()];
      int count = 0;
      for (int i = 0; i < diagram.size(); i++) {
        if (!Double.isInfinite(diagram.death(i))) {
          births[count] = diagram.birth(i);
          deaths[count] = diagram.death(i);
          halves[count++] = diagram.lifespan(i) / 2;
        }
      }
      return new FiniteBars(
          Arrays.copyOf(births, count), Arrays.copyOf(deaths, count), Arrays.copyOf(halves, count));
    }

    int size() {
      return births.length;
    }

    double birth(int i) {
      return births[i];
    }

    double death(int i) {
      return deaths[i];
    }

    /** What it costs to leave a bar alone. */
    double half(int i) {
      return halves[i];
    }

    double cost(int i, FiniteBars other, int j) {
      return Math.max(Math.abs(births[i] - other.births[j]), Math.abs(deaths[i] - other.deaths[j]));
    }

    /** Whether leaving both bars alone costs more than pairing them. */
    boolean isWorthAPartner(int i, FiniteBars other, int j, double cost) {
      return halves[i] > cost || other.halves[j] > cost;
    }

    double longestHalf() {
      double longest = 0;
      for (double half : halves) {
        longest = Math.max(longest, half);
      }
      return longest;
    }

    /** The first bar that is born at most {@code reach} before. */
    int firstBornFrom(double birth, double reach) {
      int low = 0;
      int high = births.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (birth - births[middle] > reach) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}

package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The bottleneck distance: the smallest t such that bars can be paired with births and deaths that
 * differ by t at most, where a bar may stay without partner if half its length is t at most.
 *
 * <p>Exact: the value is one of the finitely many costs of pairs and of single bars, found by
 * bisection among them. Whether t suffices is asked of two matchings (Hopcroft and Karp, SIAM J.
 * Computing 2, 1973): one that gives a partner to every long bar of the first diagram, and one that
 * does so for the second. Where both exist there is one that does both (Mendelsohn and Dulmage,
 * Canadian J. Mathematics 10, 1958), so that the bars that may stay alone, nearly all at most t,
 * are in neither. Partners are looked for in a k-d tree (Efrat, Itai, Katz, Algorithmica 31, 2001;
 * Kerber, Morozov, Nigmetov, J. Experimental Algorithmics 22, 2017). Bars without end are paired in
 * the order of their births.
 *
 * <p>Time: a bisection over the costs, at most 62 steps and in practice about 20; a step reads
 * pairs whose births are close, at most n^2, and finds the matchings in about O(n^1.5 log n).
 * Memory: O(n).
 */
public final class BottleneckDistance implements DiagramDistance {

  @Override
  public String name() {
    return "bottleneck";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
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
    double least = 0;
    double enough = Math.max(a.longestHalf(), b.longestHalf());
    while (least < enough) {
      double tried = least + (enough - least) / 2;
      if (suffices(tried, a, b)) {
        enough = largestCost(least, tried, a, b);
      } else {
        least = smallestCost(tried, enough, a, b);
      }
    }
    return least;
  }

  private static boolean suffices(double reach, FiniteBars a, FiniteBars b) {
    return new PartnerSearch(a, b, reach).everyLongBarHasOne()
        && new PartnerSearch(b, a, reach).everyLongBarHasOne();
  }

  /** The largest cost in [least, most], where {@code least} is one. */
  private static double largestCost(double least, double most, FiniteBars a, FiniteBars b) {
    double largest = Math.max(a.largestHalfUpTo(most, least), b.largestHalfUpTo(most, least));
    for (int i = 0; i < a.size(); i++) {
      for (int j = b.firstBornFrom(a.birth(i), most);
          j < b.size() && b.birth(j) - a.birth(i) <= most;
          j++) {
        double cost = a.cost(i, b, j);
        if (cost <= most && cost > largest && a.isWorthAPartner(i, b, j, cost)) {
          largest = cost;
        }
      }
    }
    return largest;
  }

  /** The smallest cost in (least, most], where {@code most} is one. */
  private static double smallestCost(double least, double most, FiniteBars a, FiniteBars b) {
    double smallest = Math.min(a.smallestHalfAbove(least, most), b.smallestHalfAbove(least, most));
    for (int i = 0; i < a.size(); i++) {
      for (int j = b.firstBornFrom(a.birth(i), smallest);
          j < b.size() && b.birth(j) - a.birth(i) <= smallest;
          j++) {
        double cost = a.cost(i, b, j);
        if (cost > least && cost < smallest && a.isWorthAPartner(i, b, j, cost)) {
          smallest = cost;
        }
      }
    }
    return smallest;
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
      return largestHalfUpTo(Double.POSITIVE_INFINITY, 0);
    }

    double largestHalfUpTo(double most, double otherwise) {
      double largest = otherwise;
      for (double half : halves) {
        if (half <= most && half > largest) {
          largest = half;
        }
      }
      return largest;
    }

    double smallestHalfAbove(double least, double otherwise) {
      double smallest = otherwise;
      for (double half : halves) {
        if (half > least && half < smallest) {
          smallest = half;
        }
      }
      return smallest;
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

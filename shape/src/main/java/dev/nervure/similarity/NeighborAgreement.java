package dev.nervure.similarity;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether rows have the same neighbours in both representations: the mean over all rows of how two
 * lists of their k nearest rows agree.
 */
final class NeighborAgreement extends CheckedMeasure {
  /** How two lists are compared. */
  enum Comparison {
    /** The number that they share over k. */
    SHARED {
      @Override
      double of(int[] a, int[] b) {
        return shared(a, b) / (double) a.length;
      }
    },
    /** The number that they share over the number that is in either (Jaccard). */
    JACCARD {
      @Override
      double of(int[] a, int[] b) {
        int shared = shared(a, b);
        return shared / (double) (2 * a.length - shared);
      }
    },
    /**
     * Of those that they share the mean of 2 / ((1 + |r - s|) (r + s)) for ranks r and s, over its
     * largest value (Wang, Wang, Pan, Zhang, 2020): nearer neighbours count more.
     */
    RANKS {
      @Override
      double of(int[] a, int[] b) {
        double sum = 0;
        double largest = 0;
        int shared = 0;
        for (int r = 0; r < a.length; r++) {
          int s = position(b, a[r]);
          if (s >= 0) {
            shared++;
            sum += 2.0 / ((1 + Math.abs(r - s)) * (r + s + 2));
            largest += 1.0 / shared;
          }
        }
        return shared == 0 ? 0 : sum / largest;
      }
    };

    abstract double of(int[] a, int[] b);
  }

  private static final double NOTABLE = 0.05;

  private final Comparison comparison;
  private final int k;
  private final boolean byAngle;

  NeighborAgreement(MeasureTraits traits, Comparison comparison, int k, boolean byAngle) {
    super(traits, k + 2);
    this.comparison = comparison;
    this.k = k;
    this.byAngle = byAngle;
  }

  private static int shared(int[] a, int[] b) {
    int count = 0;
    for (int one : a) {
      count += position(b, one) >= 0 ? 1 : 0;
    }
    return count;
  }

  static int position(int[] among, int one) {
    for (int i = 0; i < among.length; i++) {
      if (among[i] == one) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Cost preparation(int rows, int features) {
    return neighbors(rows, features);
  }

  /** Of nearest neighbours in memory. */
  static Cost neighbors(int rows, int features) {
    return Cost.of(
        Costs.READ * rows * features + 0.3e-9 * rows * rows * Math.max(16, features),
        32L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Cost.of(1e-9 * rows * k * k, 0);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    int[][] a = first.form(new RowNeighbors(k, byAngle), progress).indices();
    int[][] b = second.form(new RowNeighbors(k, byAngle), progress).indices();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += comparison.of(a[i], b[i]);
    }
    return Estimate.of(Math.min(1, sum / a.length), 0);
  }

  @Override
  public List<String> notes(Representation first, Representation second) {
    List<String> notes = new ArrayList<>();
    double chance = k / (first.size() - 1.0);
    if (chance >= NOTABLE) {
      notes.add(
          String.format(
              Locale.ROOT,
              "of unrelated rows %.2g of %d neighbours would be shared: %d rows are few",
              chance,
              k,
              first.size()));
    }
    notes.addAll(repeated(first, second, new RowNeighbors(k, byAngle)));
    return notes;
  }

  /** Rows whose neighbours are a matter of their numbers, because they are all at distance 0. */
  static List<String> repeated(
      Representation first, Representation second, RowNeighbors neighbors) {
    List<String> notes = new ArrayList<>();
    for (Representation one : List.of(first, second)) {
      NeighborTable table = one.form(neighbors, Progress.none());
      long count =
          Arrays.stream(table.distances())
              .filter(distances -> distances[distances.length - 1] == 0)
              .count();
      if (count > 0) {
        notes.add(
            "%d rows of the %s representation repeat %d others or more, so that their neighbours are a matter of order"
                .formatted(count, one == first ? "first" : "second", neighbors.k()));
      }
    }
    return notes;
  }
}

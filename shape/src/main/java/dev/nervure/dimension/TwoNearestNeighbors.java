package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TwoNN (Facco, d'Errico, Rodriguez, Laio 2017, doi 10.1038/s41598-017-11873-y): the ratio mu of
 * the distances to the second and the first neighbour has distribution 1 - mu^-d wherever the
 * density is constant at that scale. d is the slope through the origin of -log(1 - F) over log mu,
 * the largest tenth of mu left out; F_i = i / N from 1 / N.
 *
 * <p>Standard error: a delete-a-group jackknife over the ratios. Ratios of neighbouring points are
 * not independent; against independent clouds the error comes out somewhat too large, never too
 * small, in the tests.
 *
 * <p>Cost: that of the two nearest neighbours, O(n^2 d).
 */
public final class TwoNearestNeighbors implements DimensionEstimator {

  /** Share of the largest ratios that is left out. */
  public static final double DEFAULT_DISCARD = 0.1;

  private static final String METHOD = "TwoNN";
  private static final int FEWEST_POINTS = 20;
  private static final int JACKKNIFE_GROUPS = 20;

  private final double discard;
  private final int firstRank;

  /** With the largest tenth of the ratios left out. */
  public TwoNearestNeighbors() {
    this(DEFAULT_DISCARD);
  }

  /**
   * With another share left out.
   *
   * @param discard share of the largest ratios left out, in [0, 1)
   */
  public TwoNearestNeighbors(double discard) {
    this(discard, 1);
  }

  private TwoNearestNeighbors(double discard, int firstRank) {
    if (!(discard >= 0 && discard < 1)) {
      throw new IllegalArgumentException("discard must be in [0, 1) but was " + discard);
    }
    this.discard = discard;
    this.firstRank = firstRank;
  }

  /**
   * As scikit-dimension has it: F_i runs from 0 instead of 1 / N, so that estimates come out
   * smaller by a term of order log(N) / N. For comparison with its values only.
   *
   * @param discard share of the largest ratios left out, in [0, 1)
   */
  public static TwoNearestNeighbors asInScikitDimension(double discard) {
    return new TwoNearestNeighbors(discard, 0);
  }

  @Override
  public String name() {
    return "twonn_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points, int coordinates) {
    return NearestNeighbors.cost(points, coordinates, EstimatorInput.SHARED_NEIGHBORS);
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    DistinctPoints distinct = input.distinct();
    int n = distinct.size();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("discard", discard);
    if (n < FEWEST_POINTS) {
      return DimensionEstimate.none(tooFew(n), METHOD, distinct, details);
    }
    NeighborTable table = input.neighbors(2, threads, progress);
    return estimate(table, distinct.dropped(), distinct.warnings());
  }

  /**
   * Estimates the dimension from a table that is at hand.
   *
   * @param neighbors at least the two nearest neighbours of every point
   * @param dropped how many repeated points were left out before
   */
  public DimensionEstimate estimate(NeighborTable neighbors, int dropped) {
    return estimate(neighbors, dropped, List.of());
  }

  private DimensionEstimate estimate(NeighborTable neighbors, int dropped, List<String> known) {
    if (neighbors.size() > 0 && neighbors.distances()[0].length < 2) {
      throw new IllegalArgumentException("needs 2 neighbours a point but got 1");
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("discard", discard);
    double[] logRatios = new double[neighbors.size()];
    int count = 0;
    for (double[] distances : neighbors.distances()) {
      // Different points can still lie at distance 0 where the square of the difference underflows.
      if (distances[0] > 0) {
        logRatios[count++] = StrictMath.log(distances[1] / distances[0]);
      }
    }
    int lost = dropped + neighbors.size() - count;
    if (count < FEWEST_POINTS) {
      return DimensionEstimate.none(tooFew(count), METHOD, count, lost, details);
    }
    NeighborGap gap = NeighborGap.of(neighbors);
    String refusal = gap.refusal();
    if (refusal != null) {
      return DimensionEstimate.none(refusal, METHOD, count, lost, details);
    }
    List<String> warnings = new ArrayList<>(known);
    String warning = gap.warning();
    if (warning != null) {
      warnings.add(warning);
    }
    logRatios = Arrays.copyOf(logRatios, count);
    double dimension = slope(logRatios);
    if (!Double.isFinite(dimension)) {
      return DimensionEstimate.none(
          "first and second neighbours are equally far everywhere (a lattice)",
          METHOD,
          count,
          lost,
          details);
    }
    double error = jackknifeError(logRatios);
    Estimate estimate =
        Double.isFinite(error)
            ? Estimate.of(dimension, error)
            : Estimate.notEstimable("too few points have two neighbours at different distances");
    details.put("maximumLikelihood", (count - 1) / sum(logRatios));
    return new DimensionEstimate(
        estimate, METHOD, count, lost, List.of(), List.copyOf(warnings), details);
  }

  private static String tooFew(int n) {
    return n == 1
        ? "all points are equal"
        : "needs at least " + FEWEST_POINTS + " different points but has " + n;
  }

  private double slope(double[] logRatios) {
    double[] sorted = logRatios.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int kept = (int) (n * (1 - discard));
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < Math.min(kept, n - 1); i++) {
      double y = -StrictMath.log(1 - (double) (i + firstRank) / n);
      xy += sorted[i] * y;
      xx += sorted[i] * sorted[i];
    }
    return xy / xx;
  }

  private double jackknifeError(double[] logRatios) {
    int n = logRatios.length;
    double[] estimates = new double[JACKKNIFE_GROUPS];
    double mean = 0;
    for (int g = 0; g < JACKKNIFE_GROUPS; g++) {
      double[] kept = new double[n];
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (i % JACKKNIFE_GROUPS != g) {
          kept[count++] = logRatios[i];
        }
      }
      estimates[g] = slope(Arrays.copyOf(kept, count));
      mean += estimates[g] / JACKKNIFE_GROUPS;
    }
    double squares = 0;
    for (double estimate : estimates) {
      squares += (estimate - mean) * (estimate - mean);
    }
    return Math.sqrt(squares * (JACKKNIFE_GROUPS - 1) / JACKKNIFE_GROUPS);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

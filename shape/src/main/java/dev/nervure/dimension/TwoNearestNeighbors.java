package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * TwoNN (Facco, d'Errico, Rodriguez, Laio 2017, doi 10.1038/s41598-017-11873-y): the ratio mu of
 * the distances to the second and the first neighbour has distribution 1 - mu^-d wherever the
 * density is constant at that scale. d is the slope through the origin of -log(1 - F) over log mu,
 * the largest tenth of mu left out; F_i = i / N from 1 / N.
 *
 * <p>Standard error: from random halves of the points, each with the neighbours within it ({@link
 * dev.nervure.stats.HalfSplits}). Halves and quarters also tell how the estimate depends on the
 * number of points.
 *
 * <p>Cost: that of the 128 nearest neighbours, O(n^2 d); parts need no new distances.
 */
public final class TwoNearestNeighbors implements DimensionEstimator, DimensionOfPart {

  /** Share of the largest ratios that is left out. */
  public static final double DEFAULT_DISCARD = 0.1;

  private static final String METHOD = "TwoNN";
  private static final int FEWEST_POINTS = 20;

  /** A half of the fewest points. */
  private static final int FEWEST_OF_A_PART = FEWEST_POINTS / 2;

  private static final int SPLITS = 64;

  /** The gamma distribution that a Bayesian value takes as known before: mean 0.4. */
  private static final double PRIOR_SHAPE = 2;

  private static final double PRIOR_RATE = 5;

  /** To find two neighbours of each point of a part where distances are known. */
  private static final double SECONDS_PER_PAIR_OF_PART = 6e-9;

  /** Fixed: the error of an estimate that draws nothing depends on no seed of the user. */
  private static final long SPLIT_SEED = 2;

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
  public Cost cost(int points) {
    return EstimatorInput.neighborsCost(points, EstimatorInput.SHARED_NEIGHBORS);
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
    int listed = NeighborsWithin.listed(2, n);
    NeighborTable table = input.neighbors(listed, threads, progress);
    return estimate(
        table, distinct.dropped(), distinct.warnings(), input.unit(), threads, progress);
  }

  /**
   * Estimates the dimension from a table that is at hand.
   *
   * @param neighbors as many of every point as {@link NeighborsWithin#listed} says for two
   * @param dropped how many repeated points were left out before
   * @throws IllegalArgumentException for fewer neighbours
   */
  public DimensionEstimate estimate(NeighborTable neighbors, int dropped) {
    return estimate(neighbors, dropped, List.of(), 1, 1, Progress.none());
  }

  private DimensionEstimate estimate(
      NeighborTable neighbors,
      int dropped,
      List<String> known,
      double unit,
      int threads,
      Progress progress) {
    NeighborsWithin.requireListed(neighbors, 2);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("discard", discard);
    int[] everyone = IntStream.range(0, neighbors.size()).toArray();
    double[] logRatios = logRatios(neighbors, everyone);
    int count = logRatios.length;
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
    double inverse = inverse(logRatios);
    if (!(inverse > 0)) {
      return DimensionEstimate.none(
          "first and second neighbours are equally far everywhere (a lattice)",
          METHOD,
          count,
          lost,
          details);
    }
    PartEstimates parts =
        PartEstimates.of(
            neighbors.size(),
            SPLITS,
            RandomStream.seeded(SPLIT_SEED),
            (members, draws) -> {
              double[] ofPart = logRatios(neighbors, members);
              double found = ofPart.length < FEWEST_OF_A_PART ? 0 : inverse(ofPart);
              return found > 0 ? OptionalDouble.of(found) : OptionalDouble.empty();
            },
            threads,
            progress);
    Estimate estimate = parts.estimate(inverse);
    List<DimensionAtSize> bySize = parts.bySize(estimate, count, FEWEST_POINTS);
    details.put("maximumLikelihood", (count - 1) / sum(logRatios));
    double posterior = (PRIOR_SHAPE + count) / (PRIOR_RATE + sum(logRatios));
    details.put("bayesian", posterior);
    details.put("bayesianError", posterior / Math.sqrt(PRIOR_SHAPE + count));
    details.put("splits", SPLITS);
    return new DimensionEstimate(
            estimate,
            METHOD,
            count,
            lost,
            bySize,
            NeighborScale.at(unit * NeighborScale.meanDistance(neighbors, 1, 2), estimate),
            warnings,
            details)
        .withDriftTold();
  }

  @Override
  public Cost costOfPart(int points) {
    return Cost.of(SECONDS_PER_PAIR_OF_PART * points * points, 24L * points);
  }

  @Override
  public OptionalDouble ofPart(DistanceMatrix part, long seed, Progress progress) {
    progress.checkCancelled();
    int[] distinct = part.distinct();
    if (distinct.length < FEWEST_OF_A_PART) {
      return OptionalDouble.empty();
    }
    DistanceMatrix used = distinct.length < part.size() ? part.select(distinct) : part;
    NeighborTable nearest = NearestNeighbors.of(used, 2);
    if (NeighborGap.of(nearest).refusal() != null) {
      return OptionalDouble.empty();
    }
    double[] logRatios =
        Arrays.stream(nearest.distances())
            .filter(row -> row[0] > 0)
            .mapToDouble(row -> StrictMath.log(row[1] / row[0]))
            .toArray();
    double inverse = logRatios.length < FEWEST_OF_A_PART ? 0 : inverse(logRatios);
    return inverse > 0 ? OptionalDouble.of(1 / inverse) : OptionalDouble.empty();
  }

  private static String tooFew(int n) {
    return n == 1
        ? "all points are equal"
        : "needs at least " + FEWEST_POINTS + " different points but has " + n;
  }

  /** The logarithms of mu of some of the points, among these alone. */
  private static double[] logRatios(NeighborTable neighbors, int[] members) {
    NeighborsWithin within = new NeighborsWithin(neighbors, members, 2);
    double[] logRatios = new double[members.length];
    int count = 0;
    for (int member : members) {
      int[] ranks = within.ranksOf(member);
      if (ranks.length == 2) {
        double first = neighbors.distances()[member][ranks[0]];
        double second = neighbors.distances()[member][ranks[1]];
        // Different points can still lie at distance 0 where the square of the difference
        // underflows.
        if (first > 0) {
          logRatios[count++] = StrictMath.log(second / first);
        }
      }
    }
    return Arrays.copyOf(logRatios, count);
  }

  /** The inverse of the slope; 0 where all distances are equal. */
  private double inverse(double[] logRatios) {
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
    return xx > 0 ? xx / xy : 0;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Maximum likelihood dimension (Levina, Bickel 2004): the {@link LocalDimension} at each point,
 * pooled by the harmonic mean (MacKay, Ghahramani 2005), which is the likelihood estimate of one
 * common dimension, or by the mean.
 *
 * <p>The result depends on k, and falls short near boundaries and in high dimension.
 *
 * <p>Standard error: from random halves of the points, each with the neighbours within it ({@link
 * dev.nervure.stats.HalfSplits}), which counts that neighbourhoods overlap and not that the local
 * dimension differs from place to place. Halves and quarters also tell how the estimate depends on
 * the number of points.
 *
 * <p>Cost: that of 6.4 k nearest neighbours, at least 128, O(n^2 d); parts need no new distances.
 */
public final class MaximumLikelihoodDimension implements DimensionEstimator {

  /** Neighbours looked at. */
  public static final int DEFAULT_NEIGHBORS = 20;

  private static final String METHOD = "MLE";

  private static final int FEWEST_NEIGHBORS = 3;

  private static final int SPLITS = 64;

  /** Fixed: the error of an estimate that draws nothing depends on no seed of the user. */
  private static final long SPLIT_SEED = 20;

  private final int k;
  private final LocalDimension.Divisor divisor;
  private final LocalDimension.Pooling pooling;

  /** With 20 neighbours, divisor k - 1 and harmonic pooling. */
  public MaximumLikelihoodDimension() {
    this(DEFAULT_NEIGHBORS, LocalDimension.Divisor.LIKELIHOOD, LocalDimension.Pooling.HARMONIC);
  }

  /**
   * With other settings.
   *
   * @param k neighbours looked at, at least 3
   * @param divisor of the sum of logarithms at a point
   * @param pooling how the values of the points become one
   */
  public MaximumLikelihoodDimension(
      int k, LocalDimension.Divisor divisor, LocalDimension.Pooling pooling) {
    if (k < FEWEST_NEIGHBORS) {
      throw new IllegalArgumentException("k must be at least 3 but was " + k);
    }
    this.k = k;
    this.divisor = divisor;
    this.pooling = pooling;
  }

  /** Neighbours looked at. */
  public int k() {
    return k;
  }

  @Override
  public String name() {
    return "mle_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    return EstimatorInput.neighborsCost(points, NeighborsWithin.listed(k, points));
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    DistinctPoints distinct = input.distinct();
    int n = distinct.size();
    if (n < k + 1) {
      return DimensionEstimate.none(tooFew(n), METHOD, distinct, details());
    }
    NeighborTable table = input.neighbors(NeighborsWithin.listed(k, n), threads, progress);
    return estimate(
        table, distinct.dropped(), distinct.warnings(), input.unit(), threads, progress);
  }

  /**
   * Estimates the dimension from a table that is at hand.
   *
   * @param neighbors as many of every point as {@link NeighborsWithin#listed} says for k
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
    NeighborsWithin.requireListed(neighbors, k);
    double[][] logDistances = logDistances(neighbors);
    int n = neighbors.size();
    int[] everyone = IntStream.range(0, n).toArray();
    Pooled all = pooled(neighbors, logDistances, everyone, k);
    int count = all.count();
    int lost = dropped + n - count;
    if (count < k + 1) {
      return DimensionEstimate.none(tooFew(count), METHOD, count, lost, details());
    }
    double inverse = all.inverse();
    if (!(inverse > 0)) {
      return DimensionEstimate.none(
          "all neighbours are equally far: no scale to measure", METHOD, count, lost, details());
    }
    NeighborGap gap = NeighborGap.of(neighbors);
    String refusal = gap.refusal();
    if (refusal != null) {
      return DimensionEstimate.none(refusal, METHOD, count, lost, details());
    }
    List<String> warnings = new ArrayList<>(known);
    String warning = gap.warning();
    if (warning != null) {
      warnings.add(warning);
    }
    PartEstimates parts =
        PartEstimates.of(
            n,
            SPLITS,
            RandomStream.seeded(SPLIT_SEED),
            (members, draws) -> {
              int ofPart = neighborsOfPart(members.length, n);
              return ofPart < FEWEST_NEIGHBORS
                  ? OptionalDouble.empty()
                  : pooled(neighbors, logDistances, members, ofPart).positive();
            },
            threads,
            progress);
    Estimate estimate = parts.estimate(inverse);
    List<DimensionAtSize> bySize = parts.bySize(estimate, count, k + 1);
    return new DimensionEstimate(
            estimate,
            METHOD,
            count,
            lost,
            bySize,
            NeighborScale.at(unit * NeighborScale.meanDistance(neighbors, 1, k), estimate),
            warnings,
            details())
        .withDriftTold();
  }

  /** k, or where a part has too few points as large a share of them as of all. */
  private int neighborsOfPart(int size, int all) {
    return size > k ? k : (int) ((long) k * size / all);
  }

  private static double[][] logDistances(NeighborTable neighbors) {
    double[][] logs = new double[neighbors.size()][];
    for (int i = 0; i < logs.length; i++) {
      double[] distances = neighbors.distances()[i];
      logs[i] = new double[distances.length];
      for (int rank = 0; rank < distances.length; rank++) {
        logs[i][rank] = StrictMath.log(distances[rank]);
      }
    }
    return logs;
  }

  /** The inverse dimension of some of the points, with neighbours among these alone. */
  private Pooled pooled(
      NeighborTable neighbors, double[][] logDistances, int[] members, int nearest) {
    NeighborsWithin within = new NeighborsWithin(neighbors, members, nearest);
    double sum = 0;
    int count = 0;
    for (int member : members) {
      int[] ranks = within.ranksOf(member);
      if (ranks.length == nearest && neighbors.distances()[member][ranks[0]] > 0) {
        double inverse = LocalDimension.inverse(logDistances[member], ranks, divisor);
        if (pooling == LocalDimension.Pooling.HARMONIC) {
          sum += inverse;
          count++;
        } else if (inverse > 0) {
          sum += 1 / inverse;
          count++;
        }
      }
    }
    if (count == 0) {
      return new Pooled(0, 0);
    }
    return new Pooled(
        pooling == LocalDimension.Pooling.HARMONIC ? sum / count : count / sum, count);
  }

  /** 0 where no points have an inverse above 0. */
  private record Pooled(double inverse, int count) {
    OptionalDouble positive() {
      return inverse > 0 ? OptionalDouble.of(inverse) : OptionalDouble.empty();
    }
  }

  private String tooFew(int n) {
    return n == 1
        ? "all points are equal"
        : "needs at least " + (k + 1) + " different points but has " + n;
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("k", k);
    details.put("unbiased", divisor == LocalDimension.Divisor.UNBIASED);
    details.put("pooling", pooling.name().toLowerCase(Locale.ROOT));
    return details;
  }
}

package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Generalised ratios of distances, GRIDE (Denti, Doimo, Laio, Mira, arXiv 2104.13832): the
 * dimension of largest likelihood by the ratios of the distances to the 2 n1-th and the n1-th
 * neighbour, at n1 = 1, 2, 4, ..., so at scales that grow. n1 = 1 is the maximum-likelihood form of
 * {@link TwoNearestNeighbors}.
 *
 * <p>All scales are in {@link DimensionEstimate#byScale}, with errors by Fisher information, which
 * take the points for independent; beyond n1 = 1 their neighbours overlap, and true errors are
 * larger. The estimate is read on the <em>plateau</em>: the longest row of scales whose values all
 * differ by no more than 5 % and two standard errors, the finest of equally long ones; of that row
 * the scale in the middle. Scales that take in more than an eighth of the points are not local and
 * are not considered. Where no two scales agree there is no plateau: the finest scale is given,
 * with a warning.
 *
 * <p>Standard error of the estimate and dependence on the number of points: from random halves of
 * the points at the same ranks, each with the neighbours within it.
 *
 * <p>Cost: that of the 128 nearest neighbours, or as many as 6.4 times the farther rank, O(n^2 d).
 */
public final class GeneralRatioDimension implements DimensionEstimator {
  private static final String METHOD = "GRIDE";
  private static final int FEWEST_POINTS = 20;
  private static final int FEWEST_OF_A_PART = FEWEST_POINTS / 2;
  private static final int HIGHEST_RANK = 128;
  private static final int SPLITS = 32;
  private static final double SECONDS_A_POINT = 5e-4;

  /** Fixed: the error of an estimate that draws nothing depends on no seed of the user. */
  private static final long SPLIT_SEED = 2104;

  /** Scales of a plateau agree to this share, */
  private static final double PLATEAU_SHARE = 0.05;

  /** and so many standard errors of their difference. */
  private static final double PLATEAU_ERRORS = 2;

  /** A neighbourhood of a larger share of the points is not local. */
  private static final int LOCAL = 8;

  /** The dimension at one rank. */
  record AtRank(int rank, DimensionAtScale at) {}

  @Override
  public String name() {
    return "gride_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    Cost neighbors =
        EstimatorInput.neighborsCost(points, NeighborsWithin.listed(HIGHEST_RANK, points));
    return Cost.of(neighbors.seconds() + SECONDS_A_POINT * points, neighbors.memoryBytes());
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    DistinctPoints distinct = input.distinct();
    int n = distinct.size();
    Map<String, Object> details = new LinkedHashMap<>();
    if (n < FEWEST_POINTS) {
      String reason =
          n == 1
              ? "all points are equal"
              : "needs at least " + FEWEST_POINTS + " different points but has " + n;
      return DimensionEstimate.none(reason, METHOD, distinct, details);
    }
    NeighborTable table = input.neighbors(Math.min(HIGHEST_RANK, n - 1), threads, progress);
    NeighborGap gap = NeighborGap.of(table);
    String refusal = gap.refusal();
    if (refusal != null) {
      return DimensionEstimate.none(refusal, METHOD, distinct, details);
    }
    List<AtRank> profile = profile(table, input.unit());
    if (profile.isEmpty()) {
      return DimensionEstimate.none(
          "neighbours are equally far everywhere (a lattice)", METHOD, distinct, details);
    }
    List<String> warnings = new ArrayList<>(distinct.warnings());
    String warning = gap.warning();
    if (warning != null) {
      warnings.add(warning);
    }
    List<AtRank> plateau = plateau(profile, n);
    AtRank chosen = plateau.get((plateau.size() - 1) / 2);
    if (plateau.size() == 1) {
      warnings.add(noPlateau(profile));
    }
    NeighborTable wide =
        input.neighbors(NeighborsWithin.listed(2 * chosen.rank(), n), threads, progress);
    PartEstimates parts =
        PartEstimates.of(
            n,
            SPLITS,
            RandomStream.seeded(SPLIT_SEED),
            (members, draws) -> inverseOfPart(wide, members, chosen.rank()),
            threads,
            progress);
    Estimate estimate = parts.estimate(1 / chosen.at().dimension());
    details.put("rank", chosen.rank());
    details.put("plateauFrom", plateau.get(0).rank());
    details.put("plateauTo", plateau.get(plateau.size() - 1).rank());
    details.put("ranks", profile.stream().map(AtRank::rank).toList());
    details.put("splits", SPLITS);
    return new DimensionEstimate(
            estimate,
            METHOD,
            n,
            distinct.dropped(),
            parts.bySize(estimate, n, FEWEST_POINTS),
            profile.stream().map(AtRank::at).toList(),
            warnings,
            details)
        .withDriftTold();
  }

  /** The dimension at n1 = 1, 2, 4, ... as far as the table goes, where ratios are not all 1. */
  static List<AtRank> profile(NeighborTable table, double unit) {
    int n = table.size();
    int[] everyone = IntStream.range(0, n).toArray();
    int listed = table.distances()[0].length;
    List<AtRank> profile = new ArrayList<>();
    for (int rank = 1; 2 * rank <= Math.min(listed, HIGHEST_RANK); rank *= 2) {
      double[] logRatios = logRatios(table, everyone, null, rank);
      RatioLikelihood likelihood = new RatioLikelihood(logRatios, rank, 2 * rank);
      double dimension = likelihood.dimension();
      if (logRatios.length >= FEWEST_POINTS && dimension < RatioLikelihood.HIGHEST) {
        double distance =
            unit
                * (NeighborScale.meanDistance(table, rank, rank)
                    + NeighborScale.meanDistance(table, 2 * rank, 2 * rank))
                / 2;
        profile.add(
            new AtRank(
                rank,
                new DimensionAtScale(distance, dimension, likelihood.standardError(dimension))));
      }
    }
    return profile;
  }

  /** The longest row of local scales that agree; at least one. */
  static List<AtRank> plateau(List<AtRank> profile, int n) {
    List<AtRank> best = List.of();
    for (int from = 0; from < profile.size(); from++) {
      int to = from + 1;
      while (to < profile.size()
          && 2L * LOCAL * profile.get(to).rank() <= n
          && agreesWithAll(profile.get(to), profile.subList(from, to))) {
        to++;
      }
      if (to - from > best.size()) {
        best = profile.subList(from, to);
      }
    }
    return best;
  }

  private static boolean agreesWithAll(AtRank one, List<AtRank> others) {
    for (AtRank other : others) {
      double difference = Math.abs(one.at().dimension() - other.at().dimension());
      double error = StrictMath.hypot(one.at().standardError(), other.at().standardError());
      double smaller = Math.min(one.at().dimension(), other.at().dimension());
      if (difference > PLATEAU_SHARE * smaller + PLATEAU_ERRORS * error) {
        return false;
      }
    }
    return true;
  }

  private static String noPlateau(List<AtRank> profile) {
    AtRank last = profile.get(profile.size() - 1);
    return String.format(
        Locale.ROOT,
        "No two scales agree: from %.3g at the finest to %.3g at %d neighbours; the value is that of the finest scale.",
        profile.get(0).at().dimension(),
        last.at().dimension(),
        2 * last.rank());
  }

  private static OptionalDouble inverseOfPart(NeighborTable table, int[] members, int rank) {
    NeighborsWithin within = new NeighborsWithin(table, members, 2 * rank);
    double[] logRatios = logRatios(table, members, within, rank);
    if (logRatios.length < FEWEST_OF_A_PART) {
      return OptionalDouble.empty();
    }
    double dimension = new RatioLikelihood(logRatios, rank, 2 * rank).dimension();
    return dimension < RatioLikelihood.HIGHEST
        ? OptionalDouble.of(1 / dimension)
        : OptionalDouble.empty();
  }

  /** log mu of the members; different points at distance 0 of each other have none. */
  private static double[] logRatios(
      NeighborTable table, int[] members, @Nullable NeighborsWithin within, int rank) {
    double[] logRatios = new double[members.length];
    int count = 0;
    for (int member : members) {
      double[] distances = table.distances()[member];
      int near = rank - 1;
      int far = 2 * rank - 1;
      if (within != null) {
        int[] ranks = within.ranksOf(member);
        if (ranks.length == 0) {
          continue;
        }
        near = ranks[near];
        far = ranks[far];
      }
      if (distances[near] > 0) {
        logRatios[count++] = StrictMath.log(distances[far] / distances[near]);
      }
    }
    return Arrays.copyOf(logRatios, count);
  }
}

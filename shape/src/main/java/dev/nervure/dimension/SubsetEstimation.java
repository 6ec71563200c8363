package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * An estimate that is read off all distances between some points at once: what is common to all
 * such estimators. Points that repeat another are left out; of many points a fixed random choice is
 * taken; the error comes from halves of the points.
 */
final class SubsetEstimation {
  /**
   * What is read off some points.
   *
   * @param inverse of the dimension; 0 where there is none
   * @param distance at which it was read; 0 where it was read at all of them
   * @param reason why there is none; empty where there is one
   * @param details further values by name
   */
  record Reading(double inverse, double distance, String reason, Map<String, Object> details) {
    static Reading none(String reason) {
      return new Reading(0, 0, reason, Map.of());
    }
  }

  /** Reads off the points with the given indices, ascending. Safe for several threads. */
  interface Method {
    Reading of(DistanceMatrix matrix, int[] members);
  }

  /**
   * How an estimator looks.
   *
   * @param method its name in words
   * @param fewestPoints fewer give no estimate
   * @param mostPoints of more points this many are looked at
   * @param splits into halves, for the error
   * @param splitSeed fixed, so that an estimate that draws nothing depends on no seed of the user
   */
  record Settings(String method, int fewestPoints, int mostPoints, int splits, long splitSeed) {}

  private final Settings settings;
  private final int threads;
  private final Progress progress;

  SubsetEstimation(Settings settings, int threads, Progress progress) {
    this.settings = settings;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Estimates.
   *
   * @param parameters of the estimator, by name
   */
  DimensionEstimate estimate(EstimatorInput given, Map<String, Object> parameters, Method method) {
    EstimatorInput input = given.withMatrix();
    DistinctPoints distinct = given.distinct();
    Map<String, Object> details = new LinkedHashMap<>(parameters);
    int all = input.distinct().size();
    if (all < settings.fewestPoints) {
      String reason =
          all == 1
              ? "all points are equal"
              : "needs at least " + settings.fewestPoints + " different points but has " + all;
      return DimensionEstimate.none(reason, settings.method, distinct, details);
    }
    DistanceMatrix matrix = input.distances(threads, progress);
    int[] chosen = chosen(all, settings.mostPoints, settings.splitSeed);
    int n = chosen.length;
    if (n < distinct.size()) {
      details.put("sampledFrom", distinct.size());
    }
    Reading whole = method.of(matrix, chosen);
    details.putAll(whole.details());
    if (!(whole.inverse() > 0)) {
      return DimensionEstimate.none(whole.reason(), settings.method, distinct, details);
    }
    PartEstimates parts =
        PartEstimates.of(
            n,
            settings.splits,
            RandomStream.seeded(settings.splitSeed),
            (places, draws) -> {
              int[] members = Arrays.stream(places).map(place -> chosen[place]).toArray();
              double inverse =
                  members.length < settings.fewestPoints / 2
                      ? 0
                      : method.of(matrix, members).inverse();
              return inverse > 0 ? OptionalDouble.of(inverse) : OptionalDouble.empty();
            },
            threads,
            progress);
    Estimate estimate = parts.estimate(whole.inverse());
    details.put("splits", settings.splits);
    List<DimensionAtScale> byScale =
        whole.distance() > 0
            ? NeighborScale.at(input.unit() * whole.distance(), estimate)
            : List.of();
    return new DimensionEstimate(
            estimate,
            settings.method,
            n,
            distinct.dropped(),
            parts.bySize(estimate, n, settings.fewestPoints),
            byScale,
            distinct.warnings(),
            details)
        .withDriftTold();
  }

  /** All of so many points, or a fixed random choice of the most that are looked at; ascending. */
  static int[] chosen(int all, int most, long seed) {
    if (all <= most) {
      return IntStream.range(0, all).toArray();
    }
    int[] chosen =
        RandomStream.seeded(seed).derive("looked at").sampleWithoutReplacement(all, most);
    Arrays.sort(chosen);
    return chosen;
  }
}

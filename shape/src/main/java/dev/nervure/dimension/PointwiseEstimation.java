package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.ParallelTasks;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An estimate that is the mean of values at single points, each read off the distances among the
 * point and its k nearest neighbours: what is common to all such estimators. Points that repeat
 * another are left out; of many points a fixed random choice is looked at, with the neighbours of
 * each among all; the error comes from halves of the points, each with the neighbours within it.
 */
final class PointwiseEstimation {
  /** A value at one point. Not safe for several threads. */
  interface Value {
    /** Empty where the point has none. */
    OptionalDouble at(Neighborhood around);
  }

  /**
   * How an estimator looks.
   *
   * @param method its name in words
   * @param k neighbours of a point
   * @param fewestNeighbors in a part too small for k, as large a share of its points is looked at
   *     as of all, but no fewer than this
   * @param local a neighbourhood is at most the share 1 / local of the points, so that it stays one
   *     and halves tell the error; 1 where k is so small that it does not matter
   * @param mostPoints of more points this many are looked at
   * @param splits into halves, for the error
   * @param splitSeed fixed, so that an estimate that draws nothing depends on no seed of the user
   */
  record Settings(
      String method,
      int k,
      int fewestNeighbors,
      int local,
      int mostPoints,
      int splits,
      long splitSeed) {

    /** How many neighbours are looked at among so many points. */
    int neighbors(int points) {
      return Math.min(k, points / local);
    }

    int fewestPoints() {
      return local == 1 ? k + 1 : local * FEWEST_OF_LOCAL;
    }
  }

  /** Where k is limited by the number of points it is at least this. */
  private static final int FEWEST_OF_LOCAL = 10;

  /** A value takes part of its time for each split; quarters are as many points again. */
  private static final double VISITS_A_SPLIT = 1.25;

  /** Points between two looks at whether the work was cancelled. */
  private static final int BLOCK = 64;

  private static final double NO_VALUE = Double.NEGATIVE_INFINITY;

  private final Settings settings;
  private final Supplier<Value> values;
  private final int threads;
  private final Progress progress;

  PointwiseEstimation(Settings settings, Supplier<Value> values, int threads, Progress progress) {
    this.settings = settings;
    this.values = values;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Expected cost.
   *
   * @param secondsOfValue for one value
   */
  static Cost cost(Settings settings, int points, double secondsOfValue) {
    Cost neighbors =
        EstimatorInput.neighborsCost(points, NeighborsWithin.listed(settings.k, points));
    double visits = Math.min(points, settings.mostPoints) * (1 + VISITS_A_SPLIT * settings.splits);
    return Cost.of(neighbors.seconds() + visits * secondsOfValue, neighbors.memoryBytes());
  }

  /**
   * Estimates.
   *
   * @param parameters of the estimator, by name
   */
  DimensionEstimate estimate(EstimatorInput given, Map<String, Object> parameters) {
    EstimatorInput input = given.withMatrix();
    DistinctPoints distinct = given.distinct();
    Map<String, Object> details = new LinkedHashMap<>();
    int n = input.distinct().size();
    int k = settings.neighbors(n);
    details.put("k", k);
    details.putAll(parameters);
    if (n < settings.fewestPoints()) {
      return DimensionEstimate.none(tooFew(n), settings.method, distinct, details);
    }
    if (n < distinct.size()) {
      details.put("sampledFrom", distinct.size());
    }
    NeighborTable table = input.neighbors(NeighborsWithin.listed(k, n), threads, progress);
    DistanceMatrix matrix = input.distances(threads, progress);
    NeighborGap gap = NeighborGap.of(table);
    String refusal = gap.refusal();
    if (refusal != null) {
      return DimensionEstimate.none(refusal, settings.method, distinct, details);
    }
    boolean[] isLookedAt = lookedAt(n, details);
    double mean = mean(table, matrix, k, isLookedAt, details);
    if (!(mean > 0) || Double.isInfinite(mean)) {
      return DimensionEstimate.none(
          "no point has neighbours at different distances: no scale to measure",
          settings.method,
          distinct,
          details);
    }
    PartEstimates parts =
        PartEstimates.of(
            n,
            settings.splits,
            RandomStream.seeded(settings.splitSeed),
            (members, draws) -> inverseOfPart(table, matrix, isLookedAt, members),
            threads,
            progress);
    Estimate estimate = parts.estimate(1 / mean);
    details.put("splits", settings.splits);
    return new DimensionEstimate(
            estimate,
            settings.method,
            n,
            distinct.dropped(),
            parts.bySize(estimate, n, settings.fewestPoints()),
            NeighborScale.at(input.unit() * NeighborScale.meanDistance(table, 1, k), estimate),
            warnings(distinct, gap.warning()),
            details)
        .withDriftTold();
  }

  private static List<String> warnings(DistinctPoints distinct, @Nullable String warning) {
    List<String> warnings = new ArrayList<>(distinct.warnings());
    if (warning != null) {
      warnings.add(warning);
    }
    return warnings;
  }

  private boolean[] lookedAt(int n, Map<String, Object> details) {
    boolean[] isLookedAt = new boolean[n];
    if (n <= settings.mostPoints) {
      Arrays.fill(isLookedAt, true);
      return isLookedAt;
    }
    details.put("pointsLookedAt", settings.mostPoints);
    for (int chosen : SubsetEstimation.chosen(n, settings.mostPoints, settings.splitSeed)) {
      isLookedAt[chosen] = true;
    }
    return isLookedAt;
  }

  /** The mean over all points that are looked at and have a value; 0 where none has. */
  private double mean(
      NeighborTable table,
      DistanceMatrix matrix,
      int k,
      boolean[] isLookedAt,
      Map<String, Object> details) {
    int n = table.size();
    double[] found = new double[n];
    Arrays.fill(found, NO_VALUE);
    int[] ranks = new int[k];
    Arrays.setAll(ranks, rank -> rank);
    AtomicInteger next = new AtomicInteger();
    try (Progress.Task task = progress.begin(settings.method, n)) {
      ParallelTasks.run(
          threads,
          worker -> {
            Value value = values.get();
            Neighborhood around = new Neighborhood(matrix, k);
            for (int from = next.getAndAdd(BLOCK); from < n; from = next.getAndAdd(BLOCK)) {
              progress.checkCancelled();
              int to = Math.min(n, from + BLOCK);
              for (int i = from; i < to; i++) {
                if (isLookedAt[i]) {
                  around.layOut(i, table, ranks);
                  found[i] = value.at(around).orElse(NO_VALUE);
                }
              }
              task.advance((long) to - from);
            }
          });
    }
    double sum = 0;
    int count = 0;
    for (double one : found) {
      if (one > NO_VALUE) {
        sum += one;
        count++;
      }
    }
    details.put("pointsWithValue", count);
    return count > 0 ? sum / count : 0;
  }

  private OptionalDouble inverseOfPart(
      NeighborTable table, DistanceMatrix matrix, boolean[] isLookedAt, int[] members) {
    int size = members.length;
    int nearest =
        size > settings.k
            ? settings.neighbors(size)
            : (int) ((long) settings.neighbors(table.size()) * size / table.size());
    if (nearest < settings.fewestNeighbors || size <= nearest) {
      return OptionalDouble.empty();
    }
    NeighborsWithin within = new NeighborsWithin(table, members, nearest);
    Neighborhood around = new Neighborhood(matrix, nearest);
    Value value = values.get();
    double sum = 0;
    int count = 0;
    for (int member : members) {
      int[] ranks = isLookedAt[member] ? within.ranksOf(member) : new int[0];
      if (ranks.length == nearest) {
        around.layOut(member, table, ranks);
        OptionalDouble one = value.at(around);
        if (one.isPresent()) {
          sum += one.getAsDouble();
          count++;
        }
      }
    }
    return count > 0 && sum > 0 ? OptionalDouble.of(count / sum) : OptionalDouble.empty();
  }

  private String tooFew(int n) {
    return n == 1
        ? "all points are equal"
        : "needs at least " + settings.fewestPoints() + " different points but has " + n;
  }
}

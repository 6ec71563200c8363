package dev.nervure.dimension;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.DistinctPoints;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Dimension by the concentration of angles and norms, DANCo (Ceruti, Bassis, Rozza, Lombardi,
 * Casiraghi, Campadelli 2014): the dimension of the uniform ball whose distances to neighbours, and
 * angles between these, are distributed most nearly as those of the cloud, at the same number of
 * points. The ball has a boundary and few points too, so that what falls short in others is
 * accounted for; it falls short less in high dimension, and reads too much of what has no boundary.
 *
 * <p>The concentration of angles is that of their mean directions on average ({@link
 * AngleNormStatistics#concentration}), so that curves are read too.
 *
 * <p>What balls read stands in a table of dimensions 1 to 100 ({@link AngleNormStatistics}, means
 * over many balls, interpolated), where the original draws them anew. The mean direction of angles
 * is taken in all directions; implementations by the arc tangent of a quotient alone lose those
 * above a right angle.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, each
 * with the neighbours within it. Cost: that of the 128 nearest neighbours, O(n^2 d), and O(n k^2),
 * k = 10.
 */
public final class AngleNormConcentration implements DimensionEstimator {
  private static final String METHOD = "DANCo";
  private static final int K = AngleNormStatistics.NEIGHBORS;
  private static final int SPLITS = 32;
  private static final double SECONDS_A_POINT = 3e-4;
  private static final double PRECISION = 1e-9;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** Fixed: the error of an estimate that draws nothing depends on no seed of the user. */
  private static final long SPLIT_SEED = 2014;

  @Override
  public String name() {
    return "danco_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    Cost neighbors = EstimatorInput.neighborsCost(points, NeighborsWithin.listed(K + 1, points));
    return Cost.of(neighbors.seconds() + SECONDS_A_POINT * points, neighbors.memoryBytes());
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput given, long seed, int threads, Progress progress) {
    EstimatorInput input = given.withMatrix();
    DistinctPoints distinct = given.distinct();
    int n = input.distinct().size();
    int fewest = AngleNormCalibration.fewestPoints();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("k", K);
    if (n < fewest) {
      String reason =
          n == 1
              ? "all points are equal"
              : "needs at least " + fewest + " different points but has " + n;
      return DimensionEstimate.none(reason, METHOD, distinct, details);
    }
    if (n < distinct.size()) {
      details.put("sampledFrom", distinct.size());
    }
    NeighborTable table = input.neighbors(NeighborsWithin.listed(K + 1, n), threads, progress);
    DistanceMatrix matrix = input.distances(threads, progress);
    NeighborGap gap = NeighborGap.of(table);
    String refusal = gap.refusal();
    if (refusal != null) {
      return DimensionEstimate.none(refusal, METHOD, distinct, details);
    }
    int[] everyone = IntStream.range(0, n).toArray();
    AngleNormStatistics all = AngleNormStatistics.of(table, matrix, everyone, null, K);
    if (all == null) {
      return DimensionEstimate.none(
          "all neighbours are equally far: no scale to measure", METHOD, distinct, details);
    }
    double dimension = dimension(all, n);
    List<Integer> known = AngleNormCalibration.dimensions();
    int highest = known.get(known.size() - 1);
    details.put("byNormsAlone", all.norms());
    details.put("meanAngle", all.angle());
    details.put("concentration", all.concentration());
    details.put("divergence", all.divergence(AngleNormCalibration.of(n, dimension), K));
    if (dimension > highest - 1) {
      return DimensionEstimate.none(
          "the dimension is above " + (highest - 1) + ", the highest of the balls to compare with",
          METHOD,
          distinct,
          details);
    }
    List<String> warnings = new ArrayList<>(distinct.warnings());
    String warning = gap.warning();
    if (warning != null) {
      warnings.add(warning);
    }
    PartEstimates parts =
        PartEstimates.of(
            n,
            SPLITS,
            RandomStream.seeded(SPLIT_SEED),
            (members, draws) -> inverseOfPart(table, matrix, members),
            threads,
            progress);
    Estimate estimate = parts.estimate(1 / dimension);
    details.put("splits", SPLITS);
    return new DimensionEstimate(
            estimate,
            METHOD,
            n,
            distinct.dropped(),
            parts.bySize(estimate, n, fewest),
            NeighborScale.at(input.unit() * NeighborScale.meanDistance(table, 1, K + 1), estimate),
            warnings,
            details)
        .withDriftTold();
  }

  private static OptionalDouble inverseOfPart(
      NeighborTable table, DistanceMatrix matrix, int[] members) {
    if (members.length < AngleNormCalibration.fewestPoints() / 2) {
      return OptionalDouble.empty();
    }
    NeighborsWithin within = new NeighborsWithin(table, members, K + 1);
    @Nullable AngleNormStatistics found = AngleNormStatistics.of(table, matrix, members, within, K);
    return found == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 / dimension(found, members.length));
  }

  /** The dimension, between whole ones, of the ball of n points that differs least. */
  static double dimension(AngleNormStatistics found, int n) {
    List<Integer> known = AngleNormCalibration.dimensions();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int d = 0; d < known.size(); d++) {
      double divergence = divergence(found, n, known.get(d));
      if (divergence < least) {
        least = divergence;
        best = d;
      }
    }
    double low = known.get(Math.max(0, best - 1));
    double high = known.get(Math.min(known.size() - 1, best + 1));
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double ofLeft = divergence(found, n, left);
    double ofRight = divergence(found, n, right);
    while (high - low > PRECISION * high) {
      if (ofLeft <= ofRight) {
        high = right;
        right = left;
        ofRight = ofLeft;
        left = high - GOLDEN * (high - low);
        ofLeft = divergence(found, n, left);
      } else {
        low = left;
        left = right;
        ofLeft = ofRight;
        right = low + GOLDEN * (high - low);
        ofRight = divergence(found, n, right);
      }
    }
    return (low + high) / 2;
  }

  private static double divergence(AngleNormStatistics found, int n, double dimension) {
    return found.divergence(AngleNormCalibration.of(n, dimension), K);
  }
}

package dev.nervure.dimension;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Tight local intrinsic dimensionality, TLE (Amsaleg, Chelly, Houle, Kawarabayashi, Radovanovic,
 * Treeratanapitak 2019): the likelihood estimate at a point from the distances to its k nearest
 * neighbours and those among these, seen from each neighbour and from its reflection in the point;
 * the mean over the points. With few neighbours it scatters less than {@link
 * MaximumLikelihoodDimension}.
 *
 * <p>Measurements below 1e-4 of the radius are left out, which the original has as an absolute
 * length.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points, each
 * with the neighbours within it. Cost: that of the 128 nearest neighbours, O(n^2 d), and O(n k^2).
 */
public final class TightLocalDimension implements DimensionEstimator {
  /** Neighbours looked at. */
  public static final int DEFAULT_NEIGHBORS = 20;

  private static final int FEWEST_NEIGHBORS = 3;
  private static final int MOST_POINTS = 2048;
  private static final double SECONDS = 2e-5;

  /** Measurements below this share of the radius are left out. */
  private static final double SMALLEST = 1e-4;

  private final PointwiseEstimation.Settings settings;

  /** With 20 neighbours. */
  public TightLocalDimension() {
    this(DEFAULT_NEIGHBORS);
  }

  /**
   * With another number of neighbours.
   *
   * @param k at least 3
   */
  public TightLocalDimension(int k) {
    if (k < FEWEST_NEIGHBORS) {
      throw new IllegalArgumentException("k must be at least 3 but was " + k);
    }
    this.settings =
        new PointwiseEstimation.Settings("TLE", k, FEWEST_NEIGHBORS, 1, MOST_POINTS, 24, 19);
  }

  /** The value at a point; empty where all neighbours are equally far or one is at distance 0. */
  static OptionalDouble at(Neighborhood around) {
    int k = around.size();
    double radius = around.distance(k - 1);
    if (!(around.distance(0) > 0)) {
      return OptionalDouble.empty();
    }
    LogarithmSum sum = new LogarithmSum();
    long count = 0;
    for (int i = 0; i < k; i++) {
      double own = around.distance(i) / radius;
      if (own >= SMALLEST) {
        // Counted twice, as each of the others is seen from a neighbour and from its reflection.
        sum.add(own);
        sum.add(own);
        count += 2;
      }
      for (int j = 0; j < k; j++) {
        if (j != i) {
          double other = around.distance(j) / radius;
          double between = around.between(i, j) / radius;
          double square = between * between;
          double reflected = 2 * own * own + 2 * other * other - square;
          double direct = measurement(own, other, square);
          double mirrored = measurement(own, other, reflected);
          if (direct >= SMALLEST && mirrored >= SMALLEST) {
            sum.add(direct);
            sum.add(mirrored);
            count += 2;
          }
        }
      }
    }
    double total = sum.value();
    return total < 0 ? OptionalDouble.of(-count / total) : OptionalDouble.empty();
  }

  /**
   * How far the other point is from the neighbour, as a share of the radius, measured so that the
   * sphere of the neighbourhood is at distance 1 from wherever the neighbour lies within it.
   *
   * @param own distance of the neighbour from the point
   * @param other distance of the other from the point
   * @param square of the distance between the two
   * @return 0 where they coincide
   */
  private static double measurement(double own, double other, double square) {
    if (!(square > 0)) {
      return 0;
    }
    double sum = own * own + square - other * other;
    double room = 1 - own * own;
    double root = Math.sqrt(sum * sum + 4 * square * room);
    // Two forms of one root, each where it does not subtract nearly equal numbers.
    return sum > 0 ? 2 * square / (root + sum) : (root - sum) / (2 * room);
  }

  @Override
  public String name() {
    return "tle_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    return PointwiseEstimation.cost(settings, points, SECONDS);
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    return new PointwiseEstimation(settings, () -> TightLocalDimension::at, threads, progress)
        .estimate(input, Map.of());
  }
}

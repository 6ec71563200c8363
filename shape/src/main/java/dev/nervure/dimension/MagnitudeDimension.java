package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Magnitude dimension (Meckes 2015, doi 10.1007/s11118-014-9444-3; of samples of networks Andreeva
 * et al. 2023, arXiv 2305.05611). The magnitude of the points at the scale t is the sum of the
 * weights w that solve Z w = 1 with Z_ij = exp(-t d_ij): 1 where they look like one, their number
 * where all are apart, and on the way it grows as t^d. The dimension is the steepest slope of its
 * logarithm over log t, over a doubling of t.
 *
 * <p>The way is long only where points are many: in d dimensions n points have about n^(1/d) scales
 * between them, so that it reads far too low in high dimension, and grows with n.
 *
 * <p>Z is positive definite for Euclidean distances, so that w is found by conjugate gradients,
 * which start at the next larger scale's.
 *
 * <p>Standard error and dependence on the number of points: from random halves of the points. Cost:
 * O(n^2) for each of some hundred steps at each of some ten scales, n at most {@value
 * #MOST_POINTS}; memory 8 n^2 bytes.
 */
public final class MagnitudeDimension implements DimensionEstimator {
  private static final int FEWEST_POINTS = 20;
  private static final int MOST_POINTS = 1024;
  private static final int SPLITS = 8;

  /** Scales are powers of the square root of two over the mean distance. */
  private static final int SCALES_A_DOUBLING = 2;

  /** The first t, times the mean distance: there the magnitude of any cloud is near 1. */
  private static final double FIRST_SCALE = 0.5;

  private static final int MOST_SCALES = 60;

  /** Beyond this share of its largest value the magnitude says how many points there are. */
  private static final double SATURATED = 0.75;

  /** Of ones, in the mean: an error of the weights counts by its square in the magnitude. */
  private static final double RESIDUAL = 1e-5;

  private static final double SECONDS_A_PAIR = 1e-5;

  private static final SubsetEstimation.Settings SETTINGS =
      new SubsetEstimation.Settings("magnitude", FEWEST_POINTS, MOST_POINTS, SPLITS, 2013);

  /** What the points say. */
  static SubsetEstimation.Reading of(DistanceMatrix matrix, int[] members) {
    double first = FIRST_SCALE / mean(matrix, members);
    // Those at twice the scale are their squares: one chain for t, one for t times the root of two.
    double[][][] similarities = new double[SCALES_A_DOUBLING][][];
    double[] weights = new double[members.length];
    List<Double> logarithms = new ArrayList<>();
    double steepest = 0;
    int at = 0;
    for (int scale = 0; scale < MOST_SCALES; scale++) {
      int chain = scale % SCALES_A_DOUBLING;
      if (scale < SCALES_A_DOUBLING) {
        similarities[chain] = similarities(matrix, members, t(scale, first));
      } else {
        square(similarities[chain]);
      }
      OptionalDouble magnitude = magnitude(similarities[chain], weights);
      if (magnitude.isEmpty()) {
        return SubsetEstimation.Reading.none(
            "points so close that rounding leaves no magnitude of them");
      }
      logarithms.add(StrictMath.log(magnitude.getAsDouble()));
      if (scale >= SCALES_A_DOUBLING) {
        double slope =
            (logarithms.get(scale) - logarithms.get(scale - SCALES_A_DOUBLING)) / StrictMath.log(2);
        if (slope > steepest) {
          steepest = slope;
          at = scale;
        }
      }
      if (magnitude.getAsDouble() > SATURATED * members.length) {
        break;
      }
    }
    if (steepest <= 0) {
      return SubsetEstimation.Reading.none("points so few that no scale lies between them");
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("magnitude", StrictMath.exp(logarithms.get(at)));
    details.put("scales", logarithms.size());
    // In the middle of the doubling.
    double distance = 1 / t(at - SCALES_A_DOUBLING / 2, first);
    return new SubsetEstimation.Reading(1 / steepest, distance, "", details);
  }

  private static double mean(DistanceMatrix matrix, int[] members) {
    double sum = 0;
    for (int i = 0; i < members.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += matrix.distance(members[i], members[j]);
      }
    }
    double n = members.length;
    return sum / (0.5 * n * (n - 1));
  }

  private static double t(int scale, double first) {
    double doubled = StrictMath.scalb(first, scale / SCALES_A_DOUBLING);
    return scale % SCALES_A_DOUBLING == 0 ? doubled : doubled * StrictMath.sqrt(2);
  }

  /** exp(-t d), the lower triangle by rows without its diagonal of ones. */
  static double[][] similarities(DistanceMatrix matrix, int[] members, double t) {
    double[][] similarities = new double[members.length][];
    for (int i = 0; i < members.length; i++) {
      similarities[i] = new double[i];
      for (int j = 0; j < i; j++) {
        similarities[i][j] = StrictMath.exp(-t * matrix.distance(members[i], members[j]));
      }
    }
    return similarities;
  }

  private static void square(double[][] lower) {
    for (double[] row : lower) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= row[j];
      }
    }
  }

  /**
   * The magnitude of points, by conjugate gradients.
   *
   * @param similarities lower triangle by rows without its diagonal of ones
   * @param weights where the search begins; the weights found
   * @return empty where rounding leaves the similarities no positive definite matrix
   */
  static OptionalDouble magnitude(double[][] similarities, double[] weights) {
    int n = similarities.length;
    double[] product = new double[n];
    multiply(similarities, weights, product);
    double[] residual = new double[n];
    for (int i = 0; i < n; i++) {
      residual[i] = 1 - product[i];
    }
    double[] direction = residual.clone();
    double squares = dot(residual, residual);
    double enough = RESIDUAL * RESIDUAL * n;
    for (int step = 0; squares > enough; step++) {
      multiply(similarities, direction, product);
      double curvature = dot(direction, product);
      if (!(curvature > 0) || step == 10 * n) {
        return OptionalDouble.empty();
      }
      double length = squares / curvature;
      for (int i = 0; i < n; i++) {
        weights[i] += length * direction[i];
        residual[i] -= length * product[i];
      }
      double next = dot(residual, residual);
      double kept = next / squares;
      for (int i = 0; i < n; i++) {
        direction[i] = residual[i] + kept * direction[i];
      }
      squares = next;
    }
    // The largest value of 2 * 1'w - w'Zw, at which an error of w counts by its square only.
    double magnitude = dot(weights, residual);
    for (double weight : weights) {
      magnitude += weight;
    }
    return magnitude > 0 ? OptionalDouble.of(magnitude) : OptionalDouble.empty();
  }

  /** The product of the symmetric matrix with ones on its diagonal. */
  private static void multiply(double[][] lower, double[] vector, double[] product) {
    for (int i = 0; i < lower.length; i++) {
      double[] row = lower[i];
      double own = vector[i];
      double sum = own;
      for (int j = 0; j < i; j++) {
        sum += row[j] * vector[j];
        product[j] += row[j] * own;
      }
      product[i] = sum;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public String name() {
    return "magnitude_dimension";
  }

  @Override
  public boolean drawsAtRandom() {
    return false;
  }

  @Override
  public Cost cost(int points) {
    double n = Math.min(points, MOST_POINTS);
    return Cost.of(SECONDS_A_PAIR * n * n, (long) (16 * n * n));
  }

  @Override
  public DimensionEstimate estimate(
      EstimatorInput input, long seed, int threads, Progress progress) {
    return new SubsetEstimation(SETTINGS, threads, progress)
        .estimate(input, Map.of(), MagnitudeDimension::of);
  }
}

package dev.nervure.dimension;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.stats.SpecialFunctions;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link AngleNormConcentration} reads off a cloud: how distances to neighbours and angles
 * between them concentrate.
 *
 * @param norms the dimension of largest likelihood by the ratios of the distances to the nearest
 *     and the (k + 1)-th neighbour (MiND_MLk: Rozza, Lombardi, Ceruti, Casiraghi, Campadelli 2012)
 * @param angle mean over the points of the mean direction of the angles between pairs of the k
 *     nearest neighbours, seen from the point, in radians
 * @param concentration of these angles, as a von Mises distribution has it whose mean direction is
 *     as long as the mean over the points. The mean of the concentrations at single points, which
 *     the paper takes, is infinite in dimension 1, where all neighbours of a point may lie to one
 *     side
 */
public record AngleNormStatistics(double norms, double angle, double concentration) {
  /** Neighbours between which angles are taken; one more for the ratios. */
  public static final int NEIGHBORS = 10;

  private static final double LOWEST = 1e-3;
  private static final double HIGHEST = 1e4;
  private static final int BISECTIONS = 80;

  /**
   * Reads off the points of a cloud.
   *
   * @throws IllegalArgumentException where no point has neighbours at different distances, or there
   *     are fewer than {@link #NEIGHBORS} + 2 points
   */
  public static AngleNormStatistics of(PointCloud cloud) {
    DistanceMatrix matrix = DistanceMatrix.of(cloud);
    NeighborTable table = NearestNeighbors.of(matrix, NEIGHBORS + 1);
    int[] everyone = IntStream.range(0, cloud.size()).toArray();
    AngleNormStatistics found = of(table, matrix, everyone, null, NEIGHBORS);
    if (found == null) {
      throw new IllegalArgumentException("no point has neighbours at different distances");
    }
    return found;
  }

  /**
   * Reads off some points.
   *
   * @param within neighbours among the members; null for all points
   * @return null where no point has neighbours at different distances
   */
  static @Nullable AngleNormStatistics of(
      NeighborTable table,
      DistanceMatrix matrix,
      int[] members,
      @Nullable NeighborsWithin within,
      int k) {
    int[] ranks = new int[k + 1];
    for (int r = 0; r <= k; r++) {
      ranks[r] = r;
    }
    Neighborhood around = new Neighborhood(matrix, k + 1);
    double[] logRatios = new double[members.length];
    double angles = 0;
    double lengths = 0;
    int count = 0;
    for (int member : members) {
      int[] own = within == null ? ranks : within.ranksOf(member);
      if (own.length == k + 1 && table.distances()[member][own[0]] > 0) {
        around.layOut(member, table, own);
        double ratio = around.distance(0) / around.distance(k);
        if (ratio < 1) {
          logRatios[count++] = StrictMath.log(ratio);
          double[] mean = meanDirection(around, k);
          angles += StrictMath.atan2(mean[1], mean[0]);
          lengths += Math.sqrt(mean[0] * mean[0] + mean[1] * mean[1]);
        }
      }
    }
    return count == 0
        ? null
        : new AngleNormStatistics(
            likeliest(logRatios, count, k), angles / count, concentration(lengths / count));
  }

  /** The mean of the cosines and of the sines of the angles between pairs of neighbours. */
  private static double[] meanDirection(Neighborhood around, int k) {
    double cosines = 0;
    double sines = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        double a = around.distance(i);
        double b = around.distance(j);
        double c = around.between(i, j);
        double cosine = Math.max(-1, Math.min(1, (a * a + b * b - c * c) / (2 * a * b)));
        cosines += cosine;
        sines += Math.sqrt(1 - cosine * cosine);
      }
    }
    int pairs = k * (k - 1) / 2;
    return new double[] {cosines / pairs, sines / pairs};
  }

  /**
   * The concentration of largest likelihood by the length of the mean direction (Fisher 1993,
   * Statistical Analysis of Circular Data, equation 4.40).
   */
  private static double concentration(double length) {
    double r = Math.min(length, 1 - 1e-12);
    if (r < 0.53) {
      return 2 * r + r * r * r + 5 * r * r * r * r * r / 6;
    }
    return r < 0.85 ? -0.4 + 1.39 * r + 0.43 / (1 - r) : 1 / (r * r * r - 4 * r * r + 3 * r);
  }

  /**
   * The dimension d of largest likelihood where the ratios have the density k d r^(d - 1) (1 -
   * r^d)^(k - 1).
   */
  static double likeliest(double[] logRatios, int count, int k) {
    double low = LOWEST;
    double high = HIGHEST;
    for (int step = 0; step < BISECTIONS && high > low * (1 + 1e-12); step++) {
      double middle = high > 2 * low ? Math.sqrt(low * high) : (low + high) / 2;
      double slope = count / middle;
      for (int i = 0; i < count; i++) {
        double log = logRatios[i];
        // r^d / (1 - r^d)
        slope += log - (k - 1) * log / StrictMath.expm1(-middle * log);
      }
      if (slope > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * How much these differ from those of a known set: the sum of the Kullback-Leibler divergences of
   * the distributions of ratios and of angles (Ceruti et al. 2014). Not negative; 0 for equal ones.
   *
   * @param known those of the set
   */
  double divergence(AngleNormStatistics known, int k) {
    double quotient = known.norms / norms;
    double harmonic = 0;
    double sum = 0;
    double binomial = 1;
    for (int i = 0; i <= k; i++) {
      if (i > 0) {
        harmonic += 1.0 / i;
        binomial *= -(double) (k - i + 1) / i;
      }
      sum += binomial * SpecialFunctions.digamma(1 + i / quotient);
    }
    // (k - 1) (E log(1 - u) - E log(1 - u^quotient)) with u as the ratios to the power of norms.
    double ofNorms =
        harmonic * (quotient - 1) - StrictMath.log(quotient) - (k - 1) * (sum + 1.0 / k);
    double ofAngles =
        SpecialFunctions.logBesselI0(known.concentration)
            - SpecialFunctions.logBesselI0(concentration)
            + SpecialFunctions.besselRatio(concentration)
                * (concentration - known.concentration * StrictMath.cos(angle - known.angle));
    return ofNorms + ofAngles;
  }
}

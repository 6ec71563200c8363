package dev.nervure.study.profile;

/**
 * Expected time and memory of the kernels, for plans. The constants are medians measured on one
 * core of a 2.5 GHz server processor with JDK 17; a plan is right within a factor of about two.
 */
final class CostModel {
  /** Seconds for the difference, square and sum of one coordinate of one pair. */
  private static final double PAIR_COORDINATE = 0.35e-9;

  /** Seconds of degree 1 for n = 100; grows with the third power. */
  private static final double RIPS_100 = 0.012;

  private static final double RIPS_POWER = 2.6;

  private CostModel() {}

  /** All distances between n points with d coordinates. */
  static double distanceSeconds(int n, int d) {
    return PAIR_COORDINATE * n * n * Math.max(d, 8);
  }

  /** One persistence computation of n points. */
  static double ripsSeconds(int n, int highestDegree) {
    double tree = distanceSeconds(n, 64);
    return highestDegree == 0 ? tree : tree + RIPS_100 * Math.pow(n / 100.0, RIPS_POWER);
  }

  /** A persistence computation of n points: distances, edges, columns. */
  static long ripsBytes(int n, int highestDegree) {
    long edges = (long) n * (n - 1) / 2;
    return highestDegree == 0 ? 64L * n : 64L * edges;
  }

  /** A cloud as it is and scaled. */
  static long cloudBytes(int n, int d) {
    return 3L * Float.BYTES * n * d;
  }
}

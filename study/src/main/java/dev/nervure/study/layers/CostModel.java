package dev.nervure.study.layers;

/**
 * Expected time and memory of the kernels, for plans. The constants are processor times measured on
 * one core of a 2.5 GHz server processor with JDK 17, rounded up; a plan is right within a factor
 * of about two on a machine that does nothing else.
 */
public final class CostModel {
  /**
   * Seconds of degree 1 for a pair of points, up to the number of points from which the time grows
   * faster.
   */
  private static final double RIPS_PAIR = 1.2e-7;

  /** Seconds of degree 0 for a pair of points whose distance is known. */
  private static final double RIPS_TREE = 1.6e-8;

  private static final double RIPS_START = 2e-3;
  private static final double RIPS_BEND = 800;

  private CostModel() {}

  /** One persistence computation of n points. */
  public static double ripsSeconds(int n, int highestDegree) {
    double tree = RIPS_TREE * n * n;
    return highestDegree == 0
        ? tree
        : tree + RIPS_START + RIPS_PAIR * n * n * Math.max(1, n / RIPS_BEND);
  }

  /** A persistence computation of n points: distances, edges, columns. */
  public static long ripsBytes(int n, int highestDegree) {
    long edges = (long) n * (n - 1) / 2;
    return highestDegree == 0 ? 64L * n : 64L * edges;
  }

  /** The distances of n points, and those of a half beside them. */
  public static long distanceBytes(int n) {
    return 5L * n * n / 2;
  }
}

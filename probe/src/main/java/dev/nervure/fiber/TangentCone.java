package dev.nervure.fiber;

/**
 * The velocities that do not leave the box from a point: coordinates on a lower bound may only
 * grow, those on an upper one only shrink. O(n) to make.
 */
final class TangentCone {

  private final double[] slowest;
  private final double[] fastest;

  TangentCone(double[] point, double[] low, double[] high) {
    int n = point.length;
    slowest = new double[n];
    fastest = new double[n];
    for (int i = 0; i < n; i++) {
      slowest[i] = point[i] <= low[i] ? 0 : Double.NEGATIVE_INFINITY;
      fastest[i] = point[i] >= high[i] ? 0 : Double.POSITIVE_INFINITY;
    }
  }

  /**
   * The velocity of the cone nearest to the wanted one among those that leave the output alone.
   *
   * @param program for the row space of the Jacobian, without active bounds yet
   */
  double[] nearest(NearestInBox program, double[] wanted) {
    double[] velocity = program.solve(null, wanted, null, slowest, fastest);
    // Rest is such a velocity, so that a failure is one of rounding only.
    return velocity == null ? new double[wanted.length] : velocity;
  }
}

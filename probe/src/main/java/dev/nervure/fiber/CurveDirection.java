package dev.nervure.fiber;

import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;

/**
 * Which of the two ways along a class of dimension one is its first: that on which the first
 * coordinate grows, or the first one that moves at all. Corrected and Euler walks begin in the same
 * one, so that their paths can be compared.
 */
final class CurveDirection {

  /** Coordinates whose share in the tangent is below this one, of the largest, stand still. */
  private static final double STANDS_STILL = 1e-6;

  private CurveDirection() {}

  /**
   * The unit tangent of the curve.
   *
   * @param space of the Jacobian at a point of the curve; its null space has dimension one
   * @param n input coordinates
   * @param forward whether the first way is meant; {@code false} for the other one
   */
  static double[] first(RowSpace space, int n, boolean forward) {
    double[] tangent = axisTangent(space, n);
    double still = STANDS_STILL * Vectors.largest(tangent);
    int moving = 0;
    while (moving < n - 1 && Math.abs(tangent[moving]) <= still) {
      moving++;
    }
    return tangent[moving] > 0 == forward ? tangent : Vectors.scaled(-1, tangent);
  }

  /** From the axis nearest to it, which loses the fewest digits. */
  private static double[] axisTangent(RowSpace space, int n) {
    double[] best = new double[n];
    double longest = 0;
    for (int i = 0; i < n; i++) {
      double[] axis = new double[n];
      axis[i] = 1;
      space.projectToNullSpace(axis);
      double length = Vectors.normalize(axis);
      if (length > longest) {
        longest = length;
        best = axis;
      }
    }
    return best;
  }
}

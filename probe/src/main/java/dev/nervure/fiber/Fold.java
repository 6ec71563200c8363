package dev.nervure.fiber;

import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the class of a piecewise linear map turns: between the tangent spaces A and B of the two
 * pieces that meet at a kink. They share what lies within the kink, and each has one direction
 * more, its conormal: that onto the kink within A, and that off it within B.
 */
final class Fold {

  /** A conormal shorter than this, of a unit normal, is rounding: the piece has none. */
  private static final double NONE = 1e-9;

  private final double[] normal;
  private final double @Nullable [] onto;
  private final double @Nullable [] off;

  private Fold(double[] normal, double @Nullable [] onto, double @Nullable [] off) {
    this.normal = normal;
    this.onto = onto;
    this.off = off;
  }

  /**
   * The fold that a velocity crosses. The Jacobians on both sides of a kink with the normal n
   * differ by c n^T; where several kinks are crossed together n is the direction in which the
   * change of the output grows fastest.
   *
   * @param before Jacobian of the piece that is left
   * @param behind Jacobian of the piece that is entered
   * @param velocity with J v = 0 for the first
   * @param held coordinates on a bound that are not to move
   * @param rankTolerance changes of the output up to this share of the Jacobian are rounding
   * @return null where the output does not notice the kink
   */
  static @Nullable Fold between(
      double[][] before,
      double[][] behind,
      double[] velocity,
      boolean[] held,
      double rankTolerance) {
    double[] normal = new double[velocity.length];
    double largest = 0;
    double change = 0;
    for (int i = 0; i < before.length; i++) {
      double[] difference = Vectors.minus(behind[i], before[i]);
      largest = Math.max(largest, Vectors.norm(behind[i]) + Vectors.norm(before[i]));
      change = Math.max(change, Vectors.norm(difference));
      Vectors.addScaled(normal, Vectors.dot(difference, velocity), difference);
    }
    if (change <= rankTolerance * largest || Vectors.normalize(normal) == 0) {
      return null;
    }
    return new Fold(
        normal,
        conormal(before, normal, held, rankTolerance),
        conormal(behind, normal, held, rankTolerance));
  }

  private static double @Nullable [] conormal(
      double[][] jacobian, double[] normal, boolean[] held, double rankTolerance) {
    double[] conormal = normal.clone();
    for (int i = 0; i < held.length; i++) {
      conormal[i] = held[i] ? 0 : conormal[i];
    }
    RowSpace.of(jacobian, held, rankTolerance).projectToNullSpace(conormal);
    return Vectors.normalize(conormal) <= NONE ? null : conormal;
  }

  /** Unit normal of the kink, into the piece that is entered. */
  double[] normal() {
    return normal;
  }

  /** Whether the class goes on behind the kink. */
  boolean goesOn() {
    return off != null;
  }

  /**
   * The velocity that goes straight on when the class is unfolded into a plane: what lies within
   * the kink stays, and the conormals take each other's place. So geodesics cross a fold, at any
   * angle.
   */
  double[] carried(double[] velocity) {
    double[] carried = velocity.clone();
    if (onto != null && off != null) {
      double across = Vectors.dot(velocity, onto);
      Vectors.addScaled(carried, -across, onto);
      Vectors.addScaled(carried, across, off);
    }
    return carried;
  }
}

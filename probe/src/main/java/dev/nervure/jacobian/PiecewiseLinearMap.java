package dev.nervure.jacobian;

/** A map that is affine on each of many pieces, such as a network of rectifiers. */
public interface PiecewiseLinearMap extends DifferentiableMap {

  /**
   * How far the piece of a point reaches in a direction.
   *
   * @param x point, length n
   * @param v direction, length n
   * @return the smallest t above 0 at which x + t v meets the end of a piece; infinite where none
   *     ends
   */
  double distanceToKink(double[] x, double[] v);
}

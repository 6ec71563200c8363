package dev.nervure.glassbox.block;

/**
 * Products of three coefficients brought to the scale of one: they span three times as many decades
 * as the coefficients, so that a few of them would be all that principal components see.
 */
final class ThirdOrder {
  private static final double ROUNDING = 1e-12;

  private ThirdOrder() {}

  /**
   * The cube root with the sign of a product, 0 where it is below 1e-12 of the cube of a scale: the
   * root is infinitely steep at 0 and would make a ten-thousandth of the scale of rounding error.
   *
   * @param scale of the coefficients, such as their norm
   */
  static double root(double product, double scale) {
    return Math.abs(product) <= ROUNDING * scale * scale * scale ? 0 : StrictMath.cbrt(product);
  }
}

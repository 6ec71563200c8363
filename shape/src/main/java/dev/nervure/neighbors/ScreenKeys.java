package dev.nervure.neighbors;

import dev.nervure.points.PointCloud;

/**
 * For each point half its squared norm, lowered and raised by what rounding may change, so that the
 * sum of two, less a product in float32, is a lower and an upper bound of half the squared
 * distance.
 *
 * <p>Rounding changes a product of d terms, summed in groups of four, by at most (d/4 + 3) u |x||y|
 * with u = 2^-24, and |x||y| is at most (|x|^2 + |y|^2)/2. What coordinates, norms and the last
 * difference lose by becoming float32 is less than 8 u (|x|^2 + |y|^2).
 */
final class ScreenKeys {
  private static final double UNIT = 0x1p-24;

  /** Squares of coordinates up to here, and their sums, are ordinary float32 numbers. */
  private static final double LARGEST = 1e15;

  private static final double SMALLEST = 1e-10;

  final float[] low;
  final float[] high;
  final float[] uncertainty;

  /**
   * Keys of points.
   *
   * @param further by how much more a product may be off, relative to |x||y|
   */
  ScreenKeys(float[][] rows, double further) {
    low = new float[rows.length];
    high = new float[rows.length];
    uncertainty = new float[rows.length];
    double share =
        (rows[0].length / (double) ScreenTile.GROUP + 4) / 2 * UNIT + 8 * UNIT + further / 2;
    for (int i = 0; i < rows.length; i++) {
      double squares = 0;
      for (float x : rows[i]) {
        squares += (double) x * x;
      }
      low[i] = Math.nextDown((float) (squares / 2 - share * squares));
      high[i] = Math.nextUp((float) (squares / 2 + share * squares));
      uncertainty[i] = Math.nextUp((float) (2 * share * squares));
    }
  }

  /**
   * By how much a product along leading directions may be too small: the distance from the subspace
   * is the root of a difference of two sums of d squares, each off by d 2^-53 of the sum at most.
   */
  static double cancellation(int dimension) {
    return 4 * Math.sqrt(2.0 * dimension * 0x1p-53);
  }

  /** Whether coordinates are of a size for which the bounds hold. */
  static boolean areSafeFor(PointCloud cloud) {
    double largest = 0;
    for (int i = 0; i < cloud.size(); i++) {
      for (int j = 0; j < cloud.dimension(); j++) {
        largest = Math.max(largest, Math.abs(cloud.coordinate(i, j)));
      }
    }
    return largest > SMALLEST && largest < LARGEST;
  }
}

package dev.nervure.glassbox.block;

import dev.nervure.stats.RandomStream;

/**
 * Random smooth functions on the plane: sums of Gaussian bumps of normal weights on a square
 * lattice whose step is their width. As they are functions and no arrays, turned ones are sampled
 * at turned places, and nothing is interpolated.
 */
final class SmoothNoise {
  /* exp(-8) = 3e-4 of the height is left out. */
  private static final double REACH = 4;

  private final double width;
  private final int first;
  private final int side;
  private final double[][] weights;

  /**
   * O(functions x (radius / width)^2).
   *
   * @param radius within which the functions are asked, in pixels
   * @param width standard deviation of a bump, in pixels
   * @param stream the k-th function depends on it and k alone
   */
  SmoothNoise(double radius, double width, int functions, RandomStream stream) {
    this.width = width;
    first = -(int) Math.ceil(radius / width + REACH);
    side = 1 - 2 * first;
    weights = new double[functions][side * side];
    for (int k = 0; k < functions; k++) {
      RandomStream own = stream.derive(k);
      for (int i = 0; i < side * side; i++) {
        weights[k][i] = own.nextGaussian();
      }
    }
  }

  /**
   * The values of all functions at a place within the radius. O(functions).
   *
   * @param right pixels right of the origin
   * @param up pixels above it
   */
  double[] at(double right, double up) {
    double x = right / width - first;
    double y = up / width - first;
    int left = Math.max(0, (int) Math.ceil(x - REACH));
    int bottom = Math.max(0, (int) Math.ceil(y - REACH));
    double[] alongX = bumps(x, left);
    double[] alongY = bumps(y, bottom);
    double[] values = new double[weights.length];
    for (int k = 0; k < values.length; k++) {
      double sum = 0;
      for (int j = 0; j < alongY.length; j++) {
        int start = (bottom + j) * side + left;
        double row = 0;
        for (int i = 0; i < alongX.length; i++) {
          row += alongX[i] * weights[k][start + i];
        }
        sum += alongY[j] * row;
      }
      values[k] = sum;
    }
    return values;
  }

  private double[] bumps(double place, int from) {
    int to = Math.min(side - 1, (int) Math.floor(place + REACH));
    double[] heights = new double[to - from + 1];
    for (int i = 0; i < heights.length; i++) {
      double away = place - from - i;
      heights[i] = StrictMath.exp(-away * away / 2);
    }
    return heights;
  }
}

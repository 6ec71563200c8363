package dev.nervure.neighbors;

import java.util.Arrays;

/**
 * A block of points laid out coordinate by coordinate in float32, for products of many points with
 * all of the block: four coordinates at a time are multiplied with every one of the points before
 * the next four are read.
 */
final class ScreenTile {
  static final int WIDTH = 256;

  /** Coordinates that are summed together. */
  static final int GROUP = 4;

  private final int width;
  private final float[][] coordinates;

  /**
   * The points at positions from (inclusive) to (exclusive).
   *
   * @param rows points, each of a multiple of four coordinates
   */
  ScreenTile(float[][] rows, int from, int to) {
    width = to - from;
    coordinates = new float[rows[from].length][width];
    for (int j = 0; j < coordinates.length; j++) {
      for (int w = 0; w < width; w++) {
        coordinates[j][w] = rows[from + w][j];
      }
    }
  }

  int width() {
    return width;
  }

  /** All points in blocks, the last of which may be narrower. */
  static ScreenTile[] all(float[][] rows) {
    ScreenTile[] tiles = new ScreenTile[(rows.length + WIDTH - 1) / WIDTH];
    for (int t = 0; t < tiles.length; t++) {
      tiles[t] = new ScreenTile(rows, t * WIDTH, Math.min(rows.length, (t + 1) * WIDTH));
    }
    return tiles;
  }

  /** The number of coordinates that points must have: filled up with zeros. */
  static int roundedUp(int count) {
    return (count + GROUP - 1) / GROUP * GROUP;
  }

  /**
   * Products of some points with every point of the block.
   *
   * @param points of as many coordinates
   * @param chosen positions of those that are wanted
   * @param count how many positions
   * @param products a row a point, at its place among the chosen; overwritten
   */
  void products(float[][] points, int[] chosen, int count, float[][] products) {
    for (int c = 0; c < count; c++) {
      Arrays.fill(products[c], 0, width, 0);
    }
    for (int j = 0; j < coordinates.length; j += GROUP) {
      float[] row0 = coordinates[j];
      float[] row1 = coordinates[j + 1];
      float[] row2 = coordinates[j + 2];
      float[] row3 = coordinates[j + 3];
      for (int c = 0; c < count; c++) {
        float[] point = points[chosen[c]];
        addFourProducts(
            products[c],
            row0,
            row1,
            row2,
            row3,
            point[j],
            point[j + 1],
            point[j + 2],
            point[j + 3],
            width);
      }
    }
  }

  /** A method of its own, so that the compiler turns its loop into vector instructions. */
  private static void addFourProducts(
      float[] sums,
      float[] row0,
      float[] row1,
      float[] row2,
      float[] row3,
      float value0,
      float value1,
      float value2,
      float value3,
      int width) {
    for (int w = 0; w < width; w++) {
      sums[w] += (value0 * row0[w] + value1 * row1[w]) + (value2 * row2[w] + value3 * row3[w]);
    }
  }

  /** The product of two points, in four sums. */
  static float product(float[] a, float[] b) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int j = 0; j < a.length; j += GROUP) {
      sum0 += a[j] * b[j];
      sum1 += a[j + 1] * b[j + 1];
      sum2 += a[j + 2] * b[j + 2];
      sum3 += a[j + 3] * b[j + 3];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}

package dev.nervure.points;

import dev.nervure.stats.RandomStream;

/**
 * A random linear map to fewer coordinates that keeps squared distances in the mean (count sketch:
 * Charikar, Chen, Farach-Colton 2002; feature hashing: Weinberger et al., arXiv 0902.2206): every
 * coordinate is added, with a random sign, to one coordinate of the image; each of those takes
 * equally many, give or take one. The relative standard deviation of a squared distance is at most
 * sqrt(2 / columns), that of a distance half of it: 0.6 % for 16,384 columns. Immutable. 4 d bytes.
 */
public final class RandomProjection {
  private final int[] columns;
  private final int width;

  /**
   * Draws a map.
   *
   * @param coordinates of a point
   * @param columns coordinates of its image, at least 1
   */
  public RandomProjection(int coordinates, int columns, RandomStream stream) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns must be at least 1 but was " + columns);
    }
    this.width = columns;
    this.columns = stream.derive("columns").permutation(coordinates);
    RandomStream signs = stream.derive("signs");
    for (int j = 0; j < coordinates; j++) {
      int column = this.columns[j] % columns;
      // -1 - c stands for column c with a minus.
      this.columns[j] = signs.nextLong() < 0 ? -1 - column : column;
    }
  }

  /** The image of a point, of as many coordinates as the map has columns. O(d). */
  public double[] of(double[] point) {
    double[] image = new double[width];
    for (int j = 0; j < columns.length; j++) {
      int column = columns[j];
      if (column < 0) {
        image[-1 - column] -= point[j];
      } else {
        image[column] += point[j];
      }
    }
    return image;
  }
}

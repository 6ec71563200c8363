package dev.nervure.dimension;

import dev.nervure.points.DistanceMatrix;

/**
 * The inner products of points about their mean, from their distances (classical scaling, Torgerson
 * 1952): -1/2 (d_ij^2 - row mean - column mean + mean). They hold all that does not depend on where
 * the cloud lies and how it is turned; distances in float32 leave them an error of about 1e-7 times
 * the largest square.
 */
final class CenteredProducts {
  private CenteredProducts() {}

  /**
   * A symmetric matrix, row by row. O(m^2) time and memory.
   *
   * @param members indices of points, m of them
   */
  static double[][] of(DistanceMatrix matrix, int[] members) {
    int m = members.length;
    double[][] products = new double[m][m];
    double[] means = new double[m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        double distance = matrix.distance(members[i], members[j]);
        double square = distance * distance;
        products[i][j] = square;
        means[i] += square / m;
        means[j] += square / m;
      }
    }
    double mean = 0;
    for (double one : means) {
      mean += one / m;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        double product = (means[i] + means[j] - mean - products[i][j]) / 2;
        products[i][j] = product;
        products[j][i] = product;
      }
    }
    return products;
  }
}

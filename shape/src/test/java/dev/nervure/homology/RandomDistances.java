package dev.nervure.homology;

import dev.nervure.stats.RandomStream;

/** Small seeded distance matrices of several kinds, for laws. */
final class RandomDistances {
  private RandomDistances() {}

  /**
   * Symmetric, zero diagonal; the kind cycles with the seed: plane, space, metric-free, many ties,
   * repeated points.
   */
  static float[][] of(long seed, int n) {
    RandomStream random = RandomStream.seeded(seed);
    int kind = (int) Math.floorMod(seed, 5L);
    int d = kind == 0 ? 2 : 4;
    double[][] x = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x[i][j] = kind == 4 ? random.nextInt(3) : random.nextDouble();
      }
    }
    float[][] distance = new float[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double value = 0;
        for (int k = 0; k < d; k++) {
          value += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
        }
        value =
            kind == 2 ? random.nextDouble() : kind == 3 ? 1 + random.nextInt(4) : Math.sqrt(value);
        distance[i][j] = (float) value;
        distance[j][i] = (float) value;
      }
    }
    return distance;
  }

  static float[] lower(float[][] distance) {
    int n = distance.length;
    float[] lower = new float[n * (n - 1) / 2];
    for (int i = 1, k = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        lower[k++] = distance[i][j];
      }
    }
    return lower;
  }
}

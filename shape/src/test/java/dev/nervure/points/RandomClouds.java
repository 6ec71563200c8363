package dev.nervure.points;

import java.util.Random;

/** Clouds for laws that hold for any. */
public final class RandomClouds {

  private RandomClouds() {}

  /** Normal coordinates in float32. */
  public static PointCloud gaussian(Random random, int n, int d) {
    float[][] points = new float[n][d];
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = (float) random.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  /** Points of a small grid: repeated points and equal distances abound, and all are exact. */
  public static PointCloud grid(Random random, int n, int d) {
    float[][] points = new float[n][d];
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = random.nextInt(3);
      }
    }
    return PointCloud.of(points);
  }

  /** The cloud times a power of two, which rounds nothing. */
  public static PointCloud scaled(PointCloud cloud, int exponent) {
    double[][] points = new double[cloud.size()][cloud.dimension()];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points[i].length; j++) {
        points[i][j] = Math.scalb(cloud.coordinate(i, j), exponent);
      }
    }
    return PointCloud.of(points);
  }

  /** The numbers below n in random order. */
  public static int[] permutation(Random random, int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The coordinates, to see that they stay. */
  public static double[] coordinates(PointCloud cloud) {
    return cloud.array().doubles().clone();
  }
}

package dev.nervure.dimension;

import dev.nervure.points.PointCloud;
import dev.nervure.stats.RandomStream;

/** Sampled manifolds of known dimension. */
final class Manifolds {

  private Manifolds() {}

  /** Uniform on the unit sphere of dimension d in R^(d+1). */
  static PointCloud sphere(int d, int n, RandomStream random) {
    double[][] points = new double[n][d + 1];
    for (double[] point : points) {
      onSphere(point, random);
    }
    return PointCloud.of(points);
  }

  /** Uniform in the unit ball of R^d. */
  static PointCloud ball(int d, int n, RandomStream random) {
    double[][] points = new double[n][d];
    for (double[] point : points) {
      onSphere(point, random);
      double radius = StrictMath.pow(random.nextDouble(), 1.0 / d);
      for (int j = 0; j < d; j++) {
        point[j] *= radius;
      }
    }
    return PointCloud.of(points);
  }

  /** Uniform in [0, 1]^d. */
  static PointCloud cube(int d, int n, RandomStream random) {
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = random.nextDouble();
      }
    }
    return PointCloud.of(points);
  }

  /** Standard normal in R^d. */
  static PointCloud gaussian(int d, int n, RandomStream random) {
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = random.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  /** t = 1.5 pi (1 + 2u), height 21 v, uniform in (u, v). */
  static PointCloud swissRoll(int n, RandomStream random) {
    double[][] points = new double[n][3];
    for (double[] point : points) {
      double t = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
      point[0] = t * StrictMath.cos(t);
      point[1] = 21 * random.nextDouble();
      point[2] = t * StrictMath.sin(t);
    }
    return PointCloud.of(points);
  }

  /** The chaos game on the triangle. */
  static PointCloud sierpinski(int n, RandomStream random) {
    double[][] corners = {{0, 0}, {1, 0}, {0.5, Math.sqrt(3) / 2}};
    double[][] points = new double[n][2];
    double[] at = {0.3, 0.3};
    for (int i = -100; i < n; i++) {
      double[] corner = corners[random.nextInt(3)];
      at = new double[] {(at[0] + corner[0]) / 2, (at[1] + corner[1]) / 2};
      if (i >= 0) {
        points[i] = at;
      }
    }
    return PointCloud.of(points);
  }

  /** Sums of 2 b_k 3^-k with random bits, 30 of them. */
  static PointCloud cantor(int n, RandomStream random) {
    double[][] points = new double[n][1];
    for (double[] point : points) {
      double weight = 2;
      for (int k = 0; k < 30; k++) {
        weight /= 3;
        point[0] += random.nextInt(2) * weight;
      }
    }
    return PointCloud.of(points);
  }

  private static void onSphere(double[] point, RandomStream random) {
    double squares = 0;
    for (int j = 0; j < point.length; j++) {
      point[j] = random.nextGaussian();
      squares += point[j] * point[j];
    }
    double norm = Math.sqrt(squares);
    for (int j = 0; j < point.length; j++) {
      point[j] /= norm;
    }
  }
}

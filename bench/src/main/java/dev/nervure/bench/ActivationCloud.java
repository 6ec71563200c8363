package dev.nervure.bench;

import dev.nervure.points.PointCloud;

/**
 * Point clouds that look like the activations of a hidden layer: ten Gaussian clusters in 12 latent
 * dimensions sent through two random ReLU layers. Defined word for word in
 * shared/data/ph/gen_activation_cloud.py, of which this is the Java edition: a SplitMix64 counter
 * stream, Box-Muller normals, all sums in float64, coordinates rounded to float32.
 */
public final class ActivationCloud {
  private static final int CLUSTERS = 10;
  private static final int LATENT = 12;
  private static final int HIDDEN = 256;

  private final long seed;
  private long word;

  private ActivationCloud(long seed) {
    this.seed = seed;
  }

  /** n points in R^d. */
  public static PointCloud of(int n, int d, long seed) {
    return new ActivationCloud(seed).draw(n, d);
  }

  private PointCloud draw(int n, int d) {
    double[] centre = normals(CLUSTERS * LATENT, 2);
    double[] mixing = normals(CLUSTERS * LATENT * LATENT, 1 / Math.sqrt(LATENT));
    double[] weights1 = normals(LATENT * HIDDEN, Math.sqrt(2.0 / LATENT));
    double[] bias1 = normals(HIDDEN, 0.1);
    double[] weights2 = normals(HIDDEN * d, Math.sqrt(2.0 / HIDDEN));
    double[] bias2 = normals(d, 0.1);
    double[] noise = normals(n * LATENT, 1);
    float[][] points = new float[n][d];
    double[] latent = new double[LATENT];
    for (int i = 0; i < n; i++) {
      int cluster = i % CLUSTERS;
      for (int k = 0; k < LATENT; k++) {
        double sum = 0;
        for (int j = 0; j < LATENT; j++) {
          double scale = 1.0 / (1.0 + j / 3.0);
          sum += noise[i * LATENT + j] * scale * mixing[(cluster * LATENT + j) * LATENT + k];
        }
        latent[k] = centre[cluster * LATENT + k] + sum;
      }
      double[] out = layer(layer(latent, weights1, bias1), weights2, bias2);
      for (int k = 0; k < d; k++) {
        points[i][k] = (float) out[k];
      }
    }
    return PointCloud.of(points);
  }

  private static double[] layer(double[] in, double[] weights, double[] bias) {
    int width = bias.length;
    double[] out = new double[width];
    for (int j = 0; j < in.length; j++) {
      for (int k = 0; k < width; k++) {
        out[k] += in[j] * weights[j * width + k];
      }
    }
    for (int k = 0; k < width; k++) {
      out[k] = Math.max(0, out[k] + bias[k]);
    }
    return out;
  }

  /** Consecutive normals times a factor; an odd count consumes one more uniform. */
  private double[] normals(int count, double factor) {
    double[] values = new double[count];
    for (int i = 0; i < count; i += 2) {
      double radius = Math.sqrt(-2 * Math.log(uniform()));
      double angle = 2 * Math.PI * uniform();
      values[i] = factor * (radius * Math.cos(angle));
      if (i + 1 < count) {
        values[i + 1] = factor * (radius * Math.sin(angle));
      }
    }
    return values;
  }

  private double uniform() {
    long z = seed + 0x9E3779B97F4A7C15L * ++word;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return ((z >>> 11) + 0.5) * 0x1p-53;
  }
}

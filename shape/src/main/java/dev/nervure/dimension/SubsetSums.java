package dev.nervure.dimension;

import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/** Sums of H0 lifespans to a power, for many subsets of one cloud. */
final class SubsetSums {

  private final PointCloud cloud;
  private final float[][] distances;
  private final double alpha;
  private final Progress progress;

  private SubsetSums(PointCloud cloud, float[][] distances, double alpha, Progress progress) {
    this.cloud = cloud;
    this.distances = distances;
    this.alpha = alpha;
    this.progress = progress;
  }

  /** Computes all distances once where the matrix fits. */
  static SubsetSums of(PointCloud cloud, double alpha, int threads, Progress progress) {
    if (cloud.size() > PersistentHomologyDimension.LARGEST_MATRIX) {
      return new SubsetSums(cloud, new float[0][], alpha, progress);
    }
    DistanceMatrix matrix = DistanceMatrix.of(cloud, Metric.EUCLIDEAN, threads, progress);
    float[][] square = new float[cloud.size()][cloud.size()];
    float[] lower = matrix.lower();
    for (int i = 1, k = 0; i < square.length; i++) {
      for (int j = 0; j < i; j++, k++) {
        square[i][j] = lower[k];
        square[j][i] = lower[k];
      }
    }
    return new SubsetSums(cloud, square, alpha, progress);
  }

  double sum(int[] subset) {
    if (distances.length > 0) {
      return prim(subset);
    }
    double sum = 0;
    double[] lengths =
        MinimumSpanningTree.of(cloud.select(subset), Metric.EUCLIDEAN, progress).lengths();
    for (double length : lengths) {
      sum += power(length);
    }
    return sum;
  }

  /**
   * Prim's algorithm on the rows of the full matrix: as {@link MinimumSpanningTree}, without
   * copying the distances of the subset and without keeping the tree.
   */
  private double prim(int[] subset) {
    int open = subset.length - 1;
    int[] waiting = new int[open];
    System.arraycopy(subset, 1, waiting, 0, open);
    float[] nearest = new float[open];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    int joined = subset[0];
    double sum = 0;
    while (open > 0) {
      float[] row = distances[joined];
      int best = 0;
      float least = Float.POSITIVE_INFINITY;
      for (int j = 0; j < open; j++) {
        float distance = Math.min(nearest[j], row[waiting[j]]);
        nearest[j] = distance;
        if (distance < least) {
          least = distance;
          best = j;
        }
      }
      sum += power(least);
      joined = waiting[best];
      open--;
      waiting[best] = waiting[open];
      nearest[best] = nearest[open];
    }
    return sum;
  }

  private double power(double length) {
    return alpha == 1 ? length : StrictMath.pow(length, alpha);
  }
}

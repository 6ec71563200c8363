package dev.nervure.dimension;

import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import java.util.Arrays;

/**
 * E_a of samples of one cloud: the sum of |e|^a over the edges e of the minimum spanning tree. All
 * samples share one table of distances where it fits into memory, and are measured straight from
 * the points where it does not. Safe for several threads.
 */
final class SpanningSums {

  /** What a sample's tree says. */
  record Sum(double total, double longest) {

    /** Share of the longest edge in the total. */
    double longestShare() {
      return total > 0 ? longest / total : 0;
    }
  }

  /** The table may take this share of the heap: it is built from another half as large. */
  private static final int HEAP_SHARE = 6;

  private static final float[][] NO_ROWS = {};

  private final PointCloud cloud;
  private final float[][] rows;
  private final double power;

  private SpanningSums(PointCloud cloud, float[][] rows, double power) {
    this.cloud = cloud;
    this.rows = rows;
    this.power = power;
  }

  static SpanningSums of(PointCloud cloud, double power, int threads, Progress progress) {
    long bytes = 4L * cloud.size() * cloud.size();
    if (bytes > Runtime.getRuntime().maxMemory() / HEAP_SHARE) {
      return new SpanningSums(cloud, NO_ROWS, power);
    }
    DistanceMatrix matrix = DistanceMatrix.of(cloud, Metric.EUCLIDEAN, threads, progress);
    return new SpanningSums(cloud, square(matrix), power);
  }

  static SpanningSums of(DistanceMatrix matrix, double power) {
    return new SpanningSums(PointCloud.of(new double[0][]), square(matrix), power);
  }

  private static float[][] square(DistanceMatrix matrix) {
    int n = matrix.size();
    float[] lower = matrix.lower();
    float[][] square = new float[n][n];
    for (int i = 1; i < n; i++) {
      int from = (int) ((long) i * (i - 1) / 2);
      System.arraycopy(lower, from, square[i], 0, i);
      for (int j = 0; j < i; j++) {
        square[j][i] = lower[from + j];
      }
    }
    return square;
  }

  /** E_a of the points with the given indices. */
  Sum of(int[] sample, Progress progress) {
    if (rows.length == 0) {
      return ofPoints(cloud.select(sample), progress);
    }
    int[] waiting = Arrays.copyOfRange(sample, 1, sample.length);
    float[] nearest = new float[waiting.length];
    Arrays.fill(nearest, Float.POSITIVE_INFINITY);
    double total = 0;
    double longest = 0;
    int joined = sample[0];
    for (int left = waiting.length; left > 0; left--) {
      int best = relax(rows[joined], waiting, nearest, left);
      double weight = weight(nearest[best]);
      total += weight;
      longest = Math.max(longest, weight);
      joined = waiting[best];
      waiting[best] = waiting[left - 1];
      nearest[best] = nearest[left - 1];
    }
    return new Sum(total, longest);
  }

  private Sum ofPoints(PointCloud points, Progress progress) {
    double total = 0;
    double longest = 0;
    for (double length : MinimumSpanningTree.of(points, Metric.EUCLIDEAN, 1, progress).lengths()) {
      double weight = weight(length);
      total += weight;
      longest = Math.max(longest, weight);
    }
    return new Sum(total, longest);
  }

  private double weight(double length) {
    return power == 1 ? length : StrictMath.pow(length, power);
  }

  /**
   * Lowers the distances to the tree by the point that joined; the position of the nearest. With
   * branches instead of {@code Math.min}: few distances are lowered, and half the time is saved.
   */
  private static int relax(float[] row, int[] waiting, float[] nearest, int left) {
    int best = 0;
    float bestDistance = Float.POSITIVE_INFINITY;
    for (int i = 0; i < left; i++) {
      float distance = row[waiting[i]];
      if (distance < nearest[i]) {
        nearest[i] = distance;
      } else {
        distance = nearest[i];
      }
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    return best;
  }
}

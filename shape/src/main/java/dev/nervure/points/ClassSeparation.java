package dev.nervure.points;

import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;

/**
 * How far classes lie apart compared with their own width: the Fisher ratio tr(S_B) / tr(S_W), the
 * scatter of the class means about the common mean over the scatter of the points about their class
 * means. 0 where all classes share one mean; free of scale and rotation.
 */
public final class ClassSeparation {

  /** Enough for a standard error that is itself good to about 7 %. */
  private static final int RESAMPLES = 100;

  /** Scatter of equal points about their rounded mean, relative to the scatter of the means. */
  private static final double ROUNDING = 1e-24;

  private ClassSeparation() {}

  /**
   * The Fisher ratio with its bootstrap standard error (points resampled within their classes). O(n
   * d) for each of 100 resamples.
   *
   * @param points n points
   * @param labels class of each point, 0 .. classes - 1
   * @param random source of the resamples
   * @return not estimable with fewer than two classes, or when every class is a single place
   */
  public static Estimate fisherRatio(PointCloud points, int[] labels, RandomStream random) {
    if (labels.length != points.size()) {
      throw new IllegalArgumentException(
          points.size() + " points but " + labels.length + " labels");
    }
    PointCloud cloud = points.rescaled();
    int classes = 0;
    for (int label : labels) {
      if (label < 0) {
        throw new IllegalArgumentException("labels must be at least 0 but one is " + label);
      }
      classes = Math.max(classes, label + 1);
    }
    int[][] members = members(labels, classes);
    int present = 0;
    for (int[] one : members) {
      present += one.length > 0 ? 1 : 0;
    }
    if (present < 2) {
      return Estimate.notEstimable("needs points of at least two classes but has " + present);
    }
    double ratio = ratio(cloud, members);
    if (!Double.isFinite(ratio)) {
      return Estimate.notEstimable("no class has any width: all its points are equal");
    }
    double sum = 0;
    double squares = 0;
    int counted = 0;
    for (int b = 0; b < RESAMPLES; b++) {
      double resampled = ratio(cloud, resample(members, random));
      if (Double.isFinite(resampled)) {
        sum += resampled - ratio;
        squares += (resampled - ratio) * (resampled - ratio);
        counted++;
      }
    }
    double variance =
        counted < 2 ? 0 : Math.max(0, (squares - sum * sum / counted) / (counted - 1));
    return Estimate.of(ratio, Math.sqrt(variance));
  }

  private static int[][] members(int[] labels, int classes) {
    int[] count = new int[classes];
    for (int label : labels) {
      count[label]++;
    }
    int[][] members = new int[classes][];
    for (int c = 0; c < classes; c++) {
      members[c] = new int[count[c]];
    }
    int[] filled = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      members[labels[i]][filled[labels[i]]++] = i;
    }
    return members;
  }

  private static int[][] resample(int[][] members, RandomStream random) {
    int[][] drawn = new int[members.length][];
    for (int c = 0; c < members.length; c++) {
      drawn[c] = new int[members[c].length];
      for (int k = 0; k < drawn[c].length; k++) {
        drawn[c][k] = members[c][random.nextInt(members[c].length)];
      }
    }
    return drawn;
  }

  private static double ratio(PointCloud cloud, int[][] members) {
    int d = cloud.dimension();
    double[] point = new double[d];
    double[] common = new double[d];
    double[][] means = new double[members.length][d];
    int n = 0;
    for (int c = 0; c < members.length; c++) {
      for (int i : members[c]) {
        cloud.copyPoint(i, point);
        add(means[c], point);
      }
      add(common, means[c]);
      n += members[c].length;
      scale(means[c], Math.max(1, members[c].length));
    }
    scale(common, n);
    double within = 0;
    double between = 0;
    for (int c = 0; c < members.length; c++) {
      for (int i : members[c]) {
        cloud.copyPoint(i, point);
        within += squaredDistance(point, means[c]);
      }
      between += members[c].length * squaredDistance(means[c], common);
    }
    return within > ROUNDING * between ? between / within : Double.POSITIVE_INFINITY;
  }

  private static void add(double[] sums, double[] values) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += values[j];
    }
  }

  private static void scale(double[] values, double divisor) {
    for (int j = 0; j < values.length; j++) {
      values[j] /= divisor;
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double difference = a[j] - b[j];
      sum += difference * difference;
    }
    return sum;
  }
}

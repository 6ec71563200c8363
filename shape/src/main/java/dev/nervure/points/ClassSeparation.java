package dev.nervure.points;

import dev.nervure.stats.Estimate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far classes lie apart compared with their own width, as a ratio of distances ({@link
 * #distanceRatio}) or of scatters: the Fisher ratio tr(S_B) / tr(S_W), the scatter of the class
 * means about the common mean over the scatter of the points about their class means. 0 where all
 * classes share one mean; free of scale and rotation.
 *
 * <p>Only distances enter: the scatter of points about their mean is the sum of the squared
 * distances of all pairs over the number of points, and tr(S_B) is the scatter of all less tr(S_W).
 */
public final class ClassSeparation {

  /**
   * Below this share of what it was, the scatter within classes that is left without a point is
   * rounding: that point has all of it.
   */
  private static final double ROUNDING = 1e-9;

  private ClassSeparation() {}

  /**
   * The Fisher ratio with its jackknife standard error: a point less at a time, in closed form. The
   * points are draws of which the classes are a part, so that the error counts that other draws
   * have other sizes of classes. O(n^2).
   *
   * @param distances Euclidean, between n points
   * @param labels class of each point, 0 .. classes - 1
   * @return not estimable with fewer than two classes, when every class is a single place, or when
   *     a single pair of points has all the width
   */
  public static Estimate fisherRatio(DistanceMatrix distances, int[] labels) {
    int n = distances.size();
    if (labels.length != n) {
      throw new IllegalArgumentException(n + " points but " + labels.length + " labels");
    }
    for (int label : labels) {
      if (label < 0) {
        throw new IllegalArgumentException("labels must be at least 0 but one is " + label);
      }
    }
    int[] counts = counts(labels);
    long present = Arrays.stream(counts).filter(count -> count > 0).count();
    if (present < 2) {
      return Estimate.notEstimable("needs points of at least two classes but has " + present);
    }
    return new Scatter(distances, labels, counts).ratio();
  }

  /**
   * The ratio of distances between classes to distances within: the mean over pairs of classes of
   * the mean distance of a point of one to a point of the other, over the mean over classes of the
   * mean distance of two of its points. 1 where classes do not lie apart (about: of a finite sample
   * of one class dealt out to two it is 1 on average); free of scale and rotation. All classes
   * count alike, whatever their sizes.
   *
   * <p>The error is the jackknife's, a point less at a time. O(n^2 + n classes^2) time, O(n
   * classes) memory.
   *
   * @param distances Euclidean or any others, between n points
   * @param labels class of each point, 0 .. classes - 1
   * @return not estimable with fewer than two classes, where a class has fewer than three points,
   *     or where every class is a single place
   */
  public static Estimate distanceRatio(DistanceMatrix distances, int[] labels) {
    int n = distances.size();
    if (labels.length != n) {
      throw new IllegalArgumentException(n + " points but " + labels.length + " labels");
    }
    int[] counts = counts(labels);
    int[] present = IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
    if (present.length < 2) {
      return Estimate.notEstimable(
          "needs points of at least two classes but has " + present.length);
    }
    for (int k : present) {
      if (counts[k] < 3) {
        return Estimate.notEstimable(
            "needs at least three points of each class but class %d has %d"
                .formatted(k, counts[k]));
      }
    }
    return new ClassDistances(distances, labels, counts, present).ratio();
  }

  private static int[] counts(int[] labels) {
    int[] counts = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** Sums of distances between and within classes, and what each point contributes. */
  private static final class ClassDistances {
    private final int[] labels;
    private final int[] counts;
    private final int[] present;

    /** Of each point the sum of its distances to the points of each class. */
    private final double[][] toClass;

    /** Sums over all pairs of two classes; on the diagonal every pair of a class twice. */
    private final double[][] sums;

    ClassDistances(DistanceMatrix distances, int[] labels, int[] counts, int[] present) {
      this.labels = labels;
      this.counts = counts;
      this.present = present;
      int n = labels.length;
      this.toClass = new double[n][counts.length];
      float[] lower = distances.lower();
      int at = 0;
      for (int i = 1; i < n; i++) {
        for (int j = 0; j < i; j++, at++) {
          toClass[i][labels[j]] += lower[at];
          toClass[j][labels[i]] += lower[at];
        }
      }
      this.sums = new double[counts.length][counts.length];
      for (int i = 0; i < n; i++) {
        for (int k : present) {
          sums[labels[i]][k] += toClass[i][k];
        }
      }
    }

    Estimate ratio() {
      double ratio = ratio(-1);
      if (!Double.isFinite(ratio)) {
        return Estimate.notEstimable(
            "no class has any width, or some points are infinitely far from others");
      }
      int n = labels.length;
      double[] without = new double[n];
      double mean = 0;
      for (int i = 0; i < n; i++) {
        without[i] = ratio(i);
        mean += without[i] / n;
      }
      double squares = 0;
      for (double one : without) {
        squares += (one - mean) * (one - mean);
      }
      return Double.isFinite(squares)
          ? Estimate.of(ratio, Math.sqrt(squares * (n - 1) / n))
          : Estimate.notEstimable("all the width of the classes is that of one point");
    }

    /**
     * The ratio without a point.
     *
     * @param left the point; -1 for none
     */
    private double ratio(int left) {
      double inside = 0;
      double across = 0;
      for (int a = 0; a < present.length; a++) {
        int k = present[a];
        double own = count(k, left);
        inside += (sums[k][k] - (isOf(left, k) ? 2 * toClass[left][k] : 0)) / (own * (own - 1));
        for (int b = 0; b < a; b++) {
          int l = present[b];
          double gone = 0;
          if (isOf(left, k)) {
            gone = toClass[left][l];
          } else if (isOf(left, l)) {
            gone = toClass[left][k];
          }
          across += (sums[k][l] - gone) / (own * count(l, left));
        }
      }
      int pairs = present.length * (present.length - 1) / 2;
      return across / pairs / (inside / present.length);
    }

    private boolean isOf(int point, int label) {
      return point >= 0 && labels[point] == label;
    }

    private double count(int label, int left) {
      return isOf(left, label) ? counts[label] - 1 : counts[label];
    }
  }

  /** The scatter of all points and within their classes, and what each point contributes. */
  private static final class Scatter {
    private final int n;
    private final int[] labels;
    private final int[] counts;

    /** Squared distances of each point from its class mean, and from the common mean. */
    private final double[] fromOwnMean;

    private final double[] fromMean;
    private final double within;
    private final double total;

    Scatter(DistanceMatrix distances, int[] labels, int[] counts) {
      this.n = labels.length;
      this.labels = labels;
      this.counts = counts;
      double[] ownSums = new double[n];
      double[] sums = new double[n];
      addSquares(distances, ownSums, sums);
      double[] ofClass = new double[counts.length];
      double all = 0;
      for (int i = 0; i < n; i++) {
        // Every pair is counted twice, once from each of its points.
        ofClass[labels[i]] += ownSums[i] / (2.0 * counts[labels[i]]);
        all += sums[i] / (2.0 * n);
      }
      this.fromOwnMean = new double[n];
      this.fromMean = new double[n];
      for (int i = 0; i < n; i++) {
        int count = counts[labels[i]];
        fromOwnMean[i] = (ownSums[i] - ofClass[labels[i]]) / count;
        fromMean[i] = (sums[i] - all) / n;
      }
      this.within = Arrays.stream(ofClass).sum();
      this.total = all;
    }

    private void addSquares(DistanceMatrix distances, double[] ownSums, double[] sums) {
      float[] lower = distances.lower();
      int at = 0;
      for (int i = 1; i < n; i++) {
        for (int j = 0; j < i; j++, at++) {
          double square = (double) lower[at] * lower[at];
          sums[i] += square;
          sums[j] += square;
          if (labels[i] == labels[j]) {
            ownSums[i] += square;
            ownSums[j] += square;
          }
        }
      }
    }

    Estimate ratio() {
      if (!Double.isFinite(total)) {
        return Estimate.notEstimable("some points are infinitely far from others");
      }
      if (!(within > 0)) {
        return Estimate.notEstimable("no class has any width: all its points are equal");
      }
      double[] without = new double[n];
      double mean = 0;
      for (int i = 0; i < n; i++) {
        double withinLeft = within - left(counts[labels[i]]) * fromOwnMean[i];
        if (!(withinLeft > ROUNDING * within)) {
          return Estimate.notEstimable(
              "all the width of the classes is that of one pair of points");
        }
        without[i] = (total - left(n) * fromMean[i]) / withinLeft;
        mean += without[i] / n;
      }
      double squares = 0;
      for (double one : without) {
        squares += (one - mean) * (one - mean);
      }
      // The ratio is at least 0, rounding apart.
      double ratio = Math.max(0, total / within - 1);
      return Estimate.of(ratio, Math.sqrt(squares * (n - 1) / n));
    }

    /** Loss of scatter when a point goes, in its squared distances from the mean. */
    private static double left(int count) {
      return count > 1 ? count / (count - 1.0) : 0;
    }
  }
}

package dev.nervure.study.fiber;

/** How far two inputs, or two outputs, are from each other. */
public final class Distance {

  private Distance() {}

  /** The Euclidean distance of two arrays of the same length. */
  public static double euclidean(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /** The largest difference of any value of two arrays of the same length. */
  public static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}

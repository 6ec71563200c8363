package dev.nervure.study.fiber;

/** How far two inputs are from each other. */
final class Distance {

  private Distance() {}

  /** The Euclidean distance of two inputs of the same length. */
  static double euclidean(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}

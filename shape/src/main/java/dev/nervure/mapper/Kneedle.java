package dev.nervure.mapper;

/**
 * The knee of a curve by Kneedle (Satopää, Albrecht, Irwin, Raghavan, "Finding a 'kneedle' in a
 * haystack", ICDCS Workshops 2011), offline, with sensitivity 1, for the curve of falling values
 * over their rank.
 */
final class Kneedle {
  private Kneedle() {}

  /**
   * The position of the knee.
   *
   * @param values descending
   * @return the position of its value, or -1 where there is none
   */
  static int ofDescending(double[] values) {
    int n = values.length;
    if (n < 2 || values[0] == values[n - 1]) {
      return -1;
    }
    double[] above = new double[n];
    double range = values[0] - values[n - 1];
    for (int i = 0; i < n; i++) {
      double value = (values[i] - values[n - 1]) / range;
      double rank = (double) i / (n - 1);
      above[i] = (1 - rank) - value;
    }
    // Sensitivity times the mean step of the values, which go from 1 to 0.
    double slack = 1.0 / (n - 1);
    int candidate = -1;
    double threshold = 0;
    for (int i = 0; i < n - 1; i++) {
      if (isMaximum(above, i)) {
        candidate = i;
        threshold = above[i] - slack;
      }
      if (candidate >= 0) {
        if (isMinimum(above, i)) {
          threshold = 0;
        }
        if (above[i + 1] < threshold) {
          return candidate;
        }
      }
    }
    return -1;
  }

  private static boolean isMaximum(double[] curve, int i) {
    return curve[i] >= curve[Math.max(0, i - 1)] && curve[i] >= curve[i + 1];
  }

  private static boolean isMinimum(double[] curve, int i) {
    return curve[i] <= curve[Math.max(0, i - 1)] && curve[i] <= curve[i + 1];
  }
}

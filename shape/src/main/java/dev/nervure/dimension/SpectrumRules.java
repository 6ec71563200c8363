package dev.nervure.dimension;

/** How many components of a spectrum count, by rules of the literature. */
final class SpectrumRules {
  /** Share of the largest eigenvalue above which one counts (Fukunaga, Olsen 1971). */
  static final double SHARE_OF_LARGEST = 0.05;

  /** Fan, Gu, Qiao, Zhang 2010: what is beyond this share of the variance is taken as noise. */
  private static final double SIGNAL_SHARE = 0.95;

  /** The components before a gap as large as this, */
  private static final double LARGE_GAP = 10;

  /** or those that hold this share of the variance above noise, whichever are fewer. */
  private static final double ENOUGH = 0.8;

  private SpectrumRules() {}

  /**
   * Eigenvalues above 5 % of the largest.
   *
   * @param eigenvalues largest first
   */
  static int fukunagaOlsen(double[] eigenvalues) {
    int count = 0;
    for (double eigenvalue : eigenvalues) {
      count += eigenvalue > SHARE_OF_LARGEST * eigenvalues[0] ? 1 : 0;
    }
    return count;
  }

  /**
   * The rule of Fan et al. with its constants: noise is the mean of the eigenvalues beyond 95 % of
   * the variance; then the components before the first ratio above 10, or the first that hold more
   * than 80 % of what is above noise.
   *
   * @param eigenvalues largest first
   */
  static int fan(double[] eigenvalues) {
    int n = eigenvalues.length;
    double total = 0;
    for (double eigenvalue : eigenvalues) {
      total += eigenvalue;
    }
    int first = 0;
    double sum = eigenvalues[0];
    while (first < n - 1 && sum / total <= SIGNAL_SHARE) {
      sum += eigenvalues[++first];
    }
    double noise = 0;
    for (int e = first; e < n; e++) {
      noise += eigenvalues[e] / (n - first);
    }
    double above = total - n * noise;
    double held = 0;
    for (int e = 0; e < n - 1; e++) {
      held += eigenvalues[e] - noise;
      double next = eigenvalues[e + 1] - noise;
      if (next > 0 && (eigenvalues[e] - noise) / next > LARGE_GAP || held / above > ENOUGH) {
        return e + 1;
      }
    }
    return n;
  }

  /**
   * The components before the largest ratio of an eigenvalue to the next; the first of equal ones.
   *
   * @param eigenvalues largest first
   */
  static int largestGap(double[] eigenvalues) {
    int best = eigenvalues.length;
    double largest = 0;
    for (int e = 0; e < eigenvalues.length - 1 && eigenvalues[e] > 0; e++) {
      double ratio = eigenvalues[e] / eigenvalues[e + 1];
      if (ratio > largest) {
        largest = ratio;
        best = e + 1;
      }
    }
    return best;
  }
}

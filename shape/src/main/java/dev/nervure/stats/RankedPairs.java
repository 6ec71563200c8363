package dev.nervure.stats;

/**
 * How well a score tells the second of each pair from the firsts: the area under the curve of true
 * over false alarms, which is the probability that a second has a larger score than a first, ties
 * counting half. Standard error from what each pair contributes (Obuchowski 1997 for clusters, of
 * which each pair is one): firsts and seconds of a pair depend on each other.
 */
public final class RankedPairs {
  private RankedPairs() {}

  /**
   * The area: 0.5 where the score tells nothing, below where seconds score less.
   *
   * @param firsts scores, finite
   * @param seconds scores of the same pairs
   * @return not estimable for fewer than two pairs
   * @throws IllegalArgumentException when they are not as many, or not finite
   */
  public static Estimate area(double[] firsts, double[] seconds) {
    int pairs = firsts.length;
    Correlation.requirePairs(firsts, seconds);
    if (pairs < 2) {
      return Estimate.notEstimable("needs at least 2 pairs but has " + pairs);
    }
    // Counts, halves among them, so that an area of 1 is 1.
    double[] ofFirst = new double[pairs];
    double[] ofSecond = new double[pairs];
    double total = 0;
    for (int i = 0; i < pairs; i++) {
      for (int j = 0; j < pairs; j++) {
        double above = seconds[i] > firsts[j] ? 1 : seconds[i] == firsts[j] ? 0.5 : 0;
        ofSecond[i] += above;
        ofFirst[j] += above;
        total += above;
      }
    }
    double area = total / ((double) pairs * pairs);
    double squares = 0;
    for (int i = 0; i < pairs; i++) {
      double apart = (ofFirst[i] + ofSecond[i]) / pairs - 2 * area;
      squares += apart * apart;
    }
    return Estimate.of(area, Math.sqrt(squares / (pairs - 1) / pairs));
  }
}

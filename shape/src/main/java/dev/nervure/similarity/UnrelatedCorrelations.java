package dev.nervure.similarity;

/**
 * What canonical correlations of unrelated rows are. Their squares are the eigenvalues of a Jacobi
 * ensemble: for p and q directions, p the fewer, in a space of m dimensions, with a = p / m and b =
 * q / m fixed while m grows, they have the density root((h - x) (x - l)) / (2 pi a x (1 - x))
 * between l, h = (root(a (1 - b)) -+ root(b (1 - a)))^2, and a share (a + b - 1) / a of them is 1
 * where that is positive (Wachter, Annals of Statistics 8, 1980). Their mean square is b, for every
 * m; the mean of the correlations themselves is right to some percent even of one direction.
 * Weights that do not depend on the other representation do not change the mean: every direction is
 * as likely to have every correlation.
 */
final class UnrelatedCorrelations {
  /** Of the integral, of which the error falls with its square: far beyond the two digits told. */
  private static final int STEPS = 2000;

  private UnrelatedCorrelations() {}

  /**
   * The mean of the correlations.
   *
   * @param fewer p, 1 at least
   * @param more q, at least p
   * @param dimensions m: the rows less one, where they are centred
   */
  static double mean(int fewer, int more, int dimensions) {
    if (more >= dimensions) {
      return 1;
    }
    double a = (double) fewer / dimensions;
    double b = (double) more / dimensions;
    double first = Math.sqrt(a * (1 - b));
    double second = Math.sqrt(b * (1 - a));
    double low = (first - second) * (first - second);
    double high = (first + second) * (first + second);
    double middle = (low + high) / 2;
    double half = (high - low) / 2;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      // x = middle + half cos(angle): the root becomes a sine, and nothing is infinite at the ends
      double angle = Math.PI * (i + 0.5) / STEPS;
      double x = middle + half * StrictMath.cos(angle);
      double sine = half * StrictMath.sin(angle);
      sum += sine * sine / (Math.sqrt(x) * (1 - x));
    }
    double between = sum / (2 * a * STEPS);
    return Math.min(1, between + Math.max(0, (a + b - 1) / a));
  }
}

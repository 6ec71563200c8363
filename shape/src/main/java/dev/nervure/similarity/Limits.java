package dev.nervure.similarity;

/** How many rows and features measures take at once, and what they leave out. */
final class Limits {
  /** Rows of a matrix of all pairs in float64: 67 MB. */
  static final int PAIRS = 4096;

  /** Rows of which all distances are ranked: 2 million pairs. */
  static final int RANKED = 2048;

  /** Features of which all pairs are decomposed or matched: some ten seconds a pair of layers. */
  static final int WIDEST = 2048;

  /** Rows of a wide layer, where pairs of rows are decomposed instead: a second. */
  static final int WIDE_ROWS = 1024;

  /**
   * Share of the largest sum of squares: along directions with less points spread by less than 1e-6
   * of the widest, about the rounding of float32.
   */
  static final double NEGLIGIBLE_SQUARE = 1e-12;

  private Limits() {}

  /** As many as there are of layers up to a width; of wider ones fewer. */
  static int rows(int firstFeatures, int secondFeatures, int widest, int rowsOfWider) {
    return Math.max(firstFeatures, secondFeatures) <= widest ? Integer.MAX_VALUE : rowsOfWider;
  }
}

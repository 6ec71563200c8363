package dev.nervure.diagram;

/** What all bandwidths have to be. */
final class Bandwidths {
  /** Beyond these bounds the square, or one over it, may have no float64. */
  private static final double LEAST = 1e-100;

  private static final double MOST = 1e100;

  private Bandwidths() {}

  /**
   * The bandwidth itself.
   *
   * @throws IllegalArgumentException unless it is from 1e-100 to 1e100
   */
  static double checked(double bandwidth) {
    if (!(bandwidth >= LEAST && bandwidth <= MOST)) {
      throw new IllegalArgumentException(
          "a bandwidth must be from 1e-100 to 1e100, in the unit of the bars, but was "
              + bandwidth);
    }
    return bandwidth;
  }
}

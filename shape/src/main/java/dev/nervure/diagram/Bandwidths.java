package dev.nervure.diagram;

/** What all bandwidths have to be. */
final class Bandwidths {
  private Bandwidths() {}

  /**
   * The bandwidth itself.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  static double checked(double bandwidth) {
    if (!(bandwidth > 0) || Double.isInfinite(bandwidth)) {
      throw new IllegalArgumentException(
          "a bandwidth must be positive and finite but was " + bandwidth);
    }
    return bandwidth;
  }
}

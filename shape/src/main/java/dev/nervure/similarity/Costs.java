package dev.nervure.similarity;

import dev.nervure.progress.Cost;

/** What the steps that measures share cost: on one core at 2.5 GHz, rounded up. */
final class Costs {
  /** One multiplication and addition of a product of matrices. */
  static final double MULTIPLY_ADD = 0.12e-9;

  /** Reading one value and taking off the mean. */
  static final double READ = 10e-9;

  /** One of r s min(r, s) steps of a decomposition into singular values without vectors. */
  private static final double SINGULAR_VALUE = 4e-9;

  /** With vectors. */
  private static final double SINGULAR_VECTOR = 20e-9;

  /** One entry of a matrix of all pairs of rows, with a root or an exponential. */
  private static final double ENTRY = 15e-9;

  private Costs() {}

  /** A thin basis. */
  static Cost basis(int rows, int features) {
    double n = rows;
    double r = Math.min(rows, features);
    return Cost.of(
        READ * n * features + MULTIPLY_ADD * n * r * (3 * r + 2 * features),
        (long) (8 * (2 * n * features + 2 * n * r + 2 * r * features)));
  }

  /** Principal directions. */
  static Cost spectrum(int rows, int features) {
    Cost basis = basis(rows, features);
    double r = Math.min(rows, features);
    return Cost.of(
        basis.seconds() + SINGULAR_VECTOR * r * r * features,
        basis.memoryBytes() + (long) (24 * r * features));
  }

  /** Products of two bases and their singular values. */
  static Cost decomposedProducts(int rows, int firstFeatures, int secondFeatures) {
    double r = Math.min(rows, firstFeatures);
    double s = Math.min(rows, secondFeatures);
    return Cost.of(
        MULTIPLY_ADD * rows * r * s + SINGULAR_VALUE * r * s * Math.min(r, s), (long) (24 * r * s));
  }

  /** A matrix of all pairs of rows. */
  static Cost pairs(int rows, int features) {
    double entries = 0.5 * rows * rows;
    return Cost.of(
        READ * rows * features + MULTIPLY_ADD * entries * features + ENTRY * entries,
        (long) (24 * entries));
  }
}

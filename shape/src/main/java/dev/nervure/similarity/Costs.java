package dev.nervure.similarity;

/** Seconds of the steps that measures share: on one core at 2.5 GHz, rounded up. */
final class Costs {
  /** One multiplication and addition of a product of matrices. */
  static final double MULTIPLY_ADD = 0.12e-9;

  /** Reading one value and taking off the mean. */
  static final double READ = 10e-9;

  private Costs() {}
}

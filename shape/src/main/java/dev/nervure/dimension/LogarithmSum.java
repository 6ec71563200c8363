package dev.nervure.dimension;

/**
 * A sum of natural logarithms of numbers between 1e-8 and 1e8. Numbers are multiplied as long as
 * their product fits, so that one logarithm is taken for many.
 */
final class LogarithmSum {
  private static final double SMALLEST = 1e-250;
  private static final double LARGEST = 1e250;

  private double sum;
  private double product = 1;

  /** Adds the logarithm of a number. */
  void add(double number) {
    product *= number;
    if (product < SMALLEST || product > LARGEST) {
      sum += StrictMath.log(product);
      product = 1;
    }
  }

  double value() {
    return sum + StrictMath.log(product);
  }
}

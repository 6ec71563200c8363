package dev.nervure.jacobian;

/**
 * A smooth function g of the m outputs of a map, such as one of them, the margin between two or a
 * log-probability. Safe for use by several threads.
 */
public interface OutputFunction {

  /** k, the number of values. */
  int size();

  /**
   * The values.
   *
   * @param z outputs, length m; not modified
   * @return g(z), length k
   */
  double[] value(double[] z);

  /**
   * The derivatives by each output.
   *
   * @param z outputs, length m; not modified
   * @return k rows of length m
   */
  double[][] jacobian(double[] z);
}

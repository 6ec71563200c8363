package dev.nervure.jacobian;

/**
 * A map f from R^n to R^m with its Jacobian, in float64.
 *
 * <p>Implementations are safe for use by several threads and do not keep or change the arrays they
 * are given.
 */
public interface DifferentiableMap {

  /** n, the number of input coordinates. */
  int inputSize();

  /** m, the number of output coordinates. */
  int outputSize();

  /**
   * The output at a point.
   *
   * @param x point, length n
   * @return f(x), length m
   */
  double[] value(double[] x);

  /**
   * The outputs at several points; implementations that evaluate batches faster override this.
   *
   * @param points k points of length n
   * @return k outputs of length m
   */
  default double[][] values(double[][] points) {
    double[][] values = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      values[i] = value(points[i]);
    }
    return values;
  }

  /**
   * Output and Jacobian at a point.
   *
   * @param x point, length n
   */
  Linearization linearize(double[] x);

  /**
   * Value and Jacobian of a function of the output at a point, from one evaluation of this map;
   * implementations that can do without their whole Jacobian override this.
   *
   * @param x point, length n
   * @param function g, of m outputs and k values
   * @return g(f(x)), length k, and its Jacobian, k rows of length n
   */
  default Linearization linearize(double[] x, OutputFunction function) {
    Linearization at = linearize(x);
    double[][] weights = function.jacobian(at.value());
    double[][] jacobian = new double[weights.length][inputSize()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        if (weights[i][j] != 0) {
          Vectors.addScaled(jacobian[i], weights[i][j], at.jacobian()[j]);
        }
      }
    }
    return new Linearization(function.value(at.value()), jacobian);
  }
}

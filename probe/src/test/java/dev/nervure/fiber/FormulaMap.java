package dev.nervure.fiber;

import java.util.function.Function;

/** A map given by formulas for its value and its Jacobian. */
record FormulaMap(
    int inputSize,
    int outputSize,
    Function<double[], double[]> formula,
    Function<double[], double[][]> derivative)
    implements DifferentiableMap {

  @Override
  public double[] value(double[] x) {
    return formula.apply(x);
  }

  @Override
  public Linearization linearize(double[] x) {
    return new Linearization(formula.apply(x), derivative.apply(x));
  }

  /** The sum of squared coordinates, divided by the squared semi-axes. */
  static FormulaMap ellipsoid(double... semiAxes) {
    int n = semiAxes.length;
    return new FormulaMap(
        n,
        1,
        x -> {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            sum += x[i] * x[i] / (semiAxes[i] * semiAxes[i]);
          }
          return new double[] {sum};
        },
        x -> {
          double[] gradient = new double[n];
          for (int i = 0; i < n; i++) {
            gradient[i] = 2 * x[i] / (semiAxes[i] * semiAxes[i]);
          }
          return new double[][] {gradient};
        });
  }

  /** x^2 - y^2, whose zero level crosses itself at the origin. */
  static FormulaMap saddle() {
    return new FormulaMap(
        2,
        1,
        x -> new double[] {x[0] * x[0] - x[1] * x[1]},
        x -> new double[][] {{2 * x[0], -2 * x[1]}});
  }

  static FormulaMap linear(double[][] matrix) {
    return new FormulaMap(
        matrix[0].length,
        matrix.length,
        x -> {
          double[] y = new double[matrix.length];
          for (int i = 0; i < y.length; i++) {
            y[i] = Vectors.dot(matrix[i], x);
          }
          return y;
        },
        x -> matrix);
  }
}

package dev.nervure.jacobian;

import dev.nervure.stats.RandomStream;
import java.util.function.Function;

/** A map given by formulas for its value and its Jacobian. */
public record FormulaMap(
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
  public static FormulaMap ellipsoid(double... semiAxes) {
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
  public static FormulaMap saddle() {
    return new FormulaMap(
        2,
        1,
        x -> new double[] {x[0] * x[0] - x[1] * x[1]},
        x -> new double[][] {{2 * x[0], -2 * x[1]}});
  }

  public static FormulaMap linear(double[][] matrix) {
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

  /** An untrained network of two hidden layers of tanh: m logits of n values. */
  public static FormulaMap tanhNetwork(int n, int width, int m, RandomStream random) {
    double[][] first = weights(width, n, random);
    double[][] second = weights(width, width, random);
    double[][] third = weights(m, width, random);
    return new FormulaMap(
        n,
        m,
        x -> times(third, tanh(times(second, tanh(times(first, x))))),
        x -> {
          double[] h = tanh(times(first, x));
          double[] g = tanh(times(second, h));
          return chain(chain(chain(third, g), second, h), first);
        });
  }

  /** Gaussian, of variance 1 / columns. */
  private static double[][] weights(int rows, int columns, RandomStream random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian() / Math.sqrt(columns);
      }
    }
    return matrix;
  }

  private static double[] times(double[][] matrix, double[] x) {
    double[] y = new double[matrix.length];
    Vectors.dots(matrix, y.length, x, y);
    return y;
  }

  private static double[] tanh(double[] z) {
    double[] t = new double[z.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = StrictMath.tanh(z[i]);
    }
    return t;
  }

  /** The columns of a matrix times the derivatives of the tanh whose values are given. */
  private static double[][] chain(double[][] matrix, double[] tanh) {
    double[][] product = new double[matrix.length][tanh.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < tanh.length; j++) {
        product[i][j] = matrix[i][j] * (1 - tanh[j] * tanh[j]);
      }
    }
    return product;
  }

  private static double[][] chain(double[][] outer, double[][] inner, double[] tanh) {
    return chain(chain(outer, inner), tanh);
  }

  private static double[][] chain(double[][] outer, double[][] inner) {
    double[][] product = new double[outer.length][inner[0].length];
    for (int i = 0; i < outer.length; i++) {
      Vectors.addScaled(product[i], 1, outer[i], inner, inner.length);
    }
    return product;
  }
}

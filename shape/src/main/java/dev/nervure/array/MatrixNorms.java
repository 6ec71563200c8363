package dev.nervure.array;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;

/** Norms of a matrix, an array of two axes with finite values. */
public final class MatrixNorms {
  private static final int MOST_STEPS = 2000;
  private static final double RELATIVE_CHANGE = 1e-10;

  private MatrixNorms() {}

  /** The root of the sum of squares. O(size). */
  public static double frobenius(NdArray matrix) {
    double squares = 0;
    for (double value : matrix.doubles()) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  /**
   * The largest singular value, by power iteration from a fixed random vector. The iteration rises
   * to it from below and ends where it no longer changes by 1e-10 of itself; where the next
   * singular value is nearly as large, what is missing is far less than their difference. O(size) a
   * step, at most 2000.
   */
  public static double spectral(NdArray matrix) {
    int rows = matrix.shape()[0];
    int columns = matrix.shape()[1];
    double[] values = matrix.doubles();
    double scale = frobenius(matrix);
    if (scale == 0) {
      return 0;
    }
    RandomStream stream = RandomStream.seeded(columns);
    double[] right = new double[columns];
    for (int i = 0; i < columns; i++) {
      right[i] = stream.nextGaussian();
    }
    normalize(right);
    double[] left = new double[rows];
    double norm = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      for (int row = 0; row < rows; row++) {
        double sum = 0;
        for (int column = 0; column < columns; column++) {
          sum += values[row * columns + column] * right[column];
        }
        left[row] = sum;
      }
      double found = normalize(left);
      if (Math.abs(found - norm) <= RELATIVE_CHANGE * found) {
        return found;
      }
      norm = found;
      Arrays.fill(right, 0);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          right[column] += values[row * columns + column] * left[row];
        }
      }
      normalize(right);
    }
    return norm;
  }

  /** Brings a vector to length 1, unless it is 0; its length before. */
  private static double normalize(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length && length > 0; i++) {
      vector[i] /= length;
    }
    return length;
  }
}

package dev.nervure.similarity;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * All rows of a representation in float64 and in memory: 8 n d bytes.
 *
 * @param values n x d, row by row, times the power of two of {@link FeatureMeans}; not to be
 *     changed
 * @param rows n
 * @param features d
 */
record RowMatrix(double[] values, int rows, int features) {
  /** The rows less their mean. */
  static final Form<RowMatrix> CENTERED = new Reading(true);

  /** The rows as they are. */
  static final Form<RowMatrix> PLAIN = new Reading(false);

  private record Reading(boolean isCentered) implements Form<RowMatrix> {
    @Override
    public RowMatrix of(Representation representation, Progress progress) {
      int n = representation.size();
      int d = representation.dimension();
      if ((long) n * d > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "%d rows of %d features are more values than an array holds: take fewer rows or pool the layer"
                .formatted(n, d));
      }
      FeatureMeans means = representation.form(FeatureMeans.FORM, progress);
      PointRows source = representation.rows();
      double[] values = new double[n * d];
      int step = FeatureMeans.blockRows(d);
      for (int from = 0; from < n; from += step) {
        progress.checkCancelled();
        double[] block = means.read(source, from, Math.min(n, from + step), isCentered);
        System.arraycopy(block, 0, values, from * d, block.length);
      }
      return new RowMatrix(values, n, d);
    }
  }

  /** The form with or without the mean. */
  static Form<RowMatrix> form(boolean isCentered) {
    return isCentered ? CENTERED : PLAIN;
  }

  /** The sum of squares of each row. */
  double[] squares() {
    double[] squares = new double[rows];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < features; j++, k++) {
        squares[i] += values[k] * values[k];
      }
    }
    return squares;
  }

  /** The sum of all squares. */
  double squaredNorm() {
    double sum = 0;
    for (double square : squares()) {
      sum += square;
    }
    return sum;
  }

  /** A^T B for this A and that B, both of n rows. */
  double[] crossProducts(RowMatrix other, Progress progress) {
    return MatrixProducts.transposed(
        values, features, other.values, other.features, rows, progress);
  }
}

package dev.nervure.similarity;

import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;

/**
 * The rows of a representation less their mean, in float64 and in memory: 8 n d bytes.
 *
 * @param values n x d, row by row, as {@link FeatureMeans} scales them; not to be changed
 * @param rows n
 * @param features d
 */
record CenteredRows(double[] values, int rows, int features) {
  /** The form. */
  static final Form<CenteredRows> FORM = new Centering();

  private record Centering() implements Form<CenteredRows> {
    @Override
    public CenteredRows of(Representation representation, Progress progress) {
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
        double[] block = means.centered(source, from, Math.min(n, from + step));
        System.arraycopy(block, 0, values, from * d, block.length);
      }
      return new CenteredRows(values, n, d);
    }
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
}

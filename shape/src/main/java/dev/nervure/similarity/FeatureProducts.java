package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/**
 * The linear kernel X X^T of centred rows, kept as X: the product with Y Y^T is the squared
 * Frobenius norm of X^T Y. O(n d e) time and 8 d e bytes a product for widths d and e.
 *
 * @param rows X
 * @param diagonal squared lengths of the rows
 */
record FeatureProducts(RowMatrix rows, double[] diagonal) implements CenteredKernel {
  /** The form. */
  static final Form<FeatureProducts> FORM = new Features();

  private record Features() implements Form<FeatureProducts> {
    @Override
    public FeatureProducts of(Representation representation, Progress progress) {
      RowMatrix rows = representation.form(RowMatrix.CENTERED, progress);
      return new FeatureProducts(rows, rows.squares());
    }
  }

  @Override
  public double product(CenteredKernel other, Progress progress) {
    RowMatrix others = ((FeatureProducts) other).rows;
    double[] products = rows.crossProducts(others, progress);
    int width = others.features();
    double sum = 0;
    for (int row = 0; row < rows.features(); row++) {
      double ofRow = 0;
      for (int k = row * width; k < (row + 1) * width; k++) {
        ofRow += products[k] * products[k];
      }
      sum += ofRow;
    }
    return sum;
  }
}

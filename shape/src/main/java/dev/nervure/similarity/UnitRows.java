package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/** All rows divided by their lengths; one that is 0 stays so. 8 n d bytes. */
record UnitRows() implements Form<RowMatrix> {
  @Override
  public RowMatrix of(Representation representation, Progress progress) {
    RowMatrix rows = representation.form(RowMatrix.PLAIN, progress);
    double[] unit = rows.values().clone();
    for (int i = 0; i < rows.rows(); i++) {
      Dissimilarity.normalize(unit, i * rows.features(), rows.features(), false);
    }
    return new RowMatrix(unit, rows.rows(), rows.features());
  }

  /** The cosine of two rows. */
  static double cosine(RowMatrix unit, int i, int j) {
    int d = unit.features();
    double sum = 0;
    for (int k = 0; k < d; k++) {
      sum += unit.values()[i * d + k] * unit.values()[j * d + k];
    }
    return sum;
  }
}

package dev.nervure.similarity;

import dev.nervure.array.PivotedCholesky;
import dev.nervure.progress.Progress;

/**
 * Centred rows up to an orthogonal map, with no more coordinates than rows: as they are where there
 * are no more features, else the factor L of X X^T = L L^T. For what does not depend on such a map.
 */
final class CompactRows {
  /** The form. */
  static final Form<RowMatrix> FORM = new Compaction();

  private CompactRows() {}

  private record Compaction() implements Form<RowMatrix> {
    @Override
    public RowMatrix of(Representation representation, Progress progress) {
      int n = representation.size();
      if (representation.dimension() <= n) {
        return representation.form(RowMatrix.CENTERED, progress);
      }
      GramMatrix gram = representation.form(GramMatrix.LINEAR, progress);
      PivotedCholesky cholesky = gram.decomposed(progress);
      int rank = cholesky.rank();
      double[] values = new double[n * rank];
      for (int c = 0; c < rank; c++) {
        for (int i = 0; i < n; i++) {
          values[i * rank + c] = cholesky.columns()[c][i];
        }
      }
      return new RowMatrix(values, n, rank);
    }
  }
}

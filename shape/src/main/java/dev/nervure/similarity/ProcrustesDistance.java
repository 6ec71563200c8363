package dev.nervure.similarity;

import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;

/**
 * How far centred rows are from those of another representation that is rotated and reflected to
 * lie as near as can be (Schoenemann, Psychometrika 31, 1966): |X|^2 + |Y|^2 - 2 |X^T Y|_* with
 * Frobenius norms and the nuclear norm. Widths may differ: the narrower one counts as filled up
 * with zeros.
 *
 * <p>Normalized: both divided by their Frobenius norms, and left as a square, in [0, 2] (Ding,
 * Denain, Steinhardt, NeurIPS 2021); other programs print its root, or half of it. As it is, in the
 * unit of the values: the root, the size-and-shape distance.
 */
final class ProcrustesDistance extends CheckedMeasure {
  private final boolean isNormalized;

  ProcrustesDistance(MeasureTraits traits, boolean isNormalized) {
    super(traits, 3);
    this.isNormalized = isNormalized;
  }

  private record SquaredNorm() implements Form<Double> {
    @Override
    public Double of(Representation representation, Progress progress) {
      return representation.form(CompactRows.FORM, progress).squaredNorm();
    }
  }

  @Override
  public int mostRows(int firstFeatures, int secondFeatures) {
    return Limits.rows(firstFeatures, secondFeatures, Limits.WIDE_ROWS, Limits.WIDE_ROWS);
  }

  @Override
  public Cost preparation(int rows, int features) {
    return features > rows
        ? Costs.pairs(rows, features)
        : Cost.of(Costs.READ * rows * features, 8L * rows * features);
  }

  @Override
  public Cost comparison(int rows, int firstFeatures, int secondFeatures) {
    return Costs.decomposedProducts(rows, firstFeatures, secondFeatures);
  }

  @Override
  Estimate value(Representation first, Representation second, long seed, Progress progress) {
    RowMatrix x = first.form(CompactRows.FORM, progress);
    RowMatrix y = second.form(CompactRows.FORM, progress);
    double a = first.form(new SquaredNorm(), progress);
    double b = second.form(new SquaredNorm(), progress);
    if (first == second) {
      return Estimate.of(0, 0);
    }
    double nuclear =
        SingularValues.nuclearNorm(x.crossProducts(y, progress), x.features(), y.features());
    return Estimate.of(
        isNormalized
            ? Math.max(0, 2 - 2 * nuclear / Math.sqrt(a) / Math.sqrt(b))
            : Math.sqrt(Math.max(0, a + b - 2 * nuclear)),
        0);
  }
}

package dev.nervure.similarity;

import dev.nervure.progress.Progress;

/**
 * The principal directions of centred rows, widest first: X = Q U S V^T for the thin basis Q.
 * Memory: 8 r (r + d) bytes. O(r^2 d).
 *
 * @param thin Q
 * @param left U, r x r, row by row
 * @param values the singular values of X, descending
 */
record SpectralBasis(ThinBasis thin, double[] left, double[] values) {
  /** The form. */
  static final Form<SpectralBasis> FORM = new Spectrum();

  private record Spectrum() implements Form<SpectralBasis> {
    @Override
    public SpectralBasis of(Representation representation, Progress progress) {
      ThinBasis thin = representation.form(ThinBasis.CENTERED, progress);
      SingularValues.Decomposition svd =
          SingularValues.decomposition(thin.coordinates(), thin.rank(), thin.features());
      return new SpectralBasis(thin, svd.left(), svd.values());
    }
  }

  /** r. */
  int rank() {
    return values.length;
  }

  /** The sum of squared singular values. */
  double squaredNorm() {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /** How many of the widest directions hold a share of the sum of squares. */
  int directionsFor(double share) {
    double wanted = share * squaredNorm();
    double sum = 0;
    int count = 0;
    while (count < values.length && sum < wanted) {
      sum += values[count] * values[count];
      count++;
    }
    return Math.max(1, count);
  }

  /** Inner products of the principal directions of both among the rows: r x s. */
  double[] products(SpectralBasis other, Progress progress) {
    int r = rank();
    int s = other.rank();
    double[] bases = thin.products(other.thin, progress);
    double[] half = MatrixProducts.transposed(left, r, bases, s, r, progress);
    return MatrixProducts.times(half, r, s, other.left, s, progress);
  }
}

package dev.nervure.similarity;

import dev.nervure.array.NdArray;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;

/**
 * The rows of a representation along their principal directions, widest first: the scores U S of
 * the singular value decomposition X = U S V^T. Rows are not centred, as in the test of Ding,
 * Denain and Steinhardt (NeurIPS 2021, arXiv 2108.01661) that removes components. With all
 * components the scores are the rows, rotated. Immutable.
 *
 * <p>Cost: O(n d r) for rank r. Memory: 8 n r bytes, and that of the decomposition.
 */
public final class PrincipalComponents {
  private final double[] scores;
  private final int rows;
  private final int rank;
  private final int components;

  private PrincipalComponents(double[] scores, int rows, int rank, int components) {
    this.scores = scores;
    this.rows = rows;
    this.rank = rank;
    this.components = components;
  }

  /**
   * Those of a representation.
   *
   * @throws IllegalArgumentException where all rows are 0
   */
  public static PrincipalComponents of(Representation representation, Progress progress) {
    ThinBasis thin = representation.form(ThinBasis.PLAIN, progress);
    int r = thin.rank();
    if (r == 0) {
      throw new IllegalArgumentException("all rows are 0, so that there are no components");
    }
    SingularValues.Decomposition svd =
        SingularValues.decomposition(thin.coordinates(), r, thin.features());
    double[] widened = new double[r * r];
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < r; j++) {
        widened[i * r + j] = svd.left()[i * r + j] * svd.values()[j];
      }
    }
    return new PrincipalComponents(
        MatrixProducts.times(thin.basis(), thin.rows(), r, widened, r, progress),
        thin.rows(),
        r,
        Math.min(representation.size(), representation.dimension()));
  }

  /** How many there are: the smaller of the number of rows and of features. */
  public int count() {
    return components;
  }

  /** The share of the sum of squares of all values that the last k components hold. O(n r). */
  public double shareOfLast(int k) {
    double all = 0;
    double last = 0;
    for (int i = 0; i < scores.length; i++) {
      double square = scores[i] * scores[i];
      all += square;
      last += i % rank >= components - k ? square : 0;
    }
    return last / all;
  }

  /**
   * The rows without their last k components.
   *
   * @param k from 0 to one less than {@link #count}
   */
  public PointCloud withoutLast(int k) {
    if (k < 0 || k >= components) {
      throw new IllegalArgumentException(
          "of %d components from 0 to %d can be left out but not %d"
              .formatted(components, components - 1, k));
    }
    int kept = Math.min(rank, components - k);
    double[] values = new double[rows * kept];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(scores, row * rank, values, row * kept, kept);
    }
    return PointCloud.of(NdArray.of(values, rows, kept));
  }
}

package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import dev.nervure.similarity.MatrixProducts;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Combinations of channels that a shared 1 x 1 map leaves as they are: the dimension of the
 * eigenspace of 1 of its transpose, which does not depend on the basis of channels as the count of
 * invariant channels does. A combination counts where the map changes it by at most a tenth of its
 * standard deviation over sites and images; directions in which features hardly vary say nothing
 * and are left out. O(channels^3).
 *
 * @param count how many such combinations there are, as a dimension
 * @param of directions in which features vary
 */
record FixedDirections(int count, int of) {
  /** Above this number of channels they are not looked for. */
  static final int MOST_CHANNELS = 1024;

  private static final double CHANGE = 0.1;

  /** Of the largest variance. */
  private static final double HARDLY_VARIES = 1e-8;

  /**
   * Counts them.
   *
   * @param weights of the map, inputs x outputs
   * @param covariances of the inputs
   */
  static FixedDirections of(double[] weights, double[] covariances, Progress progress) {
    int n = (int) Math.round(Math.sqrt(weights.length));
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    progress.checkCancelled();
    if (!eigen.decompose(DMatrixRMaj.wrap(n, n, covariances.clone()))) {
      return new FixedDirections(0, 0);
    }
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
    }
    int kept = 0;
    double[] whitening = new double[n * n];
    for (int i = 0; i < n; i++) {
      double variance = eigen.getEigenvalue(i).getReal();
      if (variance > HARDLY_VARIES * largest && variance > 0) {
        DMatrixRMaj vector = eigen.getEigenVector(i);
        for (int j = 0; j < n; j++) {
          whitening[kept * n + j] = vector.get(j) / Math.sqrt(variance);
        }
        kept++;
      }
    }
    if (kept == 0) {
      return new FixedDirections(0, 0);
    }
    double[] change = weights.clone();
    for (int i = 0; i < n; i++) {
      change[i * n + i] -= 1;
    }
    // Columns of change are outputs: a combination w of outputs changes by change w.
    double[] used = Arrays.copyOf(whitening, kept * n);
    double[] changed = MatrixProducts.timesTransposed(used, kept, change, n, n, progress);
    double[] varied = MatrixProducts.times(changed, kept, n, covariances, n, progress);
    double[] squares = MatrixProducts.timesTransposed(varied, kept, changed, kept, n, progress);
    EigenDecomposition_F64<DMatrixRMaj> ofChange = DecompositionFactory_DDRM.eig(kept, false, true);
    int count = 0;
    if (ofChange.decompose(DMatrixRMaj.wrap(kept, kept, squares))) {
      for (int i = 0; i < kept; i++) {
        count += ofChange.getEigenvalue(i).getReal() <= CHANGE * CHANGE ? 1 : 0;
      }
    }
    return new FixedDirections(count, kept);
  }
}

package dev.nervure.jacobian;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * The directions q that conjugate gradients on J J^T searched last, with the squared lengths of J^T
 * q: on their span J^T is shortest along the direction that the Rayleigh-Ritz method finds, with no
 * further product. Memory for {@value #KEPT} vectors of m. Not thread safe.
 */
public final class ConjugateDirections {

  /** The last ones, since weak directions are left to the end. */
  private static final int KEPT = 100;

  private record Direction(double[] q, double length) {}

  private final Deque<Direction> last = new ArrayDeque<>();

  /**
   * Adds one.
   *
   * @param q a combination of outputs, length m; kept, not copied
   * @param squaredLength of J^T q, positive
   */
  void add(double[] q, double squaredLength) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(new Direction(q, Math.sqrt(squaredLength)));
  }

  /**
   * The combination y of outputs on the span for which |J^T y| / |y| is smallest, of unit length;
   * null where nothing was searched. The directions are conjugate, so that scaled to |J^T q| = 1
   * the longest combination of unit coefficients is the one.
   */
  public double @Nullable [] weakest() {
    List<Direction> kept = new ArrayList<>(last);
    int k = kept.size();
    if (k == 0) {
      return null;
    }
    DMatrixRMaj products = new DMatrixRMaj(k, k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double product =
            Vectors.dot(kept.get(i).q, kept.get(j).q) / (kept.get(i).length * kept.get(j).length);
        products.set(i, j, product);
        products.set(j, i, product);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(k, true, true);
    if (!eigen.decompose(products)) {
      throw new ArithmeticException("the eigenvalue decomposition did not converge");
    }
    int best = 0;
    for (int i = 1; i < k; i++) {
      if (eigen.getEigenvalue(i).real > eigen.getEigenvalue(best).real) {
        best = i;
      }
    }
    DMatrixRMaj coefficients = eigen.getEigenVector(best);
    double[] y = new double[kept.get(0).q.length];
    for (int i = 0; i < k; i++) {
      Vectors.addScaled(y, coefficients.get(i) / kept.get(i).length, kept.get(i).q);
    }
    Vectors.normalize(y);
    return y;
  }
}

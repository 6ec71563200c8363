package dev.nervure.jacobian;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Singular values alone. */
final class SingularValues {

  private SingularValues() {}

  /**
   * All min(m, n) singular values, descending, without singular vectors: several times faster than
   * the whole decomposition. The longer side is reduced to the shorter one first, by orthonormal
   * rows or columns: memory for another copy of the Jacobian and two squares of the shorter side.
   *
   * @param jacobian m rows of length n; not modified
   */
  static double[] of(double[][] jacobian) {
    int m = jacobian.length;
    int n = jacobian[0].length;
    if (m <= n) {
      return of(GramSchmidt.orthonormalize(jacobian, null, new double[m][]));
    }
    return of(GramSchmidt.orthonormalize(n, column -> column(jacobian, column), new double[n][]));
  }

  /** The singular values, descending. */
  static double[] of(DMatrixRMaj matrix) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
    if (!svd.decompose(matrix.copy())) {
      throw new ArithmeticException("the singular value decomposition did not converge");
    }
    double[] values = svd.getSingularValues().clone();
    Arrays.sort(values);
    for (int i = 0; i < values.length / 2; i++) {
      double swapped = values[i];
      values[i] = values[values.length - 1 - i];
      values[values.length - 1 - i] = swapped;
    }
    return values;
  }

  private static double[] column(double[][] matrix, int column) {
    double[] copy = new double[matrix.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i][column];
    }
    return copy;
  }
}

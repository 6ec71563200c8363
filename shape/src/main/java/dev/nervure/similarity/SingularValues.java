package dev.nervure.similarity;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Singular values and vectors of dense matrices, by Golub's and Kahan's algorithm. O(m n^2). */
final class SingularValues {
  private SingularValues() {}

  /**
   * A matrix as U S V^T.
   *
   * @param left U, rows x k, row by row, with k = min(rows, columns)
   * @param values descending
   * @param right V, columns x k, row by row
   */
  record Decomposition(double[] left, double[] values, double[] right) {}

  /** The singular values, largest first. */
  static double[] of(double[] matrix, int rows, int columns) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(rows, columns, false, false, true);
    decompose(svd, matrix, rows, columns);
    double[] values = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
    Arrays.sort(values);
    for (int i = 0; i < values.length / 2; i++) {
      double lower = values[i];
      values[i] = values[values.length - 1 - i];
      values[values.length - 1 - i] = lower;
    }
    return values;
  }

  /** Their sum, the nuclear norm. */
  static double nuclearNorm(double[] matrix, int rows, int columns) {
    return Arrays.stream(of(matrix, rows, columns)).sum();
  }

  /** With vectors. */
  static Decomposition decomposition(double[] matrix, int rows, int columns) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(rows, columns, true, true, true);
    decompose(svd, matrix, rows, columns);
    DMatrixRMaj left = svd.getU(null, false);
    DMatrixRMaj right = svd.getV(null, false);
    double[] values = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
    SingularOps_DDRM.descendingOrder(left, false, values, values.length, right, false);
    return new Decomposition(left.data, values, right.data);
  }

  private static void decompose(
      SingularValueDecomposition_F64<DMatrixRMaj> svd, double[] matrix, int rows, int columns) {
    if (!svd.decompose(DMatrixRMaj.wrap(rows, columns, matrix.clone()))) {
      throw new ArithmeticException(
          "the singular values of a %d x %d matrix did not converge".formatted(rows, columns));
    }
  }
}

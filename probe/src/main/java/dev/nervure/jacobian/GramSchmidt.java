package dev.nervure.jacobian;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Writes a matrix of long rows as a small triangle times orthonormal rows. */
final class GramSchmidt {

  /**
   * What is left of a row beside those before it is rounding below this share: some hundred eps.
   */
  private static final double DEPENDENT = 1e-14;

  /** A row of which more than this share is left is orthogonal to the others as it is. */
  private static final double RELIABLE = 0.7;

  private GramSchmidt() {}

  /** A copy of a row with zeros in the held coordinates. */
  static double[] restricted(double[] row, boolean @Nullable [] held) {
    double[] restricted = row.clone();
    if (held != null) {
      for (int j = 0; j < restricted.length; j++) {
        restricted[j] = held[j] ? 0 : restricted[j];
      }
    }
    return restricted;
  }

  /**
   * Writes J = L Q with orthonormal rows Q, by Gram-Schmidt, done twice where that is needed to be
   * orthogonal to rounding (Daniel, Gragg, Kaufman, Stewart 1976). On the few long rows of a
   * Jacobian it takes a tenth of the time of a Householder decomposition, since every loop runs
   * along a row. A row that depends on those before it gets a zero row of Q.
   *
   * @param orthonormal receives Q
   * @return L, m x m
   */
  static DMatrixRMaj orthonormalize(
      double[][] jacobian, boolean @Nullable [] held, double[][] orthonormal) {
    return orthonormalize(jacobian.length, i -> restricted(jacobian[i], held), orthonormal);
  }

  /**
   * The same for rows that are made one after the other.
   *
   * @param rows makes a copy of one, which is changed and kept
   */
  static DMatrixRMaj orthonormalize(int m, IntFunction<double[]> rows, double[][] orthonormal) {
    DMatrixRMaj coordinates = new DMatrixRMaj(m, m);
    double[] components = new double[m];
    for (int i = 0; i < m; i++) {
      double[] row = rows.apply(i);
      double before = Vectors.norm(row);
      double left = before;
      // A second sweep is needed where the first took much away and left rounding errors of that.
      for (int sweep = 0; sweep < 2; sweep++) {
        double ahead = left;
        Vectors.dots(orthonormal, i, row, components);
        Vectors.addScaled(row, -1, components, orthonormal, i);
        for (int k = 0; k < i; k++) {
          coordinates.add(i, k, components[k]);
        }
        left = Vectors.norm(row);
        if (left > RELIABLE * ahead) {
          break;
        }
      }
      if (left > DEPENDENT * before) {
        coordinates.set(i, i, left);
        for (int j = 0; j < row.length; j++) {
          row[j] /= left;
        }
      } else {
        Arrays.fill(row, 0);
      }
      orthonormal[i] = row;
    }
    return coordinates;
  }
}

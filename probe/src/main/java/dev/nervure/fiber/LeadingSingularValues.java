package dev.nervure.fiber;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The largest singular values of a Jacobian that is never formed, by Golub-Kahan-Lanczos
 * bidiagonalisation with full reorthogonalisation (Golub and Kahan 1965; Golub and Van Loan, Matrix
 * Computations, section 10.4).
 *
 * @param values the largest ones found, descending
 * @param errors for each, how far it is from a singular value at most: the norm of what the
 *     subspace misses of the equations A v = s u and A^T u = s v
 * @param products how often J or its transpose was applied
 */
public record LeadingSingularValues(double[] values, double[] errors, int products) {

  /** Beside the wanted values so many more steps are made, since the last ones are inaccurate. */
  private static final int OVERSAMPLING = 10;

  /** A direction shorter than this share of the first is rounding: the space is exhausted. */
  private static final double EXHAUSTED = 1e-13;

  /**
   * Finds them. Time of 2 (2 count + 10) products with J or its transpose; memory for as many
   * vectors of n and of m.
   *
   * @param map the map
   * @param x the point, length n
   * @param count how many are wanted; fewer come where J has fewer
   * @param random source of the first vector
   * @throws IllegalArgumentException unless count is positive
   */
  public static LeadingSingularValues at(
      MatrixFreeMap map, double[] x, int count, RandomStream random) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1 but was " + count);
    }
    int n = map.inputSize();
    int m = map.outputSize();
    int steps = Math.min(2 * count + OVERSAMPLING, Math.min(m, n));
    double[][] right = new double[steps][];
    double[][] left = new double[steps][];
    double[] diagonal = new double[steps];
    double[] above = new double[steps];
    int products = 0;
    int made = 0;
    try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
      // Begun in the outputs, so that every input vector lies in the row space and min(m, n) steps
      // exhaust it.
      double[] v = new double[m];
      for (int i = 0; i < m; i++) {
        v[i] = random.nextGaussian();
      }
      Vectors.normalize(v);
      while (made < steps) {
        right[made] = v;
        double[] u = tangent.pull(v).clone();
        if (made > 0) {
          Vectors.addScaled(u, -above[made - 1], left[made - 1]);
        }
        removeAll(u, left, made);
        diagonal[made] = Vectors.normalize(u);
        left[made] = u;
        double[] next = tangent.push(u).clone();
        products += 2;
        Vectors.addScaled(next, -diagonal[made], v);
        made++;
        removeAll(next, right, made);
        above[made - 1] = Vectors.normalize(next);
        v = next;
        double largest = Math.max(diagonal[0], above[0]);
        if (!(above[made - 1] > EXHAUSTED * largest) || diagonal[made - 1] == 0) {
          above[made - 1] = 0;
          break;
        }
      }
    }
    return of(diagonal, above, made, Math.min(count, made), products);
  }

  private static LeadingSingularValues of(
      double[] diagonal, double[] above, int made, int count, int products) {
    DMatrixRMaj bidiagonal = new DMatrixRMaj(made, made);
    for (int i = 0; i < made; i++) {
      bidiagonal.set(i, i, diagonal[i]);
      if (i + 1 < made) {
        bidiagonal.set(i, i + 1, above[i]);
      }
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(made, made, true, false, true);
    if (!svd.decompose(bidiagonal)) {
      throw new ArithmeticException("the singular value decomposition did not converge");
    }
    double[] all = svd.getSingularValues();
    DMatrixRMaj u = svd.getU(null, false);
    Integer[] order = new Integer[made];
    for (int i = 0; i < made; i++) {
      order[i] = i;
    }
    Arrays.sort(order, (a, b) -> Double.compare(all[b], all[a]));
    double[] values = new double[count];
    double[] errors = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = all[order[i]];
      errors[i] = Math.abs(above[made - 1] * u.get(made - 1, order[i]));
    }
    return new LeadingSingularValues(values, errors, products);
  }

  /** Twice is enough. */
  private static void removeAll(double[] v, double[][] rows, int count) {
    double[] along = new double[count];
    for (int sweep = 0; sweep < 2; sweep++) {
      Vectors.dots(rows, count, v, along);
      Vectors.addScaled(v, -1, along, rows, count);
    }
  }
}

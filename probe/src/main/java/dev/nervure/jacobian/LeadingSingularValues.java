package dev.nervure.jacobian;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The largest singular values of a Jacobian that is never formed, by Golub-Kahan-Lanczos
 * bidiagonalisation (Golub and Kahan 1965; Golub and Van Loan, Matrix Computations, section 10.4),
 * reorthogonalised on the shorter side, which keeps the other one orthogonal too (Simon and Zha,
 * SIAM Journal on Scientific Computing 21, 2000).
 *
 * @param values the largest ones found, descending
 * @param errors for each, how far it is from a singular value at most: the norm of what the
 *     subspace misses of the equations A v = s u and A^T u = s v
 * @param products how often J or its transpose was applied
 */
public record LeadingSingularValues(double[] values, double[] errors, int products) {

  /** An error bound of so much of its value is good enough: three digits for every value. */
  public static final double TOLERANCE = 1e-3;

  /** Steps of which none is judged beside the wanted values, since the last ones are inaccurate. */
  private static final int OVERSAMPLING = 10;

  /** Between one look at the error bounds and the next. */
  private static final int STRIDE = 5;

  /** Where the values lie close together, so many steps and no more. */
  private static final int MOST_STEPS = 150;

  /** A direction shorter than this share of the largest is rounding: the space is exhausted. */
  private static final double EXHAUSTED = 1e-13;

  /**
   * Finds them, until every error bound is at most {@link #TOLERANCE} of its value or {@value
   * #MOST_STEPS} steps were made. Time of two products with J or its transpose a step; memory for
   * as many vectors of the shorter side.
   *
   * @param map the map
   * @param x the point, length n
   * @param count how many are wanted; fewer come where J has fewer
   * @param random source of the first vector
   * @param progress told of nothing, but asked for cancellation
   * @throws IllegalArgumentException unless count is positive
   */
  public static LeadingSingularValues at(
      MatrixFreeMap map, double[] x, int count, RandomStream random, Progress progress) {
    try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
      return of(tangent, map.inputSize(), map.outputSize(), count, random, progress);
    }
  }

  /**
   * Finds them for a derivative at hand, which is not closed; as above.
   *
   * @param tangent J
   * @param n inputs
   * @param m outputs
   */
  public static LeadingSingularValues of(
      MatrixFreeMap.Tangent tangent,
      int n,
      int m,
      int count,
      RandomStream random,
      Progress progress) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1 but was " + count);
    }
    int most = Math.min(Math.max(MOST_STEPS, count + OVERSAMPLING), Math.min(m, n));
    boolean outputsKept = m <= n;
    double[][] kept = new double[most][];
    double[] diagonal = new double[most];
    double[] above = new double[most];
    int made = 0;
    LeadingSingularValues found = null;
    // Begun in the outputs, so that every input vector lies in the row space and min(m, n) steps
    // exhaust it.
    double[] v = new double[m];
    for (int i = 0; i < m; i++) {
      v[i] = random.nextGaussian();
    }
    Vectors.normalize(v);
    double[] before = new double[n];
    double largest = 0;
    while (made < most) {
      progress.checkCancelled();
      double[] u = tangent.pull(v).clone();
      if (made > 0) {
        Vectors.addScaled(u, -above[made - 1], before);
      }
      if (!outputsKept) {
        removeAll(u, kept, made);
      }
      diagonal[made] = Vectors.normalize(u);
      largest = Math.max(largest, diagonal[made]);
      kept[made] = outputsKept ? v : u;
      double[] next = tangent.push(u).clone();
      Vectors.addScaled(next, -diagonal[made], v);
      if (outputsKept) {
        removeAll(next, kept, made + 1);
      }
      above[made] = Vectors.normalize(next);
      largest = Math.max(largest, above[made]);
      boolean exhausted =
          !(above[made] > EXHAUSTED * largest) || !(diagonal[made] > EXHAUSTED * largest);
      if (exhausted) {
        above[made] = 0;
      }
      made++;
      before = u;
      v = next;
      if (exhausted
          || made == most
          || made >= count + OVERSAMPLING && (made - count) % STRIDE == 0) {
        found = of(diagonal, above, made, Math.min(count, made), 2 * made);
        if (exhausted || found.isAccurate()) {
          break;
        }
      }
    }
    return Objects.requireNonNull(found);
  }

  private boolean isAccurate() {
    boolean accurate = true;
    for (int i = 0; i < values.length; i++) {
      accurate &= errors[i] <= TOLERANCE * values[i];
    }
    return accurate;
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

package dev.nervure.glassbox.reduction;

import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The largest eigenvalues of a symmetric positive map that is only applied, and their vectors, by
 * Lanczos steps that are orthogonalised twice against all before (Golub and Van Loan, Matrix
 * Computations, section 10.3). It goes on until each vector misses its equation by at most 1e-9 of
 * the largest eigenvalue, or the space is exhausted.
 *
 * @param values descending
 * @param vectors of unit length, one a value
 */
record SymmetricLanczos(double[] values, double[][] vectors) {
  private static final double TOLERANCE = 1e-9;

  /** A step shorter than this share of the largest is rounding: the space is exhausted. */
  private static final double EXHAUSTED = 1e-13;

  private static final long SEED = 1;

  /** A symmetric map. */
  interface Map {
    /** Its value, a new array. */
    double[] of(double[] vector);
  }

  static SymmetricLanczos of(Map map, int size, int wanted, Progress progress) {
    double[][] basis = new double[size][];
    double[] diagonal = new double[size];
    double[] beside = new double[size];
    RandomStream random = RandomStream.seeded(SEED);
    double[] next = new double[size];
    Arrays.setAll(next, i -> random.nextGaussian());
    scale(next, Math.sqrt(Vectors.dot(next, next)));
    double largest = 0;
    int look = Math.min(size, 2 * wanted + 20);
    SymmetricLanczos found = null;
    for (int made = 0; made < size; ) {
      progress.checkCancelled();
      basis[made] = next;
      double[] image = map.of(next);
      diagonal[made] = Vectors.dot(image, next);
      made++;
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < made; k++) {
          Vectors.addScaled(image, -Vectors.dot(image, basis[k]), basis[k]);
        }
      }
      double length = Math.sqrt(Vectors.dot(image, image));
      largest = Math.max(largest, Math.max(Math.abs(diagonal[made - 1]), length));
      boolean exhausted = made == size || !(length > EXHAUSTED * largest);
      beside[made - 1] = exhausted ? 0 : length;
      if (exhausted || made == look) {
        Projected small = Projected.of(diagonal, beside, made);
        if (exhausted || small.isAccurate(wanted, length)) {
          found = small.lifted(basis, Math.min(wanted, made));
          break;
        }
        look = Math.min(size, made + made / 3 + 1);
      }
      scale(image, length);
      next = image;
    }
    return Objects.requireNonNull(found);
  }

  private static void scale(double[] vector, double length) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
  }

  /** The map on the space of the steps so far: tridiagonal. */
  private record Projected(
      EigenDecomposition_F64<DMatrixRMaj> eigen, double[] values, int[] order) {

    static Projected of(double[] diagonal, double[] beside, int made) {
      DMatrixRMaj tridiagonal = new DMatrixRMaj(made, made);
      for (int i = 0; i < made; i++) {
        tridiagonal.set(i, i, diagonal[i]);
        if (i + 1 < made) {
          tridiagonal.set(i, i + 1, beside[i]);
          tridiagonal.set(i + 1, i, beside[i]);
        }
      }
      EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(made, true, true);
      if (!eigen.decompose(tridiagonal)) {
        throw new ArithmeticException("no eigenvalues of " + made + " Lanczos steps");
      }
      double[] values = new double[made];
      Integer[] order = new Integer[made];
      for (int i = 0; i < made; i++) {
        values[i] = eigen.getEigenvalue(i).getReal();
        order[i] = i;
      }
      Arrays.sort(
          order,
          (a, b) ->
              values[a] != values[b]
                  ? Double.compare(values[b], values[a])
                  : Integer.compare(a, b));
      return new Projected(
          eigen, values, Arrays.stream(order).mapToInt(Integer::intValue).toArray());
    }

    boolean isAccurate(int wanted, double length) {
      int made = values.length;
      boolean accurate = true;
      for (int k = 0; k < Math.min(wanted, made); k++) {
        double missed = length * Math.abs(eigen.getEigenVector(order[k]).get(made - 1));
        accurate &= missed <= TOLERANCE * values[order[0]];
      }
      return accurate && made >= wanted;
    }

    SymmetricLanczos lifted(double[][] basis, int count) {
      double[] found = new double[count];
      double[][] vectors = new double[count][];
      for (int k = 0; k < count; k++) {
        found[k] = Math.max(0, values[order[k]]);
        DMatrixRMaj weights = eigen.getEigenVector(order[k]);
        vectors[k] = new double[basis[0].length];
        for (int i = 0; i < values.length; i++) {
          Vectors.addScaled(vectors[k], weights.get(i), basis[i]);
        }
      }
      return new SymmetricLanczos(found, vectors);
    }
  }
}

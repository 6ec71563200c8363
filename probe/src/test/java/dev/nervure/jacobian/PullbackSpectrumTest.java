package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

class PullbackSpectrumTest {

  private static final double RANK_TOLERANCE = 1e-10;

  /** Tens of rounding errors, relative to the largest singular value. */
  private static final double ROUNDING = 1e-13;

  private static final int SEEDS = 10;

  /** The singular values of the matrix as it is, descending. */
  static double[] reference(double[][] matrix) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(matrix.length, matrix[0].length, false, false, true);
    assertThat(svd.decompose(new DMatrixRMaj(matrix))).isTrue();
    double[] values = svd.getSingularValues().clone();
    Arrays.sort(values);
    double[] descending = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      descending[i] = values[values.length - 1 - i];
    }
    return descending;
  }

  @Test
  void agreesWithTheDecompositionOfTheWholeMatrix() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      for (int[] shape : new int[][] {{3, 20}, {20, 3}, {12, 12}, {13, 12}, {1, 5}, {5, 1}}) {
        double[][] matrix = new double[shape[0]][shape[1]];
        for (double[] row : matrix) {
          for (int j = 0; j < row.length; j++) {
            row[j] = random.nextGaussian();
          }
        }
        PullbackSpectrum spectrum = spectrum(matrix);
        double[] reference = reference(matrix);
        assertThat(spectrum.singularValues()).hasSameSizeAs(reference);
        for (int k = 0; k < reference.length; k++) {
          assertThat(spectrum.singularValues()[k])
              .as("seed %d, %d x %d", seed, shape[0], shape[1])
              .isCloseTo(reference[k], within(ROUNDING * reference[0]));
        }
        assertThat(spectrum.rank()).isEqualTo(Math.min(shape[0], shape[1]));
        assertThat(spectrum.nullDimension()).isEqualTo(shape[1] - spectrum.rank());
      }
    }
  }

  /** Of J^T J the smallest two would be 1e-18 and 0, and could not be told apart. */
  @Test
  void tellsSmallSingularValuesFromNone() {
    double[] values = {1, 1e-3, 1e-9, 0};
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      for (int[] shape : new int[][] {{4, 9}, {9, 4}}) {
        PullbackSpectrum spectrum = spectrum(matrix(values, shape[0], shape[1], random));
        assertThat(spectrum.rank()).as("seed %d", seed).isEqualTo(3);
        for (int k = 0; k < 4; k++) {
          assertThat(spectrum.singularValues()[k])
              .as("seed %d, value %d", seed, k)
              .isCloseTo(values[k], within(ROUNDING));
        }
      }
    }
  }

  private static PullbackSpectrum spectrum(double[][] jacobian) {
    return PullbackSpectrum.of(
        new Linearization(new double[jacobian.length], jacobian), RANK_TOLERANCE);
  }

  /** U diag(values) V^T with products of two reflections each. */
  private static double[][] matrix(double[] values, int m, int n, RandomStream random) {
    double[][] matrix = new double[m][n];
    for (int k = 0; k < values.length; k++) {
      matrix[k][k] = values[k];
    }
    for (int times = 0; times < 2; times++) {
      double[] left = unit(m, random);
      double[] right = unit(n, random);
      double[] along = new double[n];
      for (int i = 0; i < m; i++) {
        Vectors.addScaled(along, 2 * left[i], matrix[i]);
      }
      for (int i = 0; i < m; i++) {
        Vectors.addScaled(matrix[i], -left[i], along);
        Vectors.addScaled(matrix[i], -2 * Vectors.dot(matrix[i], right), right);
      }
    }
    return matrix;
  }

  private static double[] unit(int n, RandomStream random) {
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextGaussian();
    }
    Vectors.normalize(v);
    return v;
  }
}

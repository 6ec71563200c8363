package dev.nervure.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PivotedCholeskyTest {
  private static final double ROUNDING = 1e-10;

  private static PivotedCholesky decomposed(double[][] matrix, double negligible) {
    double[] diagonal = new double[matrix.length];
    Arrays.setAll(diagonal, i -> matrix[i][i]);
    return PivotedCholesky.of(
        (i, target) -> System.arraycopy(matrix[i], 0, target, 0, target.length),
        diagonal,
        negligible,
        Progress.none());
  }

  @Test
  void theFactorGivesTheMatrixAndItsRank(Random random) {
    for (int round = 0; round < 20; round++) {
      int m = 2 + random.nextInt(10);
      int rank = 1 + random.nextInt(m);
      double[][] factor = new double[m][rank];
      for (double[] row : factor) {
        Arrays.setAll(row, k -> random.nextGaussian());
      }
      double[][] matrix = new double[m][m];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          for (int k = 0; k < rank; k++) {
            matrix[i][j] += factor[i][k] * factor[j][k];
          }
        }
      }
      PivotedCholesky found = decomposed(matrix, 1e-12);
      assertThat(found.rank()).isEqualTo(rank);
      assertThat(found.pivots()).doesNotHaveDuplicates().hasSize(rank);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          double sum = 0;
          for (double[] column : found.columns()) {
            sum += column[i] * column[j];
          }
          assertThat(sum).isCloseTo(matrix[i][j], within(ROUNDING));
        }
      }
    }
  }

  @Test
  void theLargestGoesFirstAndWhatIsNegligibleIsLeftOut() {
    double[][] matrix = {{1, 0, 0, 0}, {0, 4, 0, 0}, {0, 0, 4, 0}, {0, 0, 0, 1e-5}};
    assertThat(decomposed(matrix, 1e-6).pivots()).containsExactly(1, 2, 0, 3);
    assertThat(decomposed(matrix, 1e-5).pivots()).containsExactly(1, 2, 0);
    assertThat(decomposed(new double[3][3], 1e-6).rank()).isZero();
    assertThat(decomposed(matrix, 1e-6).inverseTransposed()[0]).isEqualTo(0.5);
  }
}

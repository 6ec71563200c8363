package dev.nervure.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class MatrixNormsTest {

  /** Singular values 3 and 1 of [[2, 1], [1, 2]]; 5 of a matrix of rank one. */
  @Test
  void byHand() {
    NdArray two = NdArray.of(new double[] {2, 1, 1, 2}, 2, 2);
    assertThat(MatrixNorms.spectral(two)).isCloseTo(3, within(1e-9));
    assertThat(MatrixNorms.frobenius(two)).isCloseTo(Math.sqrt(10), within(1e-14));
    NdArray one = NdArray.of(new double[] {3, 0, 4, 0, 0, 0}, 3, 2);
    assertThat(MatrixNorms.spectral(one)).isCloseTo(5, within(1e-12));
    assertThat(MatrixNorms.spectral(NdArray.of(new double[4], 2, 2))).isZero();
  }

  /** No vector is stretched by more, and Frobenius is between it and sqrt(rank) times it. */
  @Test
  void boundsWhatTheMatrixDoes(Random random) {
    double[] values = random.doubles(7 * 5, -1, 1).toArray();
    NdArray matrix = NdArray.of(values, 7, 5);
    double norm = MatrixNorms.spectral(matrix);
    double frobenius = MatrixNorms.frobenius(matrix);
    assertThat(frobenius).isBetween(norm * (1 - 1e-9), Math.sqrt(5) * norm * (1 + 1e-9));
    for (int draw = 0; draw < 100; draw++) {
      double[] x = random.doubles(5, -1, 1).toArray();
      double before = 0;
      double after = 0;
      for (int row = 0; row < 7; row++) {
        double sum = 0;
        for (int column = 0; column < 5; column++) {
          sum += values[row * 5 + column] * x[column];
        }
        after += sum * sum;
      }
      for (double one : x) {
        before += one * one;
      }
      assertThat(Math.sqrt(after)).isLessThanOrEqualTo(norm * Math.sqrt(before) * (1 + 1e-9));
    }
  }
}

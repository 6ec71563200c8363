package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class MatrixProductsTest {
  private static double[] matrix(int size, Random random) {
    return random.doubles(size, -1, 1).toArray();
  }

  /** Widths on both sides of a tile of columns, and depths that fill no group of terms. */
  @Test
  void theProductOfAMatrixWithItselfHasTheBitsOfThatWithACopy(Random random) {
    for (int n : new int[] {1, 16, 39}) {
      for (int p : new int[] {1, 5, 128, 129, 300}) {
        double[] a = matrix(n * p, random);
        double[] own = MatrixProducts.transposed(a, p, a, p, n, Progress.none());
        double[] withCopy = MatrixProducts.transposed(a, p, a.clone(), p, n, Progress.none());
        assertThat(own).as("%d x %d", n, p).isEqualTo(withCopy);
      }
    }
  }

  @Test
  void entriesAreSumsOfProducts(Random random) {
    int n = 37;
    int p = 131;
    int q = 140;
    double[] a = matrix(n * p, random);
    double[] b = matrix(n * q, random);
    double[] product = MatrixProducts.transposed(a, p, b, q, n, Progress.none());
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < q; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a[k * p + i] * b[k * q + j];
        }
        // 37 terms of at most 1, each rounded twice at most on both sides.
        assertThat(product[i * q + j]).isCloseTo(sum, within(4 * 37 * 37 * 0x1p-53));
      }
    }
  }
}

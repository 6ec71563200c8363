package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GaussianKernelTest {
  /** Of numbers below 1; the median is off by the rounding of inner products, some 1e-15 of it. */
  private static final double ROUNDING = 1e-11;

  /** By its definition, with all n^2 squared distances. */
  @Test
  void theWidthIsTheMedianOverTheFullMatrix(Random random) {
    for (int n = 3; n <= 10; n++) {
      double[][] rows = new double[n][2];
      for (double[] row : rows) {
        Arrays.setAll(row, k -> random.nextGaussian());
      }
      // Of three rows with two alike more than half of all distances are 0.
      if (n > 3 && random.nextBoolean()) {
        rows[1] = rows[0].clone();
      }
      double[] squares = new double[n * n];
      for (int i = 0; i < n * n; i++) {
        double x = rows[i / n][0] - rows[i % n][0];
        double y = rows[i / n][1] - rows[i % n][1];
        squares[i] = x * x + y * y;
      }
      double width = 2 * 0.25 * Quantiles.median(squares);
      double[] kernel = Arrays.stream(squares).map(square -> Math.exp(-square / width)).toArray();
      GramMatrix found =
          new GaussianKernel(0.5).of(Representation.of(PointCloud.of(rows)), Progress.none());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double expected =
              kernel[i * n + j] - mean(kernel, i, n) - mean(kernel, j, n) + mean(kernel);
          assertThat(found.entry(i, j)).as("n = %d", n).isCloseTo(expected, within(ROUNDING));
        }
      }
    }
  }

  private static double mean(double[] kernel, int row, int n) {
    return mean(Arrays.copyOfRange(kernel, row * n, (row + 1) * n));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Four matrices of float64 at once: inner products, distances, the kernel, and it centred. */
  @Test
  void planCountsAllMatricesThatAreThereAtOnce() {
    int n = 1000;
    for (String name : new String[] {"rbf_cka", "distance_correlation"}) {
      assertThat(SimilarityMeasures.named(name).preparation(n, 10).memoryBytes())
          .isGreaterThanOrEqualTo(4L * GramMatrix.length(n) * Double.BYTES);
    }
  }
}

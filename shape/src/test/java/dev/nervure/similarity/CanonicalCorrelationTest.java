package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class CanonicalCorrelationTest {
  private static final int ROWS = 200;
  private static final int SIGNALS = 2;
  private static final int FEATURES = 6;

  /** The same two wide signals in both, and narrow noise of each by itself. */
  private static Representation of(double[][] signals, Random noise) {
    double[][] rows = new double[ROWS][FEATURES];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < FEATURES; k++) {
        rows[i][k] = k < SIGNALS ? 10 * signals[i][k] : 0.1 * noise.nextGaussian();
      }
    }
    return Representation.of(PointCloud.of(rows));
  }

  private static double value(String measure, Representation first, Representation second) {
    return SimilarityMeasures.named(measure).between(first, second, 1, Progress.none()).value();
  }

  /**
   * The noise holds 0.02 % of the variance, so that SVCCA leaves it out. Without that, it is four
   * of six directions, with correlations of some 0.1: a mean of 0.4.
   */
  @Test
  void truncatedToTheWideDirectionsNoiseDoesNotCount(Random random) {
    double[][] signals = new double[ROWS][SIGNALS];
    for (double[] row : signals) {
      row[0] = random.nextGaussian();
      row[1] = random.nextGaussian();
    }
    Representation first = of(signals, random);
    Representation second = of(signals, random);
    assertThat(value("svcca", first, second)).isGreaterThan(0.99);
    assertThat(value("mean_cca", first, second)).isLessThan(0.7);
  }
}

package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class FisherFactorTest {

  private static final double RANK_TOLERANCE = 1e-10;
  private static final int SEEDS = 20;

  /** Sums of some ten products of numbers of order 1. */
  private static final double ROUNDING = 1e-14;

  @Test
  void ofTwoClassesItIsTheRootOfTheirProbabilities() {
    // p = 3/4 and 1/4: the metric is p (1 - p) of the difference.
    double[] factor =
        FisherFactor.at(new double[] {StrictMath.log(3), 0}).times(new double[] {1, 0});
    assertThat(factor).hasSize(1);
    assertThat(factor[0] * factor[0]).isCloseTo(3.0 / 16, within(ROUNDING));
  }

  @Test
  void itsSquareIsTheMetric() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      double[] z = gaussian(6, random);
      double[] p = softmax(z);
      double[][] factor = FisherFactor.at(z).times(identity(6));
      assertThat(factor).hasDimensions(5, 6);
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) {
          double sum = 0;
          for (double[] row : factor) {
            sum += row[i] * row[j];
          }
          assertThat(sum)
              .as("seed %d", seed)
              .isCloseTo((i == j ? p[i] : 0) - p[i] * p[j], within(ROUNDING));
        }
      }
    }
  }

  @Test
  void productsWithVectorsAgreeWithTheRows() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      FisherFactor factor = FisherFactor.at(gaussian(5, random));
      double[][] rows = factor.times(identity(5));
      double[] w = gaussian(5, random);
      double[] u = gaussian(4, random);
      double[] forward = factor.times(w);
      double[] backward = factor.transposedTimes(u);
      for (int k = 0; k < 4; k++) {
        assertThat(forward[k]).isCloseTo(Vectors.dot(rows[k], w), within(ROUNDING));
      }
      assertThat(Vectors.dot(backward, w))
          .as("seed %d", seed)
          .isCloseTo(Vectors.dot(u, forward), within(ROUNDING));
    }
  }

  /** With p = 1 to rounding, 1 - p is 0 and so would be the metric by its formula. */
  @Test
  void saturatedProbabilitiesLoseNothing() {
    for (double gap : new double[] {40, 100, 700, 1400}) {
      double expected = StrictMath.exp(-gap / 2);
      double[][] factor = FisherFactor.at(new double[] {0, gap}).times(identity(2));
      assertThat(factor[0][0] / expected).isCloseTo(1, within(1e-12));
      assertThat(factor[0][1] / expected).isCloseTo(-1, within(1e-12));
    }
    FisherFactor three = FisherFactor.at(new double[] {60, 10, 0});
    assertThat(three.isExact()).isTrue();
    PullbackSpectrum spectrum =
        PullbackSpectrum.of(
            new Linearization(new double[3], three.times(identity(3))), RANK_TOLERANCE);
    assertThat(spectrum.rank()).isEqualTo(2);
    // The metric is nearly a |w_1 - w_0|^2 + b |w_2 - w_0|^2 with a = exp(-50), b = exp(-60).
    double a = StrictMath.exp(-50);
    double b = StrictMath.exp(-60);
    double mean = a + b;
    double root = Math.sqrt(mean * mean - 3 * a * b);
    assertThat(spectrum.singularValues()[0] / Math.sqrt(mean + root)).isCloseTo(1, within(1e-10));
    assertThat(spectrum.singularValues()[1] * Math.sqrt(mean + root) / Math.sqrt(3 * a * b))
        .isCloseTo(1, within(1e-10));
    assertThat(FisherFactor.at(new double[] {0, 1500}).isExact()).isFalse();
  }

  /** A9: of softmax probabilities the class has one dimension more than of logits. */
  @Test
  void aClassOfProbabilitiesHasOneDimensionMore() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      DifferentiableMap network = FormulaMap.tanhNetwork(12, 16, 5, random);
      Linearization at = network.linearize(gaussian(12, random));
      double[][] pulled = FisherFactor.at(at.value()).times(at.jacobian());
      PullbackSpectrum logits = PullbackSpectrum.of(at, RANK_TOLERANCE);
      PullbackSpectrum fisher =
          PullbackSpectrum.of(new Linearization(at.value(), pulled), RANK_TOLERANCE);
      assertThat(logits.nullDimension()).as("seed %d", seed).isEqualTo(12 - 5);
      assertThat(fisher.nullDimension()).as("seed %d", seed).isEqualTo(12 - 5 + 1);

      // The same as of the derivative of twice the roots of the probabilities, which is isometric.
      double[] p = softmax(at.value());
      double[][] roots = new double[5][12];
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          Vectors.addScaled(
              roots[i], Math.sqrt(p[i]) * ((i == j ? 1 : 0) - p[j]), at.jacobian()[j]);
        }
      }
      double[] reference = PullbackSpectrumTest.reference(roots);
      for (int k = 0; k < 4; k++) {
        assertThat(fisher.singularValues()[k])
            .as("seed %d, value %d", seed, k)
            .isCloseTo(reference[k], within(1e-12 * reference[0]));
      }
      assertThat(reference[4]).isLessThan(1e-14 * reference[0]);
    }
  }

  @Test
  void leadingValuesAreFoundBehindTheDerivative() {
    RandomStream random = RandomStream.seeded(7);
    DenseTangents network = DenseTangents.of(FormulaMap.tanhNetwork(30, 24, 6, random));
    double[] x = gaussian(30, random);
    Linearization at = network.map().linearize(x);
    FisherFactor factor = FisherFactor.at(at.value());
    double[] whole =
        PullbackSpectrum.of(
                new Linearization(at.value(), factor.times(at.jacobian())), RANK_TOLERANCE)
            .singularValues();
    try (MatrixFreeMap.Tangent tangent = factor.behind(network.tangent(x))) {
      double[] leading =
          LeadingSingularValues.of(tangent, 30, factor.rows(), 5, random, Progress.none()).values();
      for (int k = 0; k < 5; k++) {
        assertThat(leading[k]).isCloseTo(whole[k], within(1e-10 * whole[0]));
      }
    }
  }

  @Test
  void oneLogitAndNoNumbersAreRefused() {
    assertThatThrownBy(() -> FisherFactor.at(new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 logits");
    assertThatThrownBy(() -> FisherFactor.at(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  private static double[] gaussian(int n, RandomStream random) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  private static double[] softmax(double[] z) {
    double total = Vectors.logSumExp(z);
    double[] p = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      p[i] = StrictMath.exp(z[i] - total);
    }
    return p;
  }

  private static double[][] identity(int n) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}

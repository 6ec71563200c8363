package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.SpecialFunctions;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class AngleNormStatisticsTest {
  private static final int K = AngleNormStatistics.NEIGHBORS;

  /** Of a sum of binomials up to 252 with alternating signs. */
  private static final double ROUNDING = 1e-11;

  private static final int STEPS = 200_000;

  @Test
  void ballsDifferFromOthersAndNotFromThemselves() {
    for (int n : new int[] {30, 100, 700, 5000}) {
      for (int d = 1; d <= 100; d++) {
        AngleNormStatistics ball = AngleNormCalibration.of(n, d);
        assertThat(ball.divergence(ball, K)).as("n %d, d %d", n, d).isCloseTo(0, within(ROUNDING));
        for (int other = 1; other <= 100; other += 9) {
          assertThat(ball.divergence(AngleNormCalibration.of(n, other), K))
              .as("n %d, d %d and %d", n, d, other)
              .isGreaterThanOrEqualTo(-ROUNDING);
        }
      }
    }
  }

  private static double integral(DoubleUnaryOperator function, double from, double to) {
    double width = (to - from) / STEPS;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += width * function.applyAsDouble(from + (i + 0.5) * width);
    }
    return sum;
  }

  private static double density(double r, double d) {
    return K * d * Math.pow(r, d - 1) * Math.pow(1 - Math.pow(r, d), K - 1);
  }

  @Test
  void theDivergenceOfRatiosIsTheIntegralOfTheirDensities() {
    double expected =
        integral(r -> density(r, 3) * Math.log(density(r, 3) / density(r, 5)), 0, 1 - 1e-9);
    AngleNormStatistics one = new AngleNormStatistics(3, 1, 2);
    assertThat(one.divergence(new AngleNormStatistics(5, 1, 2), K))
        .isCloseTo(expected, within(1e-6));
  }

  private static double logDensity(double angle, double mean, double concentration) {
    return concentration * Math.cos(angle - mean)
        - Math.log(2 * Math.PI)
        - SpecialFunctions.logBesselI0(concentration);
  }

  @Test
  void theDivergenceOfAnglesIsTheIntegralOfVonMisesDensities() {
    double expected =
        integral(
            angle ->
                Math.exp(logDensity(angle, 1.1, 2))
                    * (logDensity(angle, 1.1, 2) - logDensity(angle, 1.4, 5)),
            -Math.PI,
            Math.PI);
    AngleNormStatistics one = new AngleNormStatistics(3, 1.1, 2);
    assertThat(one.divergence(new AngleNormStatistics(3, 1.4, 5), K))
        .isCloseTo(expected, within(1e-9));
  }
}

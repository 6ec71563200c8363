package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
  /** A hundred operations in float64. */
  private static final double ROUNDING = 1e-14;

  /** Values of the table of Abramowitz and Stegun, 7.1, and of mpmath beyond it. */
  @Test
  void valuesAreThoseOfTheTables() {
    assertThat(ErrorFunction.of(0)).isZero();
    assertThat(ErrorFunction.of(0.5)).isCloseTo(0.5204998778130465, within(ROUNDING));
    assertThat(ErrorFunction.of(1)).isCloseTo(0.8427007929497149, within(ROUNDING));
    assertThat(ErrorFunction.of(2)).isCloseTo(0.9953222650189527, within(ROUNDING));
    assertThat(ErrorFunction.of(3.5)).isCloseTo(0.9999992569016276, within(ROUNDING));
    assertThat(ErrorFunction.of(5.9)).isCloseTo(1, within(ROUNDING));
    assertThat(ErrorFunction.of(50)).isEqualTo(1);
    assertThat(ErrorFunction.of(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
  }

  @Test
  void itIsOddAndAscending() {
    double before = -1;
    for (double x = -7; x <= 7; x += 0.01) {
      assertThat(ErrorFunction.of(-x)).isEqualTo(-ErrorFunction.of(x));
      assertThat(ErrorFunction.of(x)).isGreaterThanOrEqualTo(before - ROUNDING);
      before = ErrorFunction.of(x);
    }
  }

  @Test
  void normalProbabilities() {
    assertThat(ErrorFunction.normalBetween(-1.959963984540054, 1.959963984540054))
        .isCloseTo(0.95, within(ROUNDING));
    assertThat(ErrorFunction.normalBetween(0, Double.POSITIVE_INFINITY)).isEqualTo(0.5);
  }
}

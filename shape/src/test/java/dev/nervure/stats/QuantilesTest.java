package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final double[] VALUES = {1, 2, 4, 8};

  /** numpy.quantile([1, 2, 4, 8], q). */
  @Test
  void agreesWithNumpy() {
    assertThat(Quantiles.ofAscending(VALUES, 0)).isEqualTo(1);
    assertThat(Quantiles.ofAscending(VALUES, 0.1)).isCloseTo(1.3, within(1e-15));
    assertThat(Quantiles.ofAscending(VALUES, 0.5)).isEqualTo(3);
    assertThat(Quantiles.ofAscending(VALUES, 0.9)).isCloseTo(6.8, within(1e-15));
    assertThat(Quantiles.ofAscending(VALUES, 1)).isEqualTo(8);
    assertThat(Quantiles.ofAscending(new double[] {7}, 0.3)).isEqualTo(7);
  }

  @Test
  void theMedianLeavesValuesInTheirOrder() {
    double[] odd = {5, 1, 9};
    assertThat(Quantiles.median(odd)).isEqualTo(5);
    assertThat(odd).containsExactly(5, 1, 9);
    assertThat(Quantiles.median(new double[] {8, 1, 4, 2})).isEqualTo(3);
  }

  @Test
  void theNormalIntervalHolds95Percent() {
    assertThat(ErrorFunction.normalBetween(-Quantiles.NORMAL_95, Quantiles.NORMAL_95))
        .isCloseTo(0.95, within(1e-12));
  }

  @Test
  void refusesNoValuesAndSharesBeyondOne() {
    assertThatThrownBy(() -> Quantiles.ofAscending(new double[0], 0.5)).hasMessageContaining("0");
    assertThatThrownBy(() -> Quantiles.ofAscending(VALUES, 1.1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> Quantiles.ofAscending(VALUES, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Quantiles.median(new double[0])).hasMessageContaining("median");
  }
}

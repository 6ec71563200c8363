package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> Estimate.of(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Estimate.of(1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Estimate.of(1, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Estimate.of(Double.NEGATIVE_INFINITY, 1)).hasMessageContaining("Inf");
    assertThat(Estimate.of(2, 0).isEstimable()).isTrue();
  }

  @Test
  void askingForWhatIsNotThereSaysWhy() {
    Estimate none = Estimate.notEstimable("too few points");
    assertThat(none.isEstimable()).isFalse();
    assertThatThrownBy(none::value).hasMessage("not estimable: too few points");
    assertThatThrownBy(none::standardError).hasMessage("not estimable: too few points");
  }
}

package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimatorDisagreementTest {
  private final Map<String, Estimate> estimates = new LinkedHashMap<>();

  @Test
  void pairsWhoseIntervalsAreApartDisagree() {
    estimates.put("a", Estimate.of(8, 0.1));
    estimates.put("b", Estimate.of(4, 0.1));
    estimates.put("c", Estimate.of(8.3, 0.1));
    assertThat(EstimatorDisagreement.among(estimates))
        .containsExactly(
            new EstimatorDisagreement("b", "a", 2), new EstimatorDisagreement("b", "c", 8.3 / 4));
  }

  @Test
  void intervalsThatTouchDoNotDisagree() {
    // 1.96 errors of each are 0.196: together 0.392.
    estimates.put("a", Estimate.of(5, 0.1));
    estimates.put("b", Estimate.of(5.39, 0.1));
    assertThat(EstimatorDisagreement.among(estimates)).isEmpty();
    estimates.put("b", Estimate.of(5.4, 0.1));
    assertThat(EstimatorDisagreement.among(estimates)).hasSize(1);
  }

  @Test
  void whatIsNotEstimableDisagreesWithNothing() {
    estimates.put("a", Estimate.notEstimable("too few points"));
    estimates.put("b", Estimate.of(5, 0));
    estimates.put("c", Estimate.of(0, 0));
    assertThat(EstimatorDisagreement.among(estimates)).isEmpty();
  }
}

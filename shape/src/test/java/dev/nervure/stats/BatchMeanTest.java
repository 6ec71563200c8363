package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchMeanTest {
  @Test
  void theErrorOfAMeanIsThatOfAllDraws() {
    RandomStream random = RandomStream.seeded(3);
    double[] draws = new double[1000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = random.nextGaussian();
    }
    BatchMean found =
        BatchMean.of(
            draws.length,
            50,
            400,
            random,
            chosen -> Arrays.stream(chosen).mapToDouble(i -> draws[i]).average().orElseThrow());
    assertThat(found.disjoint()).isEqualTo(20);
    assertThat(found.batches()).isEqualTo(400).isEqualTo(BatchMean.batches(1000, 50, 400));
    assertThat(found.value().value())
        .isCloseTo(Arrays.stream(draws).average().orElseThrow(), within(1e-12));
    // 20 rounds of 20 batches give a variance within a tenth.
    assertThat(found.value().standardError()).isCloseTo(1 / Math.sqrt(1000), within(0.003));
  }

  @Test
  void batchesOfARoundShareNothing() {
    boolean[] seen = new boolean[10];
    BatchMean.of(
        10,
        5,
        2,
        RandomStream.seeded(1),
        chosen -> {
          for (int i : chosen) {
            assertThat(seen[i]).isFalse();
            seen[i] = true;
          }
          return 0;
        });
    assertThat(seen).containsOnly(true);
  }

  @Test
  void twoBatchesAreTheFewest() {
    assertThatThrownBy(() -> BatchMean.of(10, 6, 2, RandomStream.seeded(1), chosen -> 0))
        .hasMessageContaining("1 to 5 of 10");
  }
}

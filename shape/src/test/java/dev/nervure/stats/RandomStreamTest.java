package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomStreamTest {

  @Test
  void sameSeedSameNumbersAndDerivingDoesNotAdvance() {
    RandomStream one = RandomStream.seeded(42);
    RandomStream two = RandomStream.seeded(42);
    two.derive("other").nextLong();
    two.derive(7).nextLong();
    for (int i = 0; i < 100; i++) {
      assertThat(one.nextLong()).isEqualTo(two.nextLong());
    }
    assertThat(one.derive("a").nextLong()).isEqualTo(two.derive("a").nextLong());
    assertThat(one.derive("a").nextLong()).isNotEqualTo(one.derive("b").nextLong());
    assertThat(one.derive(1).nextLong()).isNotEqualTo(one.derive(2).nextLong());
  }

  @Test
  void momentsAreThoseOfTheDistributions() {
    RandomStream random = RandomStream.seeded(1);
    int n = 200_000;
    double uniform = 0;
    double gaussian = 0;
    double squares = 0;
    int[] counts = new int[7];
    for (int i = 0; i < n; i++) {
      uniform += random.nextDouble();
      double g = random.nextGaussian();
      gaussian += g;
      squares += g * g;
      counts[random.nextInt(7)]++;
    }
    // Five standard errors each.
    assertThat(uniform / n).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / n)));
    assertThat(gaussian / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    for (int count : counts) {
      assertThat((double) count / n).isCloseTo(1.0 / 7, within(5 * Math.sqrt(0.13 / n)));
    }
  }

  @Test
  void samplesAreDifferentNumbersInRange() {
    RandomStream random = RandomStream.seeded(9);
    for (int n = 0; n < 20; n++) {
      for (int k = 0; k <= n; k++) {
        int[] sample = random.sampleWithoutReplacement(n, k);
        assertThat(sample).hasSize(k).doesNotHaveDuplicates();
        for (int i : sample) {
          assertThat(i).isBetween(0, n - 1);
        }
      }
    }
    assertThat(random.permutation(50)).hasSize(50).doesNotHaveDuplicates();
    assertThatThrownBy(() -> random.sampleWithoutReplacement(3, 4)).hasMessageContaining("[0, 3]");
    assertThatThrownBy(() -> random.nextInt(0)).hasMessageContaining("positive");
  }
}

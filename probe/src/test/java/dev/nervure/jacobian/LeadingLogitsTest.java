package dev.nervure.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeadingLogitsTest {

  private static final int CLASSES = 40;

  /** Rounding of a sum of exponentials of a few tens of terms. */
  private static final double ROUNDING = 1e-14;

  @Test
  void largestLogitsAreKeptAndTheOthersSummed() {
    LeadingLogits read = LeadingLogits.of(new double[] {1, 3, 3, 2}, 2);

    // Of the equal ones the first comes first.
    assertThat(read.leading()).containsExactly(1, 2);
    double[] value = read.value(new double[] {5, 1, 2, 5 + StrictMath.log(3)});
    assertThat(value[0]).isEqualTo(1);
    assertThat(value[1]).isEqualTo(2);
    assertThat(value[2]).isCloseTo(5 + StrictMath.log(4), within(4 * ROUNDING));
    // Far logits neither overflow nor vanish.
    assertThat(read.value(new double[] {5000, 0, 0, 0})[2]).isEqualTo(5000);
    assertThat(read.value(new double[] {-5000, 0, 0, -5000})[2])
        .isCloseTo(-5000 + StrictMath.log(2), within(1e-11));
  }

  @Test
  void countMustLeaveSomethingToSum() {
    for (int count : new int[] {0, CLASSES}) {
      assertThatThrownBy(() -> LeadingLogits.of(new double[CLASSES], count))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[1, 40)");
    }
    assertThatThrownBy(() -> LeadingLogits.of(new double[] {0, Double.NaN, 1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not all finite");
  }
}

package dev.nervure.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTicksTest {
  @Test
  void ticksAreRoundAndCoverTheRange() {
    assertThat(AxisTicks.covering(0, 22.3, 5).values())
        .containsExactly(0.0, 5.0, 10.0, 15.0, 20.0, 25.0);
    AxisTicks small = AxisTicks.covering(0, 0.93, 4);
    assertThat(small.values()).hasSize(3);
    assertThat(small.label(0.5)).isEqualTo("0.5");
    assertThat(AxisTicks.covering(0, 1, 5).label(1)).isEqualTo("1.0");
  }

  @Test
  void anyRangeIsCovered() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      double from = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double to = from + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(12) - 6);
      AxisTicks ticks = AxisTicks.covering(from, to, 4);
      double rounding = 1e-6 * ticks.step(); // ends may differ from a tick by rounding
      assertThat(ticks.low()).as("seed " + seed).isLessThanOrEqualTo(from + rounding);
      assertThat(ticks.high()).as("seed " + seed).isGreaterThanOrEqualTo(to - rounding);
      assertThat(ticks.count()).as("seed " + seed).isBetween(2, 7);
    }
  }

  @Test
  void aRangeOfNoLengthIsWidened() {
    assertThat(AxisTicks.covering(0, 0, 4).high()).isGreaterThanOrEqualTo(1);
  }
}

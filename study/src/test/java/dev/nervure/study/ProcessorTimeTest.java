package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  /** The first times are slow, as those of a program that has just started are. */
  private static double busy(int iterations) {
    double sum = 0;
    for (int i = 1; i < iterations; i++) {
      sum += 1.0 / i;
    }
    return sum;
  }

  @Test
  void aSlowStartDoesNotCount() {
    AtomicInteger runs = new AtomicInteger();
    double[] sum = new double[1];
    double usual = ProcessorTime.seconds(() -> sum[0] += busy(200_000));
    double slowAtFirst =
        ProcessorTime.seconds(
            () -> sum[0] += busy(runs.getAndIncrement() == 0 ? 400_000_000 : 200_000));
    assertThat(runs.get()).isGreaterThan(1);
    assertThat(usual).isPositive();
    // The slow one is two thousand times as long; the margin is for what else the process does.
    assertThat(slowAtFirst).isLessThan(100 * usual);
  }
}

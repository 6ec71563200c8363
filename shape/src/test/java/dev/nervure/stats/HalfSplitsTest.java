package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalfSplitsTest {
  private static final int DRAWS = 400;
  private static final int SPLITS = 200;

  @Test
  void halvesShareNoDrawAndLeaveOneOutAtMost() {
    for (int n : new int[] {2, 3, 10, 11}) {
      int[][] halves = HalfSplits.halves(n, RandomStream.seeded(n));
      assertThat(halves[0]).hasSize(n / 2).isSorted();
      assertThat(halves[1]).hasSize(n / 2).isSorted();
      assertThat(IntStream.concat(Arrays.stream(halves[0]), Arrays.stream(halves[1])).distinct())
          .hasSize(n / 2 * 2);
    }
    assertThatThrownBy(() -> HalfSplits.halves(1, RandomStream.seeded(1)))
        .hasMessageContaining("at least 2");
  }

  /**
   * For a mean the limit of many splits is the textbook error, sigma over the root of n. Its own
   * scatter over 200 splits is about 1 / sqrt(2 * 200) = 5 %; four times that is allowed.
   */
  @Test
  void aMeanHasItsTextbookError() {
    RandomStream stream = RandomStream.seeded(7);
    double[] draws = new double[DRAWS];
    Arrays.setAll(draws, i -> stream.nextGaussian());
    double mean = Arrays.stream(draws).sum() / DRAWS;
    double squares = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
    double textbook = Math.sqrt(squares / (DRAWS - 1) / DRAWS);
    double[][] values = new double[SPLITS][];
    for (int split = 0; split < SPLITS; split++) {
      values[split] =
          Arrays.stream(HalfSplits.halves(DRAWS, stream.derive(split)))
              .mapToDouble(
                  half -> Arrays.stream(half).mapToDouble(i -> draws[i]).sum() / half.length)
              .toArray();
    }
    assertThat(HalfSplits.standardError(values) / textbook).isCloseTo(1, within(0.2));
    assertThat(HalfSplits.mean(values)).isCloseTo(mean, within(1e-12));
  }
}

package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockJackknifeTest {
  @Test
  void everyDrawIsLeftOutOnceWithThoseOfItsUnit() {
    int[][] kept = BlockJackknife.without(24, 3, 4, RandomStream.seeded(1));
    int[] times = new int[24];
    for (int[] indices : kept) {
      assertThat(indices).isSorted();
      Arrays.stream(indices).forEach(i -> times[i]++);
      for (int unit = 0; unit < 8; unit++) {
        int first = unit * 3;
        long of = Arrays.stream(indices).filter(i -> i / 3 == first / 3).count();
        assertThat(of).isIn(0L, 3L);
      }
    }
    assertThat(times).containsOnly(3);
  }

  /** Of a mean with blocks of one draw it is the usual standard error, s / sqrt(n). */
  @Test
  void ofAMeanItIsTheUsualStandardError() {
    double[] draws = {3, 1, 4, 1, 5, 9, 2, 6};
    double mean = Arrays.stream(draws).average().orElseThrow();
    double squares = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
    double[] without =
        Arrays.stream(BlockJackknife.without(8, 1, 8, RandomStream.seeded(2)))
            .mapToDouble(kept -> IntStream.of(kept).mapToDouble(i -> draws[i]).average().orElse(0))
            .toArray();
    assertThat(BlockJackknife.standardError(without))
        .isCloseTo(Math.sqrt(squares / 7 / 8), within(1e-12));
  }

  @Test
  void blocksThatCannotBeAreRefused() {
    RandomStream stream = RandomStream.seeded(1);
    assertThatThrownBy(() -> BlockJackknife.without(10, 3, 2, stream))
        .hasMessageContainingAll("10", "3");
    assertThatThrownBy(() -> BlockJackknife.without(10, 1, 1, stream)).hasMessageContaining("1");
    assertThatThrownBy(() -> BlockJackknife.without(10, 2, 6, stream)).hasMessageContaining("5");
  }
}

package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** A mean of draws that is read with noise of a known size, of which the value has one share. */
  @Test
  void whatAStatisticDrawsItselfCountsOnce() {
    RandomStream random = RandomStream.seeded(3);
    int n = 100;
    int rounds = 1000;
    for (double noise : new double[] {0, 0.03, 0.1}) {
      double squares = 0;
      for (int round = 0; round < rounds; round++) {
        double[] draws = new double[n];
        Arrays.setAll(draws, i -> random.nextGaussian());
        List<Estimate> without = new ArrayList<>();
        for (int[] kept : BlockJackknife.without(n, 1, 10, random.derive(round))) {
          double mean = IntStream.of(kept).mapToDouble(i -> draws[i]).average().orElse(0);
          without.add(Estimate.of(mean + noise * random.nextGaussian(), noise));
        }
        double error = BlockJackknife.standardError(Estimate.of(0, noise), without);
        assertThat(error).isGreaterThanOrEqualTo(noise);
        squares += error * error / rounds;
      }
      // A variance of 9 degrees of freedom varies by 0.47 of itself, the mean of a thousand by 30
      // times less. What would be below noise^2 counts as noise^2: of what is spread about it
      // evenly
      // the part above has a mean of 0.4 of the spread.
      double truth = 1.0 / n + noise * noise;
      double spread = 0.47 * (1.0 / n + 8.1 * noise * noise);
      assertThat(squares).isGreaterThan(truth - 4 * spread / Math.sqrt(rounds));
      assertThat(squares).isLessThan(truth + 4 * spread / Math.sqrt(rounds) + 0.4 * spread);
    }
  }

  /** Blocks that leave so few draws that nothing is drawn have no errors of their own. */
  @Test
  void errorsAreSubtractedOnlyWhereTheyAre() {
    List<Estimate> exact = List.of(Estimate.of(1, 0), Estimate.of(2, 0), Estimate.of(6, 0));
    double spread = BlockJackknife.standardError(new double[] {1, 2, 6});
    assertThat(BlockJackknife.standardError(Estimate.of(3, 0), exact)).isEqualTo(spread);
    assertThat(BlockJackknife.standardError(Estimate.of(3, 1), exact))
        .isCloseTo(Math.sqrt(spread * spread + 1), within(1e-12));
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

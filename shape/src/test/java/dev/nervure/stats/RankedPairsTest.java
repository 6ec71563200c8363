package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class RankedPairsTest {

  @Test
  void areasOfRanksByHand() {
    assertThat(RankedPairs.area(new double[] {1, 2}, new double[] {3, 4}).value()).isEqualTo(1);
    assertThat(RankedPairs.area(new double[] {1, 3}, new double[] {2, 3}).value())
        .isEqualTo((1 + 0 + 1 + 0.5) / 4);
    assertThat(RankedPairs.area(new double[] {1}, new double[] {2}).isEstimable()).isFalse();
  }

  @Test
  void refusesScoresThatAreNoNumbers() {
    double[] whole = {1, 2};
    assertThatThrownBy(() -> RankedPairs.area(new double[] {1, Double.NaN}, whole))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> RankedPairs.area(whole, new double[] {Double.POSITIVE_INFINITY, 1}))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> RankedPairs.area(whole, new double[3]))
        .hasMessageContaining("2 and 3");
  }

  @Test
  void theErrorOfAnAreaIsThatOverFreshPairs(Random random) {
    int trials = 400;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] firsts = new double[50];
      double[] seconds = new double[50];
      for (int i = 0; i < 50; i++) {
        double common = random.nextGaussian();
        firsts[i] = common + 0.5 * random.nextGaussian();
        seconds[i] = common + 0.5 * random.nextGaussian() + 0.4;
      }
      Estimate area = RankedPairs.area(firsts, seconds);
      sum += area.value() / trials;
      squares += area.value() * area.value() / trials;
      errors += area.standardError() / trials;
    }
    double scatter = Math.sqrt(squares - sum * sum);
    // A standard deviation of 400 values is known to 3.5 %; five of these.
    assertThat(errors).isBetween(scatter * 0.8, scatter * 1.2);
  }
}

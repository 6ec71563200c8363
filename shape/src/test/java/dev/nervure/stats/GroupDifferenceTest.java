package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GroupDifferenceTest {

  private static Estimate ofMeans(double[] values, GroupExchange exchange, Random random) {
    return GroupDifference.of(
        GroupStatistic.difference(
            samples -> Arrays.stream(samples).mapToDouble(sample -> values[sample]).average()),
        exchange,
        RandomStream.seeded(random.nextLong()),
        Progress.none());
  }

  @Test
  void errorOfADifferenceOfMeans(Random random) {
    double[] values = new double[900];
    for (int i = 0; i < 900; i++) {
      values[i] = i < 300 ? 3 * random.nextGaussian() + 2 : 3 * random.nextGaussian();
    }
    GroupExchange exchange = GroupExchange.free(300, 600);

    Estimate difference = ofMeans(values, exchange, random);

    double error = 3 * Math.sqrt(1.0 / 300 + 1.0 / 600);
    assertThat(difference.value()).isCloseTo(2, within(5 * error));
    // The error of 64 splits scatters by 1 / sqrt(128), 9 %; five of them.
    assertThat(difference.standardError()).isCloseTo(error, within(0.45 * error));
    // Cohen's d is 2/3, with an error of sqrt(1/300 + 1/600) = .07 and the scatter from above.
    assertThat(GroupDifference.effectSize(difference, exchange).getAsDouble())
        .isCloseTo(2.0 / 3, within(0.55));
  }

  @Test
  void whatPairsShareIsNoError(Random random) {
    int pairs = 400;
    double[] values = new double[2 * pairs];
    for (int i = 0; i < pairs; i++) {
      values[i] = 50 * random.nextGaussian();
      values[pairs + i] = values[i] + 0.5 * random.nextGaussian();
    }

    Estimate together = ofMeans(values, GroupExchange.pairs(pairs), random);
    Estimate apart = ofMeans(values, GroupExchange.free(pairs, pairs), random);

    double error = 0.5 / Math.sqrt(pairs);
    assertThat(together.standardError()).isCloseTo(error, within(0.45 * error));
    assertThat(apart.standardError()).isGreaterThan(50 * together.standardError());
  }

  @Test
  void noErrorWhereHalvesHaveNoValue() {
    GroupStatistic needsFour =
        (first, second) -> first.length < 4 ? OptionalDouble.empty() : OptionalDouble.of(1);

    Estimate difference =
        GroupDifference.of(
            needsFour, GroupExchange.free(4, 4), RandomStream.seeded(1), Progress.none());

    assertThat(difference.isEstimable()).isFalse();
  }

  @Test
  void noEffectSizeWithoutError() {
    GroupExchange exchange = GroupExchange.pairs(4);
    assertThat(GroupDifference.effectSize(Estimate.of(1, 0), exchange)).isEmpty();
    assertThat(GroupDifference.effectSize(Estimate.notEstimable("why"), exchange)).isEmpty();
  }
}

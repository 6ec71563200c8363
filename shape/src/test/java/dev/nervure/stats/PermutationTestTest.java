package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PermutationTestTest {

  private static PermutationTest.Statistic meanDifference(double[] values) {
    return (first, second) ->
        Arrays.stream(second).mapToDouble(i -> values[i]).average().orElseThrow()
            - Arrays.stream(first).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  /** Of six pairs with the same positive differences 2 of 64 exchanges give as much. */
  @Test
  void fewPairsHaveTheirExactProbability() {
    double[] values = IntStream.range(0, 12).mapToDouble(i -> i < 6 ? 0 : 1 + i).toArray();
    PermutationTest.Result result =
        PermutationTest.paired(
            6, meanDifference(values), 20_000, RandomStream.seeded(1), Progress.none());
    assertThat(result.statistic()).isCloseTo(9.5, within(1e-12));
    // Four standard errors of a share of 1/32 among 20,000.
    assertThat(result.probability()).isCloseTo(2.0 / 64, within(4 * Math.sqrt(1.0 / 32 / 20_000)));
    assertThat(result.nullMean()).isCloseTo(0, within(0.2));
  }

  /** Of three and three with all seconds larger 2 of 20 deals give as much. */
  @Test
  void fewIndependentMembersHaveTheirExactProbability() {
    double[] values = {1, 2, 3, 10, 11, 12};
    PermutationTest.Result result =
        PermutationTest.independent(
            3, 3, meanDifference(values), 20_000, RandomStream.seeded(2), Progress.none());
    assertThat(result.probability()).isCloseTo(0.1, within(4 * Math.sqrt(0.1 / 20_000)));
  }

  @Test
  void groupsOfOneKindAreRarelyToldApart(Random random) {
    int small = 0;
    for (int trial = 0; trial < 300; trial++) {
      double[] values = random.doubles(40).toArray();
      RandomStream stream = RandomStream.seeded(random.nextLong());
      PermutationTest.Result result =
          trial % 2 == 0
              ? PermutationTest.paired(20, meanDifference(values), 99, stream, Progress.none())
              : PermutationTest.independent(
                  20, 20, meanDifference(values), 99, stream, Progress.none());
      assertThat(result.probability()).isGreaterThan(0).isLessThanOrEqualTo(1);
      small += result.probability() <= 0.1 ? 1 : 0;
    }
    // 30 are expected; five standard errors more, so that one run in millions fails.
    assertThat(small).isLessThan((int) (30 + 5 * Math.sqrt(300 * 0.09)));
  }

  @Test
  void pairsAreNeverInOneGroup(Random random) {
    PermutationTest.paired(
        10,
        (first, second) -> {
          for (int i = 0; i < 10; i++) {
            assertThat(first[i] % 10).isEqualTo(i);
            assertThat(second[i]).isEqualTo((first[i] + 10) % 20);
          }
          return 0;
        },
        50,
        RandomStream.seeded(random.nextLong()),
        Progress.none());
  }

  /** The example of the definition: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06. */
  @Test
  void holmCorrectsInAscendingOrder() {
    assertThat(PermutationTest.holm(new double[] {0.01, 0.04, 0.03}))
        .containsExactly(new double[] {0.03, 0.06, 0.06}, within(1e-15));
    assertThat(PermutationTest.holm(new double[] {0.6, 0.7})).containsExactly(1, 1);
    assertThat(PermutationTest.holm(new double[0])).isEmpty();
  }

  @Test
  void wilsonsIntervalHasItsKnownValues() {
    // Newcombe 1998 (doi 10.1002/(SICI)1097-0258(19980430)17:8<857), table I, method 3.
    Proportion many = new Proportion(81, 263);
    assertThat(many.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(many.high()).isCloseTo(0.3662, within(5e-5));
    Proportion none = new Proportion(0, 20);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.1611, within(5e-5));
    assertThat(new Proportion(29, 29).high()).isEqualTo(1);
    assertThat(new Proportion(29, 29).low()).isCloseTo(0.8830, within(5e-5));
    assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("3 of 2");
  }

  @Test
  void areasOfRanksByHand() {
    assertThat(RankedPairs.area(new double[] {1, 2}, new double[] {3, 4}).value()).isEqualTo(1);
    assertThat(RankedPairs.area(new double[] {1, 3}, new double[] {2, 3}).value())
        .isEqualTo((1 + 0 + 1 + 0.5) / 4);
    assertThat(RankedPairs.area(new double[] {1}, new double[] {2}).isEstimable()).isFalse();
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

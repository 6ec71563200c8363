package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.PermutationTest.Tail;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PermutationTestTest {
  private static final int REPEATS = 400;

  private static GroupStatistic meanDifference(double[] values) {
    return GroupStatistic.difference(
        samples -> Arrays.stream(samples).mapToDouble(sample -> values[sample]).average());
  }

  private static double pValue(double[] values, GroupExchange exchange, int count, long seed) {
    return PermutationTest.of(
            meanDifference(values),
            Tail.BOTH,
            exchange,
            count,
            RandomStream.seeded(seed),
            1,
            Progress.none())
        .orElseThrow()
        .pValue();
  }

  /** P-values of continuous data are uniform on the multiples of 1 / (1 + permutations). */
  private static void assertUniform(double[] pValues) {
    for (double level : new double[] {0.05, 0.1, 0.25, 0.5, 0.75}) {
      double below = Arrays.stream(pValues).filter(p -> p <= level + 1e-9).count();
      double deviation = Math.sqrt(pValues.length * level * (1 - level));
      // Five standard deviations: at five levels one fresh seed in 350,000 falls outside.
      assertThat(below).isCloseTo(pValues.length * level, within(5 * deviation));
    }
  }

  @Test
  void groupsOfOneKindHaveUniformPValues(Random random) {
    double[] pValues = new double[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
      double[] values = random.doubles(25, -1, 1).map(x -> x * x * x).toArray();
      pValues[r] = pValue(values, GroupExchange.free(10, 15), 99, random.nextLong());
    }
    assertUniform(pValues);
  }

  /** Classes far apart in unequal shares are no difference where exchanges stay within them. */
  @Test
  void unequalStrataAreNoDifference(Random random) {
    int[] first = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
    int[] second = {0, 0, 1, 1, 1, 1, 1, 1, 1, 1};
    double[] pValues = new double[REPEATS];
    double[] ignoringStrata = new double[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
      double[] values = new double[20];
      for (int i = 0; i < 20; i++) {
        values[i] = random.nextGaussian() + 8 * (i < 10 ? first[i] : second[i - 10]);
      }
      pValues[r] = pValue(values, GroupExchange.within(first, second), 99, random.nextLong());
      ignoringStrata[r] = pValue(values, GroupExchange.free(10, 10), 99, random.nextLong());
    }
    assertUniform(pValues);
    assertThat(Arrays.stream(ignoringStrata).filter(p -> p <= 0.05).count())
        .isGreaterThan(REPEATS / 2);
  }

  @Test
  void whatPairsShareIsNoDifference(Random random) {
    double[] pValues = new double[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
      double[] values = new double[24];
      for (int i = 0; i < 12; i++) {
        double shared = 10 * random.nextGaussian();
        values[i] = shared + random.nextGaussian();
        values[12 + i] = shared + random.nextGaussian();
      }
      pValues[r] = pValue(values, GroupExchange.pairs(12), 99, random.nextLong());
    }
    assertUniform(pValues);
  }

  @Test
  void pairsSeeAShiftThatIndependentSamplesHide(Random random) {
    double[] values = new double[80];
    for (int i = 0; i < 40; i++) {
      values[i] = 100 * random.nextGaussian();
      values[40 + i] = values[i] + 1 + 0.1 * random.nextGaussian();
    }

    assertThat(pValue(values, GroupExchange.pairs(40), 199, 1)).isEqualTo(1.0 / 200);
    assertThat(pValue(values, GroupExchange.free(40, 40), 199, 1)).isGreaterThan(0.5);
  }

  @Test
  void countsAllExchangesOfFourValues() {
    // Of the six ways to choose two of four, two are as far apart as {0, 1} and {2, 3}.
    double p = pValue(new double[] {0, 1, 2, 3}, GroupExchange.free(2, 2), 30_000, 5);

    assertThat(p).isCloseTo(1.0 / 3, within(5 * Math.sqrt(2.0 / 9 / 30_000)));
  }

  @Test
  void equalValuesCountAsExtreme() {
    assertThat(pValue(new double[10], GroupExchange.free(5, 5), 50, 1)).isEqualTo(1);
    // Sums of the same numbers in another order differ in the last bit only.
    PermutationTest rounded =
        new PermutationTest(Tail.UPPER, 0.1 + 0.2 + 0.3, new double[] {0.3 + 0.2 + 0.1, 0.1});
    assertThat(rounded.pValue()).isEqualTo(2.0 / 3);
  }

  @Test
  void anExchangeWithoutValueCountsAsExtreme() {
    GroupStatistic onlyAsGiven =
        (first, second) -> first[0] == 0 ? OptionalDouble.of(1) : OptionalDouble.empty();
    PermutationTest test =
        PermutationTest.of(
                onlyAsGiven,
                Tail.UPPER,
                GroupExchange.pairs(3),
                200,
                RandomStream.seeded(3),
                1,
                Progress.none())
            .orElseThrow();

    assertThat(test.pValue()).isEqualTo(1);
    assertThat(test.undefined()).isBetween(50, 150); // half of 200, seven standard deviations
  }

  @Test
  void groupsWithoutValueHaveNoTest() {
    assertThat(
            PermutationTest.of(
                (first, second) -> OptionalDouble.empty(),
                Tail.UPPER,
                GroupExchange.free(2, 2),
                10,
                RandomStream.seeded(1),
                1,
                Progress.none()))
        .isEmpty();
  }

  @Test
  void threadsChangeNothing(Random random) {
    double[] values = random.doubles(40).toArray();
    long seed = random.nextLong();
    GroupExchange exchange = GroupExchange.free(20, 20);
    PermutationTest[] tests = new PermutationTest[2];
    for (int threads = 1; threads <= 2; threads++) {
      tests[threads - 1] =
          PermutationTest.of(
                  meanDifference(values),
                  Tail.BOTH,
                  exchange,
                  300,
                  RandomStream.seeded(seed),
                  threads,
                  Progress.none())
              .orElseThrow();
    }
    assertThat(tests[0].permuted()).isEqualTo(tests[1].permuted());
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> new PermutationTest(Tail.UPPER, Double.NaN, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PermutationTest(Tail.UPPER, 1, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PermutationTest(Tail.UPPER, 1, new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

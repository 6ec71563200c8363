package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.PermutationTest.Tail;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class FamilyWiseTest {
  private static final int PERMUTATIONS = 99;

  /** Tests of which no value is more likely than another, the observed one included. */
  private static List<PermutationTest> withoutDifference(int tests, double shared, Random random) {
    double[][] values = new double[tests][PERMUTATIONS + 1];
    for (int p = 0; p <= PERMUTATIONS; p++) {
      double common = random.nextGaussian();
      for (int t = 0; t < tests; t++) {
        // Units differ from test to test, as those of layers do.
        values[t][p] =
            Math.pow(10, t % 5)
                * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * random.nextGaussian());
      }
    }
    return Arrays.stream(values)
        .map(
            row ->
                new PermutationTest(
                    Tail.BOTH, row[0], Arrays.copyOfRange(row, 1, PERMUTATIONS + 1)))
        .toList();
  }

  @Test
  void hardlyEverRejectsAnyWhereNothingDiffers(Random random) {
    int repeats = 600;
    for (double shared : new double[] {0, 0.9}) {
      int rejections = 0;
      for (int r = 0; r < repeats; r++) {
        double[] corrected = FamilyWise.maxStatistic(withoutDifference(12, shared, random));
        rejections += Arrays.stream(corrected).anyMatch(p -> p <= 0.05 + 1e-9) ? 1 : 0;
      }
      // At the level exactly, whatever tests share: 30 expected, deviation 5.3, five of them 27.
      assertThat(rejections).isBetween(3, 57);
    }
  }

  @Test
  void testsThatAreTheSameCostNothing(Random random) {
    PermutationTest one = withoutDifference(1, 0, random).get(0);

    double[] corrected = FamilyWise.maxStatistic(List.of(one, one, one, one));

    assertThat(corrected).containsOnly(one.pValue());
    double[] bySum = FamilyWise.holm(new double[] {one.pValue(), one.pValue()});
    assertThat(bySum).containsOnly(Math.min(1, 2 * one.pValue()));
  }

  @Test
  void correctsUpwardsAndKeepsTheOrder(Random random) {
    List<PermutationTest> tests = new ArrayList<>(withoutDifference(6, 0.3, random));
    double[] far = tests.get(3).permuted();
    tests.set(3, new PermutationTest(Tail.BOTH, 1e9, far));

    double[] corrected = FamilyWise.maxStatistic(tests);

    for (int t = 0; t < tests.size(); t++) {
      assertThat(corrected[t]).isGreaterThanOrEqualTo(tests.get(t).pValue()).isLessThanOrEqualTo(1);
    }
    assertThat(corrected[3]).isEqualTo(1.0 / (PERMUTATIONS + 1));
    // Step by step: what is rejected first does not stand in the way of the others.
    List<PermutationTest> others = new ArrayList<>(tests);
    others.remove(3);
    double[] without = FamilyWise.maxStatistic(others);
    assertThat(new double[] {corrected[0], corrected[5]})
        .isEqualTo(new double[] {without[0], without[4]});
  }

  @Test
  void holmAsPublished() {
    double[] corrected = FamilyWise.holm(new double[] {0.01, 0.04, 0.03, 0.005});

    // 4 x .005, 3 x .01, 2 x .03, and .04, which may not fall below the one before.
    assertThat(corrected).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    assertThat(FamilyWise.holm(new double[] {0.9, 0.8})).containsExactly(1, 1);
  }

  @Test
  void nothingToCorrect() {
    assertThat(FamilyWise.maxStatistic(List.of())).isEmpty();
    assertThat(FamilyWise.holm(new double[0])).isEmpty();
  }

  @Test
  void refusesTestsOfOtherPermutations() {
    PermutationTest two = new PermutationTest(Tail.UPPER, 1, new double[] {0, 1});
    PermutationTest three = new PermutationTest(Tail.UPPER, 1, new double[] {0, 1, 2});
    assertThatThrownBy(() -> FamilyWise.maxStatistic(List.of(two, three)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

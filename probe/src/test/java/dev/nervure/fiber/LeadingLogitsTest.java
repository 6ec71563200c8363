package dev.nervure.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class LeadingLogitsTest {

  private static final long SEED = 610;
  private static final int INPUTS = 60;
  private static final int CLASSES = 40;

  /** Rounding of a sum of exponentials of a few tens of terms. */
  private static final double ROUNDING = 1e-14;

  private static FormulaMap network(RandomStream random) {
    return FormulaMap.tanhNetwork(INPUTS, 50, CLASSES, random);
  }

  private static double[] gaussian(RandomStream random) {
    double[] x = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      x[i] = random.nextGaussian();
    }
    return x;
  }

  @Test
  void largestLogitsAreKeptAndTheOthersSummed() {
    LeadingLogits read = LeadingLogits.of(new double[] {1, 3, 3, 2}, 2);

    // Of the equal ones the first comes first.
    assertThat(read.leading()).containsExactly(1, 2);
    double[] value = read.value(new double[] {5, 1, 2, 5 + StrictMath.log(3)});
    assertThat(value[0]).isEqualTo(1);
    assertThat(value[1]).isEqualTo(2);
    assertThat(value[2]).isCloseTo(5 + StrictMath.log(4), within(4 * ROUNDING));
    // Far logits neither overflow nor vanish.
    assertThat(read.value(new double[] {5000, 0, 0, 0})[2]).isEqualTo(5000);
    assertThat(read.value(new double[] {-5000, 0, 0, -5000})[2])
        .isCloseTo(-5000 + StrictMath.log(2), within(1e-11));
  }

  @Test
  void walkHoldsTheProbabilitiesOfTheLeadingClasses() {
    RandomStream random = RandomStream.seeded(SEED);
    FormulaMap map = network(random);
    double[] x = gaussian(random);
    LeadingLogits read = LeadingLogits.of(map.value(x), 3);
    WalkResult result =
        new LevelSetWalk(new OutputReadout(map, read), WalkOptions.ofLength(10))
            .walk(x, new RandomHeading(random, 3), step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.nullDimension()).isEqualTo(INPUTS - 4);
    double[] before = map.value(x);
    double[] after = map.value(result.end());
    double total = Vectors.logSumExp(before);
    double totalAfter = Vectors.logSumExp(after);
    for (int index : read.leading()) {
      assertThat(after[index] - totalAfter).isCloseTo(before[index] - total, within(1e-11));
    }
    // All others together are held, each one is free.
    assertThat(Vectors.largestDifference(before, after)).isGreaterThan(0.01);
  }

  @Test
  void countMustLeaveSomethingToSum() {
    for (int count : new int[] {0, CLASSES}) {
      assertThatThrownBy(() -> LeadingLogits.of(new double[CLASSES], count))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[1, 40)");
    }
    assertThatThrownBy(() -> LeadingLogits.of(new double[] {0, Double.NaN, 1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not all finite");
  }
}

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

  /** Central differences with steps of 1e-5 are wrong by 1e-10 and round by 1e-11. */
  private static final double DIFFERENCES = 1e-8;

  private static DenseTangents network(RandomStream random) {
    return DenseTangents.of(FormulaMap.tanhNetwork(INPUTS, 50, CLASSES, random));
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
    double[][] identity = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    DenseTangents map = DenseTangents.of(FormulaMap.linear(identity));
    LeadingLogits read = LeadingLogits.at(map, new double[] {1, 3, 3, 2}, 2);

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
  void jacobianTakesAPullAnOutputAndIsTheDerivative() {
    RandomStream random = RandomStream.seeded(SEED);
    DenseTangents map = network(random);
    double[] x = gaussian(random);
    LeadingLogits read = LeadingLogits.at(map, x, 5);
    Linearization at = read.linearize(x);

    assertThat(map.pulled().get()).isEqualTo(6);
    assertThat(map.pushed().get()).isZero();
    assertThat(at.jacobian().length).isEqualTo(6);
    double h = 1e-5;
    for (int j = 0; j < INPUTS; j++) {
      double[] ahead = x.clone();
      double[] behind = x.clone();
      ahead[j] += h;
      behind[j] -= h;
      double[][] values = read.values(new double[][] {ahead, behind});
      for (int i = 0; i < 6; i++) {
        assertThat(at.jacobian()[i][j])
            .isCloseTo((values[0][i] - values[1][i]) / (2 * h), within(DIFFERENCES));
      }
    }
  }

  @Test
  void walkHoldsTheProbabilitiesOfTheLeadingClasses() {
    RandomStream random = RandomStream.seeded(SEED);
    DenseTangents map = network(random);
    double[] x = gaussian(random);
    LeadingLogits read = LeadingLogits.at(map, x, 3);
    WalkResult result =
        new LevelSetWalk(read, WalkOptions.ofLength(10))
            .walk(x, new RandomHeading(random, 3), step -> {}, Progress.none());

    assertThat(result.stop()).isEqualTo(StopReason.LENGTH);
    assertThat(result.nullDimension()).isEqualTo(INPUTS - 4);
    double[] before = map.value(x);
    double[] after = map.value(result.end());
    double total = LogProbability.logSumExp(before);
    double totalAfter = LogProbability.logSumExp(after);
    for (int index : read.leading()) {
      assertThat(after[index] - totalAfter).isCloseTo(before[index] - total, within(1e-11));
    }
    // All others together are held, each one is free.
    assertThat(Vectors.largestDifference(before, after)).isGreaterThan(0.01);
  }

  @Test
  void countMustLeaveSomethingToSum() {
    DenseTangents map = network(RandomStream.seeded(SEED));
    for (int count : new int[] {0, CLASSES}) {
      assertThatThrownBy(() -> LeadingLogits.at(map, new double[INPUTS], count))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[1, 40)");
    }
  }
}

package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class LargestCorrelationTest {

  /** Of three values one order of six has coefficient 1 and one has -1: a third reach 1. */
  @Test
  void ofThreePairsAThirdOfTheOrdersIsPerfect() {
    double[] line = {1, 2, 3};
    LargestCorrelation found =
        LargestCorrelation.of(List.of(line), line, 6000, RandomStream.seeded(3));
    // 5 standard errors of a share of 1/3 of 6000
    assertThat(found.probability(1)).isCloseTo(1 / 3.0, within(0.031));
    assertThat(found.probability(0)).isEqualTo(1);
  }

  /**
   * Of variables that have nothing to do with the target, the largest of twenty comes below a
   * probability of 0.1 in a tenth of the cases, as a single one would. 200 cases: at most 20 + 5
   * standard errors of 4.2.
   */
  @Test
  void holdsForTheBestOfMany(Random random) {
    int below = 0;
    for (int sample = 0; sample < 200; sample++) {
      List<double[]> variables = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        variables.add(random.doubles(14).toArray());
      }
      double[] target = random.doubles(14).toArray();
      LargestCorrelation found =
          LargestCorrelation.of(variables, target, 199, RandomStream.seeded(sample));
      double largest =
          variables.stream()
              .mapToDouble(one -> Math.abs(Correlation.PEARSON.of(one, target)))
              .max()
              .orElseThrow();
      below += found.probability(largest) <= 0.1 ? 1 : 0;
    }
    assertThat(below).isLessThanOrEqualTo(41);
  }

  @Test
  void refusesWhatDoesNotVary() {
    assertThatThrownBy(
            () ->
                LargestCorrelation.of(
                    List.of(new double[] {1, 1, 1}),
                    new double[] {1, 2, 3},
                    10,
                    RandomStream.seeded(1)))
        .hasMessageContaining("same value");
  }
}

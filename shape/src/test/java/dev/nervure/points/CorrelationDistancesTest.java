package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class CorrelationDistancesTest {
  /** Distances are float32. */
  private static final double ROUNDING = 1e-6;

  @Test
  void smallCasesAreKnown() {
    double[][] variables = {
      {1, 2, 3, 4}, {-2, -4, -6, -8}, {1, -1, -1, 1}, {5, 5, 5, 5}, {1, 2, 3, 5}
    };
    DistanceMatrix found = CorrelationDistances.of(variables);
    assertThat(found.distance(0, 1)).as("opposite").isCloseTo(0, within((float) ROUNDING));
    assertThat(found.distance(0, 2)).as("uncorrelated").isCloseTo(1, within((float) ROUNDING));
    assertThat(found.distance(0, 3)).as("constant").isEqualTo(1);
    // numpy.corrcoef([1, 2, 3, 4], [1, 2, 3, 5]) is 0.98270762982399.
    assertThat(found.distance(0, 4))
        .isCloseTo((float) (1 - 0.98270762982399), within((float) ROUNDING));
    DistanceMatrix part = CorrelationDistances.of(variables, new int[] {0, 1, 2});
    assertThat(part.distance(0, 4)).isCloseTo(0, within((float) ROUNDING));
  }

  @Test
  void shiftScaleAndSignDoNotMatter(Random random) {
    double[][] variables = new double[6][40];
    double[][] changed = new double[6][40];
    for (int i = 0; i < 6; i++) {
      double factor = (random.nextBoolean() ? 1e-200 : -1e200) * (1 + random.nextDouble());
      for (int s = 0; s < 40; s++) {
        variables[i][s] = random.nextGaussian();
        changed[i][s] = factor * (variables[i][s] + 3);
      }
    }
    float[] before = CorrelationDistances.of(variables).lower();
    float[] after = CorrelationDistances.of(changed).lower();
    for (int k = 0; k < before.length; k++) {
      assertThat(after[k]).isCloseTo(before[k], within((float) ROUNDING));
    }
  }

  @Test
  void tooFewSamplesAndInfinitiesAreRefused() {
    assertThatThrownBy(() -> CorrelationDistances.of(new double[][] {{1}, {2}}))
        .hasMessageContaining("have 1");
    assertThatThrownBy(
            () -> CorrelationDistances.of(new double[][] {{1, Double.POSITIVE_INFINITY}, {2, 3}}))
        .hasMessageContaining("Infinity");
  }
}

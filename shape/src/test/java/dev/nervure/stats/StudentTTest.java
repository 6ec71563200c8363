package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

  /** Printed tables of the distribution, to their digits. */
  @ParameterizedTest
  @CsvSource({
    "0.95, 1, 12.706",
    "0.95, 2, 4.303",
    "0.95, 3, 3.182",
    "0.95, 4, 2.776",
    "0.95, 9, 2.262",
    "0.95, 30, 2.042",
    "0.95, 120, 1.980",
    "0.99, 5, 4.032",
    "0.5, 1, 1.000",
  })
  void quantilesAreThoseOfTheTables(double confidence, int degrees, double expected) {
    assertThat(StudentT.halfWidth(confidence, degrees)).isCloseTo(expected, within(5e-4));
  }

  @Test
  void oneAndTwoDegreesHaveClosedForms() {
    for (double confidence : new double[] {0.1, 0.5, 0.9, 0.999}) {
      assertThat(StudentT.halfWidth(confidence, 1))
          .isCloseTo(Math.tan(Math.PI * confidence / 2), within(1e-9 / (1 - confidence)));
      assertThat(StudentT.halfWidth(confidence, 2))
          .isCloseTo(
              confidence * Math.sqrt(2 / (1 - confidence * confidence)),
              within(1e-9 / (1 - confidence)));
    }
  }

  @Test
  void manyDegreesAreNearlyNormal() {
    assertThat(StudentT.halfWidth(0.95, 100_000)).isCloseTo(1.95996398, within(1e-4));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> StudentT.halfWidth(1, 3)).hasMessageContaining("confidence");
    assertThatThrownBy(() -> StudentT.halfWidth(0.95, 0)).hasMessageContaining("degrees");
  }
}

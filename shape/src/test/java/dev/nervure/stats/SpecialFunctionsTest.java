package dev.nervure.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of mpmath, with 25 digits. */
class SpecialFunctionsTest {
  /** Twelve digits. */
  private static final double DIGITS = 1e-12;

  private static void assertAlike(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(DIGITS * Math.max(1, Math.abs(expected))));
  }

  /** The series starts at 12. */
  @ParameterizedTest
  @CsvSource({
    "1e-3, -1000.575571931810279654757",
    "0.1, -10.42375494041107623210",
    "0.5, -1.963510026021423479441",
    "1, -0.5772156649015328606065",
    "2.5, 0.7031566406452431872257",
    "11.999, 2.442574774329119248938",
    "12, 2.442661679975812016738",
    "50, 3.901989673427892196954",
    "1e6, 13.81551005796419077077"
  })
  void digamma(double x, double expected) {
    assertAlike(SpecialFunctions.digamma(x), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-10, 9.999999999000000000e-11",
    "1e-3, 9.990014973385308899e-4",
    "0.5, 0.3517337112491958260249",
    "1, 0.5671432904097838729999687",
    "2.718281828459045, 1",
    "50, 2.860890177982210866758",
    "1e10, 20.02868541330495078123",
    "1e300, 684.2472086297608492920"
  })
  void lambertW(double x, double expected) {
    double found = SpecialFunctions.lambertW(x);
    assertThat(found / expected).isCloseTo(1, within(DIGITS));
  }

  /** The series gives way at 700. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1e-3, 2.499999843750017466e-7, 4.999999375000104271e-4",
    "0.5, 0.06154971918548130394128, 0.2424996125808019453507",
    "1, 0.2359143585071786486894, 0.4463899658965345070477",
    "20, 17.58961042824427429080, 0.9746705078898071258997",
    "699.999, 695.8047007129851648505, 0.9992854577972860412492",
    "700, 695.8056999984434490768, 0.9992854588184260932734",
    "1e4, 9994.475903781432301005, 0.9999499987498749804647"
  })
  void besselFunctions(double x, double logarithm, double ratio) {
    assertAlike(SpecialFunctions.logBesselI0(x), logarithm);
    assertAlike(SpecialFunctions.besselRatio(x), ratio);
  }

  @Test
  void refusesWhereThereIsNoValue() {
    for (double x : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> SpecialFunctions.digamma(x)).hasMessageContaining("positive");
      assertThatThrownBy(() -> SpecialFunctions.lambertW(x)).hasMessageContaining("positive");
    }
  }
}

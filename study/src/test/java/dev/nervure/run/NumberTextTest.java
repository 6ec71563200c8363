package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "-0.0 | 0",
        "774 | 774",
        "150528 | 150,528",
        "1234.5 | 1,235",
        "123.45 | 123.5",
        "12.3456 | 12.35",
        "-1.23456 | -1.235",
        "0.98765 | 0.988",
        "0.175 | 0.175",
        "-0.0971 | -0.0971",
        "0.004536 | 0.00454",
        "0.00001 | 1.00e-5",
        "2.36e-14 | 2.36e-14",
        "1.92e11 | 1.92e11",
        "2e9 | 2.00e9"
      })
  void digitsFollowTheSize(double value, String text) {
    assertThat(NumberText.of(value)).isEqualTo(text);
    assertThat(NumberText.of(value, null)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5.123 | 0.21 | 5.12 ± 0.21",
        "5.8204 | 0.0228 | 5.820 ± 0.023",
        "632.7 | 3.606 | 632.7 ± 3.6",
        "512.3 | 31 | 512 ± 31",
        "2073.2 | 11.5 | 2,073 ± 12",
        "0 | 0.25 | 0.00 ± 0.25",
        "9.6e-14 | 4.3e-14 | 9.60e-14 ± 4.30e-14",
        "3 | 0.0000001 | 3 ± 1.00e-7"
      })
  void anErrorIsShownWithTwoDigits(double value, double error, String text) {
    assertThat(NumberText.of(value, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"774 | 0 | 774", "0.5 | 1e-17 | 0.500", "0 | 0 | 0"})
  void anErrorThatIsRoundingIsNotShown(double value, double error, String text) {
    assertThat(NumberText.of(value, error)).isEqualTo(text);
  }

  @Test
  void aValueOfTheResultsIsWrittenWithItsErrorOrAsMissing() {
    assertThat(NumberText.of(MeasuredValueJsonTest.overall(2.5, 0.1))).isEqualTo("2.50 ± 0.10");
    assertThat(NumberText.of(MeasuredValueJsonTest.missing())).isEqualTo("not estimable");
  }
}

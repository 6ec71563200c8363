package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
  @Test
  void textStandsLeftAndNumbersRight() {
    TextTable table = new TextTable(1);
    table.add(List.of("layer", "dim"));
    table.add(List.of("a", "12345"));
    table.add(List.of("longer name"));
    assertThat(table.lines())
        .containsExactly("layer          dim", "a            12345", "longer name");
  }

  @ParameterizedTest
  @CsvSource({
    "5.123, 0.21, 5.12 ± 0.21",
    "5.123, 0.021, 5.123 ± 0.021",
    "512.3, 31, 512 ± 31",
    "0.5, 0, 0.5000",
    "3, 0.0000001, 3.000000 ± 0.000000"
  })
  void anErrorIsShownWithTwoDigits(double estimate, double error, String text) {
    assertThat(ProfileTable.withError(estimate, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.98765, 0.9877", "1234.5, 1235", "0.00001, 1.000e-05", "2e9, 2.000e+09"})
  void aNumberHasFourDigits(double value, String text) {
    assertThat(ProfileTable.number(value)).isEqualTo(text);
  }
}

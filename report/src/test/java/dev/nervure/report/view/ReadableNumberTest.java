package dev.nervure.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableNumberTest {

  @Test
  void digitsFollowTheSize() {
    assertThat(ReadableNumber.text(0)).isEqualTo("0");
    assertThat(ReadableNumber.text(774)).isEqualTo("774");
    assertThat(ReadableNumber.text(150_528)).isEqualTo("150,528");
    assertThat(ReadableNumber.text(12.3456)).isEqualTo("12.35");
    assertThat(ReadableNumber.text(0.175)).isEqualTo("0.175");
    assertThat(ReadableNumber.text(-0.0971)).isEqualTo("-0.0971");
    assertThat(ReadableNumber.text(0.004536)).isEqualTo("0.00454");
    assertThat(ReadableNumber.text(2.36e-14)).isEqualTo("2.36e-14");
    assertThat(ReadableNumber.text(1.9e-5)).isEqualTo("1.90e-5");
    assertThat(ReadableNumber.text(1.92e11)).isEqualTo("1.92e11");
  }

  @Test
  void anErrorDecidesTheDecimals() {
    assertThat(ReadableNumber.withError(774, 0)).isEqualTo("774 ± 0");
    assertThat(ReadableNumber.withError(5.8204, 0.0228)).isEqualTo("5.820 ± 0.023");
    assertThat(ReadableNumber.withError(632.7, 3.606)).isEqualTo("632.7 ± 3.6");
    assertThat(ReadableNumber.withError(9.6e-14, 4.3e-14)).isEqualTo("9.60e-14 ± 4.30e-14");
  }
}

package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeCurveTest {
  private static MeasuredValue value(String parameters) {
    return new MeasuredValue(
        "ph_dimension",
        Place.ofLayer(0),
        null,
        5.951,
        0.14,
        null,
        null,
        null,
        3000,
        1,
        "robust",
        "none",
        parameters,
        null);
  }

  @Test
  void theCurveIsReadFromTheParameters() {
    SizeCurve curve =
        SizeCurve.of(
            value(
                "{\"bySize\":[{\"n\":300,\"estimate\":3.912,\"error\":0.091},{\"n\":1000,\"estimate\":5.1,\"error\":0.09},{\"n\":3000,\"estimate\":5.951,\"error\":0.14}],\"converged\":false}"));
    assertThat(curve).isNotNull();
    assertThat(curve.converged()).isFalse();
    assertThat(curve.values()).hasSize(3).contains(new SizeCurve.AtSize(1000, 5.1, 0.09));
    assertThat(curve.text()).isEqualTo("3.912, 5.100, 5.95 at n = 300, 1,000, 3,000");
  }

  @Test
  void aValueWithoutACurveHasNone() {
    assertThat(SizeCurve.of(value("{\"alpha\":1}"))).isNull();
    assertThat(SizeCurve.of(value("{\"bySize\":[]}"))).isNull();
    assertThat(SizeCurve.of(value("edited"))).isNull();
  }
}

package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredValueJsonTest {
  static MeasuredValue overall(double estimate, double error) {
    return value("fisher_ratio", null, estimate, error, "{\"k\":3}", null);
  }

  static MeasuredValue missing() {
    return value("mle_dimension", null, null, null, "{}", "too few points");
  }

  private static MeasuredValue value(
      String name,
      @Nullable Integer classIndex,
      @Nullable Double estimate,
      @Nullable Double error,
      String parameters,
      @Nullable String why) {
    return new MeasuredValue(
        name,
        Place.ofLayer(4).withLabelClass(classIndex),
        classIndex == null ? null : "class " + classIndex,
        estimate,
        error,
        null,
        null,
        null,
        60,
        Long.MAX_VALUE,
        "robust",
        "none",
        parameters,
        why);
  }

  @Test
  void aValueHasEveryField() {
    assertThat(MeasuredValueJson.of(overall(2.5, 0.1)).toString())
        .isEqualTo(
            "{\"measure\":\"fisher_ratio\",\"model\":null,\"epoch\":null,\"group\":null,\"strength\":null,\"layer\":4,\"class\":null,\"className\":null,"
                + "\"estimate\":2.5,\"error\":0.1,\"low\":null,\"high\":null,\"intervalOf\":null,\"n\":60,"
                + "\"seed\":9223372036854775807,\"convention\":\"robust\",\"scaling\":\"none\","
                + "\"parameters\":{\"k\":3},\"notEstimable\":null}");
    assertThat(MeasuredValueJson.of(missing()).get("estimate").isNull()).isTrue();
    assertThat(MeasuredValueJson.of(missing()).get("notEstimable").asText())
        .isEqualTo("too few points");
    assertThat(MeasuredValueJson.of(missing()).fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> MeasuredValueJson.of(overall(1, 0)).fieldNames());
  }

  @Test
  void aValueSaysWhereItStands() {
    MeasuredValue value = overall(2.5, 0.1);
    MeasuredValue placed =
        new MeasuredValue(
            value.name(),
            value.place().withSubject(Subject.ofModel("lenet").withEpoch(3)),
            null,
            2.5,
            0.1,
            null,
            null,
            null,
            60,
            1,
            "robust",
            "none",
            "{}",
            null);
    assertThat(MeasuredValueJson.of(placed).toString())
        .startsWith(
            "{\"measure\":\"fisher_ratio\",\"model\":\"lenet\",\"epoch\":3,\"group\":null,\"strength\":null,\"layer\":4,");
  }

  @Test
  void valuesOfClassesStandInTheValueOverAll() {
    List<MeasuredValue> values =
        List.of(
            value("fisher_ratio", 0, 1.0, null, "{}", null),
            overall(2.5, 0.1),
            value("fisher_ratio", 1, 4.0, null, "{}", null),
            missing());
    var json = MeasuredValueJson.byMeasure(values);
    assertThat(json.fieldNames()).toIterable().containsExactly("fisher_ratio", "mle_dimension");
    assertThat(json.at("/fisher_ratio/estimate").asDouble()).isEqualTo(2.5);
    assertThat(json.at("/fisher_ratio/perClass")).hasSize(2);
    assertThat(json.at("/fisher_ratio/perClass/1")).isEqualTo(MeasuredValueJson.of(values.get(2)));
    assertThat(json.at("/fisher_ratio/perClass/1/className").asText()).isEqualTo("class 1");
    assertThat(json.get("mle_dimension").has("perClass")).isFalse();
  }

  @Test
  void parametersThatAreNoJsonAreADamagedRun() {
    MeasuredValue damaged = value("fisher_ratio", null, 1.0, null, "{k", null);
    assertThatThrownBy(() -> MeasuredValueJson.of(damaged))
        .isInstanceOf(BadRunException.class)
        .hasMessageContainingAll("fisher_ratio", "{k");
  }
}

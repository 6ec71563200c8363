package dev.nervure.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final List<String> AVAILABLE =
      List.of("fisher_ratio", "ph_dimension_paper", "mle_dimension", "ph_dimension");

  @Test
  void namesAndGroupsAreReadIntoTheOrderOfTheRegistry() {
    assertThat(Measures.choose("mle_dimension, PH_Dimension", AVAILABLE))
        .containsExactly("ph_dimension", "mle_dimension");
    assertThat(Measures.choose("default", AVAILABLE))
        .containsExactly("ph_dimension", "mle_dimension", "fisher_ratio");
    assertThat(Measures.choose("all,fisher_ratio", AVAILABLE))
        .containsExactly("ph_dimension", "ph_dimension_paper", "mle_dimension", "fisher_ratio");
    assertThat(Measures.choose("paper,fisher_ratio", AVAILABLE))
        .containsExactly("ph_dimension_paper", "fisher_ratio");
  }

  @Test
  void anUnknownNameIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> Measures.choose("ph_dimension,entropy", AVAILABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'entropy'", "fisher_ratio", "default, paper, all");
    // In the registry, but not among those of which to choose.
    assertThatThrownBy(() -> Measures.choose("twonn_dimension", AVAILABLE))
        .hasMessageContaining("'twonn_dimension'");
    assertThatThrownBy(() -> Measures.named("entropy")).hasMessageContaining("'entropy'");
    assertThatThrownBy(() -> Measures.position("entropy")).hasMessageContaining("'entropy'");
    assertThatThrownBy(() -> Measures.choose("all", List.of("entropy")))
        .hasMessageContaining("'entropy'");
  }

  @Test
  void everyMeasureIsOfOneFamilyAndFamiliesStandTogether() {
    List<Measure> byFamily = new ArrayList<>();
    Arrays.stream(Family.values()).map(Measures::of).forEach(byFamily::addAll);
    assertThat(Measures.all()).isEqualTo(byFamily);
    assertThat(Measures.all()).extracting(Measure::title).doesNotHaveDuplicates();
    assertThat(Measures.all()).extracting(Measure::head).doesNotHaveDuplicates();
    for (Measure measure : Measures.all()) {
      assertThat(Measures.named(measure.name())).isSameAs(measure);
      assertThat(Measures.all().get(Measures.position(measure.name()))).isSameAs(measure);
    }
  }

  @Test
  void boundsHoldValues() {
    Measure share = Measures.named("knn_label_agreement");
    assertThat(share.bounded(-0.1)).isEqualTo(0);
    assertThat(share.bounded(0.5)).isEqualTo(0.5);
    assertThat(share.bounded(1.1)).isEqualTo(1);
    assertThat(Measures.named("fisher_ratio").bounded(1e9)).isEqualTo(1e9);
  }

  @Test
  void anEntryWithoutWordsIsRefused() {
    Measure whole = Measures.named("fisher_ratio");
    assertThatThrownBy(
            () ->
                new Measure(
                    "x",
                    whole.title(),
                    " ",
                    whole.family(),
                    whole.unit(),
                    whole.axis(),
                    null,
                    null,
                    false,
                    false,
                    whole.intervalOf(),
                    whole.what(),
                    whole.reading(),
                    whole.limits()))
        .hasMessageContaining("measure x lacks");
  }
}

package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayerMeasurementsTest {
  @Test
  void everyEstimatorHasItsEntryAndEveryEntryItsEstimator() {
    assertThat(DimensionEstimators.all())
        .extracting(DimensionEstimator::name)
        .isEqualTo(Measures.of(Family.DIMENSION).stream().map(Measure::name).toList());
  }

  /**
   * Measures of these families that nobody asks a profile for by name: measured along with the sums
   * by class, and by the layers of a glass-box model. A study that gives measures of its own in one
   * of the families names them here.
   */
  private static final List<String> GIVEN_OTHERWISE =
      Stream.concat(
              DiagramMeasure.all().stream().map(DiagramMeasure::nameOfAll),
              Stream.of("distance_ratio"))
          .toList();

  @Test
  void whatIsMeasuredInALayerStandsInTheRegistryAndNothingElseDoes() {
    List<String> expected = new ArrayList<>();
    for (Family family :
        List.of(
            Family.DIMENSION,
            Family.LIFESPAN,
            Family.DIAGRAM,
            Family.CHANGE,
            Family.GRAPH,
            Family.UNITS,
            Family.SEPARATION)) {
      Measures.of(family).forEach(measure -> expected.add(measure.name()));
    }
    expected.removeAll(GIVEN_OTHERWISE);
    assertThat(LayerMeasurements.names()).isEqualTo(expected);
    assertThat(LayerOptions.defaults().measures())
        .isNotEmpty()
        .isEqualTo(expected.stream().filter(name -> Measures.named(name).byDefault()).toList());
  }

  @Test
  void theMeasurementsOfAChoiceGiveItsMeasuresAndNoOthers() {
    for (List<String> chosen :
        List.of(
            LayerMeasurements.names(),
            List.of("lifespan_sum_h1"),
            List.of("persistence_entropy_h0", "image_norm_h1"),
            List.of("fisher_ratio", "lifespan_sum_h0_paper", "ph_dimension_paper"))) {
      List<LayerMeasurement> found =
          LayerMeasurements.of(LayerOptions.defaults().withMeasures(chosen));
      List<String> ofLayers = new ArrayList<>(chosen);
      ofLayers.removeAll(LayerChanges.MEASURES);
      assertThat(found)
          .flatExtracting(LayerMeasurement::measures)
          .containsExactlyInAnyOrderElementsOf(ofLayers);
      assertThat(found).extracting(LayerMeasurement::stage).doesNotHaveDuplicates();
    }
  }

  @Test
  void onlyWhatCanBeMeasuredInALayerIsTaken() {
    LayerOptions options = LayerOptions.defaults();
    assertThat(options.withMeasures(List.of("mle_dimension", "ph_dimension", "mle_dimension")))
        .isEqualTo(options.withMeasures(List.of("ph_dimension", "mle_dimension")));
    assertThatThrownBy(() -> options.withMeasures(List.of("walk_distance")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'walk_distance'", "fisher_ratio");
    assertThatThrownBy(() -> options.withMeasures(List.of()))
        .hasMessageContaining("at least one measure");
  }
}

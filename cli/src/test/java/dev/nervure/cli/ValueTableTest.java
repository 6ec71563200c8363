package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueTableTest {
  @TempDir Path folder;

  private static LayerResult layer(int index, String name) {
    return new LayerResult(index, name, "Relu", "", index / 2.0, 4, List.of(4), "C", "none");
  }

  private static MeasuredValue value(
      int layer, String name, @Nullable Double estimate, @Nullable Double error, int n) {
    return value(Place.ofLayer(layer), name, estimate, error, n);
  }

  private static MeasuredValue value(
      Place place, String name, @Nullable Double estimate, @Nullable Double error, int n) {
    return new MeasuredValue(
        name,
        place,
        null,
        estimate,
        error,
        null,
        null,
        null,
        n,
        1,
        "mean over inputs",
        "none",
        "{}",
        estimate == null ? "too few points" : null);
  }

  private List<String> lines(Function<Results, List<String>> table, MeasuredValue... values) {
    StageRows rows = new StageRows();
    rows.add(layer(0, "input")).add(layer(1, "hidden")).add(layer(2, "logits"));
    for (MeasuredValue value : values) {
      rows.add(value);
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("one", "key", 0, rows);
      return table.apply(run.results());
    }
  }

  @Test
  void layersAreRowsAndMeasuresColumnsInTheOrderOfTheRegistry() {
    assertThat(
            lines(
                results -> ValueTable.byLayer(results, Measures.all()),
                value(2, "fisher_ratio", 3.25, 0.031, 60),
                value(2, "ph_dimension", 1.5, null, 55),
                value(0, "ph_dimension", null, null, 3),
                value(0, "fisher_ratio", 0.25, 0.031, 60)))
        .containsExactly(
            "                           PH         Fisher",
            "layer   depth  dim  dimension          ratio",
            "input    0.00    4          -  0.250 ± 0.031",
            "logits   1.00    4      1.500  3.250 ± 0.031",
            "- PH dimension of input: too few points");
  }

  @Test
  void theNumberBehindTheValuesIsShownWhereARowHasItInCommon() {
    assertThat(
            lines(
                results -> ValueTable.byLayer(results, Measures.of(Family.JACOBIAN)),
                value(1, "null_dimension", 770.0, null, 20),
                value(2, "null_dimension", 774.0, 0.0, 19),
                value(2, "largest_singular_value", 12.5, 0.5, 19),
                value(2, "walk_distance", 4.5, 0.5, 19)))
        .containsExactly(
            "                         null         largest",
            "layer   depth  dim  dimension  singular value   n",
            "hidden   0.50    4        770                  20",
            "logits   1.00    4        774    12.50 ± 0.50  19");
  }

  @Test
  void aValueThatChangesWithTheNumberOfPointsIsMarked() {
    MeasuredValue drifting =
        new MeasuredValue(
            "ph_dimension",
            Place.ofLayer(2),
            null,
            5.95,
            0.14,
            5.68,
            6.22,
            "the estimator at this n",
            3000,
            1,
            "robust",
            "none",
            "{\"bySize\":[{\"n\":300,\"estimate\":3.91,\"error\":0.19},{\"n\":1000,\"estimate\":5.1,\"error\":0.15},{\"n\":3000,\"estimate\":5.95,\"error\":0.14}],\"converged\":false}",
            null);
    assertThat(
            lines(
                results -> ValueTable.byLayer(results, Measures.of(Family.DIMENSION)),
                value(1, "ph_dimension", 1.5, 0.11, 3000),
                drifting))
        .containsExactly(
            "                              PH",
            "layer   depth  dim     dimension     n",
            "hidden   0.50    4  1.50 ± 0.11   3000",
            "logits   1.00    4  5.95 ± 0.14*  3000",
            "* not converged, PH dimension at n = 300, 1,000, 3,000: logits 3.91, 5.10, 5.95",
            "± one standard error, of the estimator at this n (not of the true dimension)");
  }

  @Test
  void networksAreRowsWithTheValuesOfTheirLastLayer() {
    StageRows rows = new StageRows();
    for (int epoch : new int[] {10, 2}) {
      Subject at = Subject.ofEpoch(epoch);
      rows.add(layer(0, "input").at(at)).add(layer(2, "logits").at(at));
      rows.add(new SampleResult(0, 0, 1, epoch == 10 ? 1 : 0).at(at));
      rows.add(value(at.layer(0), "ph_dimension", 9.0, null, 60));
      rows.add(value(at.layer(2), "ph_dimension", epoch == 10 ? 1.5 : null, null, 60));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.complete("one", "key", 0, rows);
      assertThat(ValueTable.byNetwork(run.results(), Measures.all()))
          .containsExactly(
              "                                    PH",
              "epoch  last layer  accuracy  dimension   n",
              "2      logits        0.0000          -  60",
              "10     logits        1.0000      1.500  60",
              "- PH dimension of logits at epoch 2: too few points");
    }
  }

  @Test
  void aListHasOneValueALine() {
    assertThat(
            lines(
                results -> ValueTable.list(results, Measures.of(Family.FIBER)),
                value(2, "walk_drift", 2.5e-13, null, 1),
                value(2, "boundary_distance", 1.25, 0.11, 20),
                value(2, "lift_distance", null, null, 0)))
        .containsExactly(
            "mean over inputs                  value   n",
            "nearest other answer found  1.25 ± 0.11  20",
            "distance of the lift there            -   0",
            "walk: drift                    2.50e-13   1",
            "- distance of the lift there of logits: too few points");
  }
}

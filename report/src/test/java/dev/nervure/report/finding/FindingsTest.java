package dev.nervure.report.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private final List<LayerResult> layers = new ArrayList<>();
  private final List<MeasuredValue> measures = new ArrayList<>();

  private void profile(String name, double error, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (layers.size() <= i) {
        double depth = i / (double) (values.length - 1);
        layers.add(new LayerResult(i, "layer" + i, "Relu", "", depth, 8, List.of(8), "flatten"));
      }
      double value = values[i];
      measures.add(
          new MeasuredValue(
              name,
              Place.ofLayer(i),
              null,
              value,
              error,
              null,
              null,
              null,
              500,
              1,
              "robust",
              "none",
              "{\"aggregate\":\"mean over classes\"}",
              null));
    }
  }

  private List<String> findings() {
    return Findings.of(new RunOfValues(layers, measures, 0, OptionalDouble.empty()));
  }

  @Test
  void aHumpIsStatedWithItsPeakAndBothEnds() {
    profile("ph_dimension", 0.1, 4, 9, 6, 2);
    assertThat(findings())
        .containsExactly(
            "The PH dimension rises from 4.00 ± 0.10 at depth 0.00 (layer0) to a peak of 9.00 ± 0.10 at depth 0.33 (layer1), then falls to 2.00 ± 0.10 at depth 1.00 (layer3).");
  }

  @Test
  void theInputStandsApartFromTheLayers() {
    layers.add(new LayerResult(0, "input", "Input", "", 0, 784, List.of(784), "flatten"));
    profile("ph_dimension", 0.1, 12, 3, 6, 4);
    profile("lifespan_sum_h0", 1, 400, 60, 50, 6);
    assertThat(findings().get(0))
        .startsWith("The input itself has the PH dimension 12.00 ± 0.10. Inside the network it")
        .contains("rises from 3.00 ± 0.10");
    assertThat(findings().get(1)).contains("falls by 90.0 %, from 60.0");
  }

  @Test
  void aFallToANarrowerLayerIsComparedAtEqualWidth() {
    for (int i = 0; i < 4; i++) {
      int width = i == 3 ? 10 : 64;
      layers.add(
          new LayerResult(i, "layer" + i, "Relu", "", i / 3.0, width, List.of(width), "flatten"));
    }
    profile("lifespan_sum_h0", 1, 40, 60, 45, 6);
    assertThat(findings().get(0))
        .endsWith(
            "to 6.0 ± 1.0 at depth 1.00 (layer3). Part of that is the number of coordinates, 64 and 10; among the layers with 64 coordinates it falls by 25.0 %, to 45.0 ± 1.0 at depth 0.67 (layer2).");
  }

  @Test
  void layersOfDifferentWidthAreMentioned() {
    layers.add(new LayerResult(0, "narrow", "Relu", "", 0, 4, List.of(4), "flatten"));
    profile("ph_dimension", 5, 1, 2, 3);
    assertThat(findings())
        .contains(
            "The layers have between 4 and 8 coordinates after pooling. No dimension can be larger than that, and lifespan sums grow with it: compare layers of equal width first.");
  }

  @Test
  void aRiseWithinTheErrorIsNotStatedAsOne() {
    profile("ph_dimension", 1, 8, 9, 8.5, 2);
    assertThat(findings().get(0)).startsWith("The PH dimension is largest near the start");
    measures.clear();
    profile("ph_dimension", 5, 8, 9, 8.5, 6);
    assertThat(findings().get(0)).startsWith("The PH dimension has no resolved peak");
    measures.clear();
    profile("ph_dimension", 0.1, 3, 6, 8.9, 9);
    assertThat(findings().get(0)).contains("rises from 3.00").contains("does not fall after that");
  }

  @Test
  void theFallOfALifespanSumIsAShareOfItsLargestValue() {
    profile("lifespan_sum_h1", 0.1, 20, 25, 1, 0.5);
    assertThat(findings())
        .containsExactly(
            "The H1 lifespan sum (mean over classes) falls by 98.0 %, from 25.00 ± 0.10 at depth 0.33 (layer1) to 0.50 ± 0.10 at depth 1.00 (layer3); from depth 0.67 (layer2) on it is below 5.0 % of its largest value.");
  }

  @Test
  void aLevelLifespanSumDoesNotFall() {
    profile("lifespan_sum_h0", 5, 20, 25, 22, 21);
    assertThat(findings().get(0)).contains("does not fall clearly");
  }

  @Test
  void missingFiguresAndWarningsAreCounted() {
    profile("ph_dimension", 0.1, 4, 9);
    measures.add(
        new MeasuredValue(
            "mle_dimension",
            Place.ofLayer(0),
            null,
            null,
            null,
            null,
            null,
            null,
            3,
            1,
            "robust",
            "none",
            "{\"warnings\":[\"few points\"]}",
            "3 points are too few"));
    assertThat(findings())
        .anyMatch(sentence -> sentence.startsWith("1 of 3 values could not be estimated"))
        .anyMatch(sentence -> sentence.startsWith("1 of 3 values carry a warning"));
  }

  @Test
  void onlyAllOfThemIsAHundredPercent() {
    assertThat(accuracy(1999 / 2000.0)).contains("99.95 %");
    assertThat(accuracy(0.999999)).contains("99.99 %");
    assertThat(accuracy(1)).contains("100.0 %");
    assertThat(accuracy(0.9)).contains("90.0 %");
  }

  private static String accuracy(double share) {
    return Findings.of(new RunOfValues(List.of(), List.of(), 2000, OptionalDouble.of(share)))
        .get(0);
  }

  @Test
  void nothingMeasuredIsSaid() {
    assertThat(findings()).containsExactly("This run has no values yet.");
  }

  @Test
  void widthsDoNotMatterToMeasuresThatDoNotGrowWithThem() {
    layers.add(new LayerResult(0, "narrow", "Relu", "", 0, 4, List.of(4), "flatten"));
    profile("fisher_ratio", 0.1, 1, 2, 3);
    assertThat(findings()).noneMatch(sentence -> sentence.contains("coordinates"));
  }

  @Test
  void aWalkThatCannotBeginHasNoFiber() {
    ObjectNode walk = new ObjectMapper().createObjectNode();
    walk.put("mode", "walk").put("stop", "not_finite").put("steps", 0);
    walk.putNull("drift").putNull("nullDimension");
    assertThat(Findings.of(RunOfValues.withWalk(walk)))
        .containsExactly(
            "Nothing can be estimated here: the output of the network or its derivative is not finite at the input.");
  }
}

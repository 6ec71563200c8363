package dev.nervure.report.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ZooView;
import dev.nervure.run.EpochResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.SampleResult;
import dev.nervure.run.Subject;
import dev.nervure.run.TargetPrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final IntFunction<String> PARAMETERS =
      layer -> "{\"aggregate\":\"mean over classes\"}";

  private final List<LayerResult> layers = new ArrayList<>();
  private final List<MeasuredValue> measures = new ArrayList<>();

  private void profile(String name, double error, double... values) {
    profileWith(PARAMETERS, name, error, values);
  }

  private void profileWith(
      IntFunction<String> parameters, String name, double error, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (layers.size() <= i) {
        double depth = i / (double) (values.length - 1);
        layers.add(
            new LayerResult(i, "layer" + i, "Relu", "", depth, 40, List.of(40), "C", "flatten"));
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
              parameters.apply(i),
              null));
    }
  }

  /** The last of the values at 125, 250 and 500 points. */
  private static String bySize(boolean converged, double... values) {
    StringBuilder text = new StringBuilder("{\"bySize\":[");
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"n\":%d,\"estimate\":%s,\"error\":0.1}".formatted(125 << i, values[i]));
    }
    return text.append("],\"converged\":%s}".formatted(converged)).toString();
  }

  private List<String> findings() {
    return Findings.of(new RunOfValues(layers, measures, 0, OptionalDouble.empty()));
  }

  @Test
  void aHumpIsStatedWithItsPeakAndBothEnds() {
    profile("ph_dimension", 0.1, 4, 9, 6, 2);
    assertThat(findings())
        .containsExactly(
            "At n = 500 the PH dimension rises from 4.00 ± 0.10 at depth 0.00 (layer0) to its largest value, 9.00 ± 0.10 at depth 0.33 (layer1), then falls to 2.00 ± 0.10 at depth 1.00 (layer3). Other numbers of points were not tried.");
  }

  @Test
  void mapperGraphsAreCountedAtBothEndsWithoutATrend() {
    profile("mapper_nodes", 0, 28, 12, 1);
    profile("mapper_components", 0, 2, 3, 1);
    profile("mapper_loops", 0, 2, 0, 0);
    profile("mapper_node_purity", 0, 0.5, 0.6, 0.91);
    profile("mapper_chance_purity", 0, 0.15, 0.15, 0.12);

    assertThat(findings().get(0))
        .isEqualTo(
            "Mapper graphs: at layer0 28 nodes, 2 components, 2 loops, node-wise purity 0.50"
                + " (0.15 by chance); at layer2 1 node, 1 component, 0 loops, node-wise purity"
                + " 0.91 (0.12 by chance). Radius, intervals, overlap and the number of points"
                + " shape them.");
  }

  @Test
  void aSingleMapperGraphHasItsSentence() {
    layers.add(new LayerResult(0, "circ.npy", "Points", "", 0, 2, List.of(2), "C", "flatten"));
    profile("mapper_nodes", 0, 28);
    profile("mapper_components", 0, 2);
    profile("mapper_loops", 0, 2);

    assertThat(findings().get(0))
        .startsWith("Mapper graphs: at circ.npy 28 nodes, 2 components, 2 loops. Radius,");
  }

  @Test
  void fewerPointsAreAskedForTheSame() {
    double[][] values = {{4, 4, 4}, {8, 8.5, 9}, {2, 2, 2}};
    profileWith(layer -> bySize(true, values[layer]), "ph_dimension", 0.1, 4, 9, 2);
    assertThat(findings().get(0))
        .endsWith(
            "(layer2). The same at n = 125 and 250; the fall is 6.00, 6.50, 7.00 at n = 125, 250, 500.");
    values[1] = new double[] {4.1, 6, 9};
    measures.clear();
    profileWith(layer -> bySize(layer != 1, values[layer]), "ph_dimension", 0.1, 4, 9, 2);
    assertThat(findings().get(0))
        .endsWith(
            "The same at n = 250, not resolved at n = 125; the fall is 2.10, 4.00, 7.00 at n = 125, 250, 500. Not converged in 1 of 3 layers: there the values still change with n, most at layer1 (4.10, 6.00, 9.00 at n = 125, 250, 500).");
    values[1] = new double[] {3, 3.5, 9};
    measures.clear();
    profileWith(layer -> bySize(true, values[layer]), "ph_dimension", 0.1, 4, 9, 2);
    assertThat(findings().get(0))
        .contains(
            "Resolved so at n = 500 only: the other way round at n = 125 and 250; the fall is")
        .endsWith(" The place of the largest value depends on n: it is layer0 at n = 125 and 250.");
  }

  @Test
  void aLowValueThatTheWidthExplainsIsNoRiseAndNoFall() {
    for (int i = 0; i < 5; i++) {
      int width = new int[] {6, 16, 120, 84, 5}[i];
      layers.add(
          new LayerResult(
              i,
              "layer" + i,
              "Relu",
              "",
              i / 4.0,
              width,
              i < 2 ? List.of(width, 9, 9) : List.of(width),
              i < 2 ? "CHW" : "C",
              "global_average"));
    }
    profile("ph_dimension", 0.1, 3.8, 7, 6.9, 6, 4);
    assertThat(findings().get(0))
        .contains("is largest, 7.00 ± 0.10, at depth 0.25 (layer1), and falls to 6.00 ± 0.10 at")
        .contains("The difference from layer2 is not resolved.")
        .containsPattern(
            "The lower values at layer0 \\(3.80 ± 0.10\\) and layer4 \\(4.00 ± 0.10\\) are bounded by their 5 to 6 coordinates, after averaging over positions: points that fill them read at most about \\d.\\d\\.")
        .doesNotContain("rises");
  }

  @Test
  void aWidthThatWouldShowTheHigherValueExplainsNothing() {
    layers.add(new LayerResult(0, "layer0", "Relu", "", 0, 9, List.of(9), "C", "flatten"));
    profile("ph_dimension", 0.1, 3, 5, 4);
    assertThat(findings().get(0)).contains("rises from 3.00").doesNotContain("bounded");
  }

  @Test
  void projectedLayersAreSaidToBe() {
    layers.add(
        new LayerResult(0, "wide", "Relu", "", 0, 90000, List.of(90000), "C", "flatten")
            .projected(16384, 0.0057));
    assertThat(findings())
        .containsExactly(
            "wide is measured after a random projection to 16,384 coordinates, which changes distances by up to 0.6 % (root mean square).");
  }

  @Test
  void estimatorsThatAreApartAreSaidToDisagree() {
    profile("ph_dimension", 0.1, 4, 9);
    profile("twonn_dimension", 0.1, 4.2, 9.1);
    assertThat(findings()).noneMatch(sentence -> sentence.contains("disagree"));
    measures.clear();
    profile("ph_dimension", 0.1, 4, 9);
    profile("twonn_dimension", 0.1, 4.2, 12);
    assertThat(findings())
        .anyMatch(
            sentence ->
                sentence.startsWith(
                    "Estimators of the dimension disagree beyond their errors in 1 of 2 layers, most at depth 1.00 (layer1) (at n = 500: 9.00 ± 0.10 by PH dimension, 12.00 ± 0.10 by TwoNN dimension). Usual reasons: noise"));
  }

  @Test
  void theInputStandsApartFromTheLayers() {
    layers.add(new LayerResult(0, "input", "Input", "", 0, 784, List.of(784), "C", "flatten"));
    profile("ph_dimension", 0.1, 12, 3, 6, 4);
    profile("lifespan_sum_h0", 1, 400, 60, 50, 6);
    assertThat(findings().get(0))
        .startsWith(
            "At n = 500 the input itself reads a PH dimension of 12.00 ± 0.10; inside the network it")
        .contains("rises from 3.00 ± 0.10");
    assertThat(findings().get(1)).contains("falls by 90.0 %, from 60.0");
  }

  @Test
  void aFallToANarrowerLayerIsComparedAtEqualWidth() {
    for (int i = 0; i < 4; i++) {
      int width = i == 3 ? 10 : 64;
      layers.add(
          new LayerResult(
              i, "layer" + i, "Relu", "", i / 3.0, width, List.of(width), "C", "flatten"));
    }
    profile("lifespan_sum_h0", 1, 40, 60, 45, 6);
    assertThat(findings().get(0))
        .endsWith(
            "is largest, 60.0 ± 1.0, at depth 0.33 (layer1); at depth 1.00 (layer3) it is 6.0 ± 1.0. These layers differ in their number of coordinates: 64 and 10. Their square root, by which distances grow where coordinates vary alike, would leave 23.72; it is 74.7 % below that. Among the layers with 64 coordinates it falls by 25.0 %, to 45.0 ± 1.0 at depth 0.67 (layer2).");
  }

  @Test
  void layersOfDifferentWidthAreMentioned() {
    layers.add(new LayerResult(0, "narrow", "Relu", "", 0, 4, List.of(4), "C", "flatten"));
    profile("ph_dimension", 5, 1, 2, 3);
    assertThat(findings())
        .contains(
            "The layers have between 4 and 40 coordinates. No true dimension can be larger than that, and lifespan sums grow with it: compare layers of equal width first.");
  }

  @Test
  void aRiseWithinTheErrorIsNotStatedAsOne() {
    profile("ph_dimension", 1, 8, 9, 8.5, 2);
    assertThat(findings().get(0))
        .startsWith(
            "At n = 500 the PH dimension is largest, 9.0 ± 1.0, at depth 0.33 (layer1), and falls to")
        .endsWith("The difference from layer0 and layer2 is not resolved.");
    measures.clear();
    profile("ph_dimension", 5, 8, 9, 8.5, 6);
    assertThat(findings().get(0))
        .contains("but neither a rise to there nor a fall from there is resolved");
    measures.clear();
    profile("ph_dimension", 0.1, 3, 6, 8.9, 9);
    assertThat(findings().get(0))
        .contains("rises from 3.00")
        .contains("no fall after that is resolved");
  }

  @Test
  void theFallOfALifespanSumIsAShareOfItsLargestValue() {
    profile("lifespan_sum_h1", 0.1, 20, 25, 1, 0.5);
    assertThat(findings())
        .containsExactly(
            "The H1 lifespan sum (mean over classes, n = 500) falls by 98.0 %, from 25.00 ± 0.10 at depth 0.33 (layer1) to 0.50 ± 0.10 at depth 1.00 (layer3); at depth 0.67 (layer2) it is below 5.0 % of its largest value.");
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
        .anyMatch(
            sentence ->
                sentence.startsWith(
                    "1 of 3 values could not be estimated: 3 points are too few; the table"))
        .anyMatch(sentence -> sentence.startsWith("1 of 3 values carries a warning"));
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

  /** A run that did the training knows on what, and of which samples each accuracy is. */
  @Test
  void theAccuracyOfANetworkThatTheRunTrainedSaysOfWhatItIs() {
    RunOfValues run = new RunOfValues(List.of(), List.of(), 200, OptionalDouble.of(0.155));
    Subject last = Subject.ofModel("seed 01").withEpoch(3);
    RunView trained =
        new RunView() {
          @Override
          public String name() {
            return run.name();
          }

          @Override
          public Manifest manifest() {
            Manifest empty = run.manifest();
            return new Manifest(
                empty.format(),
                empty.version(),
                "dynamics",
                empty.created(),
                empty.updated(),
                empty.environment(),
                empty.engine(),
                null,
                empty.inputs(),
                Map.of("measuredOn", "test samples", "testSamples", 1000, "repeats", 1),
                empty.seeds(),
                empty.stages(),
                empty.summary(),
                empty.notes());
          }

          @Override
          public String resultsHash() {
            return "";
          }

          @Override
          public OptionalDouble accuracy() {
            return run.accuracy();
          }

          @Override
          public List<SampleResult> samples() {
            return run.samples();
          }

          @Override
          public List<EpochResult> epochs() {
            return List.of(new EpochResult("seed 01", 3, 2.0, 0.2, 0.163));
          }

          @Override
          public List<NetworkView> networks() {
            return List.of(new NetworkView(last, run.accuracy(), List.of(), List.of()));
          }
        };
    assertThat(Findings.of(trained))
        .contains(
            "After epoch 3 the network labels 15.5 % of the 200 samples on which layers were measured correctly; they are test samples, on which it was not trained. Of all 1,000 test samples it is 16.3 %.");
  }

  /** A page of a zoo shows the last network, whose accuracy is not that of the run. */
  @Test
  void theAccuracyOfOneNetworkOfAZooIsLeftOut() {
    RunOfValues run = new RunOfValues(List.of(), List.of(), 10, OptionalDouble.of(0.5));
    TargetPrediction one =
        new TargetPrediction("net0", "gap_acc", 0.1, null, null, null, null, null);
    RunView zoo =
        new RunView() {
          @Override
          public String name() {
            return run.name();
          }

          @Override
          public Manifest manifest() {
            return run.manifest();
          }

          @Override
          public String resultsHash() {
            return "";
          }

          @Override
          public OptionalDouble accuracy() {
            return run.accuracy();
          }

          @Override
          public ZooView zoo() {
            return new ZooView(List.of(), List.of(), List.of(one), List.of());
          }
        };
    assertThat(new Accuracy().sentences(run)).hasSize(1);
    assertThat(new Accuracy().sentences(zoo)).isEmpty();
  }

  @Test
  void nothingMeasuredIsSaid() {
    assertThat(findings()).containsExactly("This run has no values yet.");
  }

  @Test
  void widthsDoNotMatterToMeasuresThatDoNotGrowWithThem() {
    layers.add(new LayerResult(0, "narrow", "Relu", "", 0, 4, List.of(4), "C", "flatten"));
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

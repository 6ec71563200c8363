package dev.nervure.study.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.StageRows;
import dev.nervure.run.Subject;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.layers.ValueRows;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fit, weights and sharpness of networks that can be worked out by hand. */
class NetworkDescriptorsTest {
  private static final ValueRows VALUES =
      new ValueRows(Subject.ofModel("one").place(), 1, "robust", "none");

  @TempDir Path folder;

  /** Logits are the two inputs times a factor. */
  private static Model scaled(double factor) {
    Graph graph =
        new Graph(
            "scaled",
            List.of(Node.of("MatMul", List.of("x", "w"), "logits")),
            Map.of("w", NdArray.of(new double[] {factor, 0, 0, factor}, 2, 2)),
            List.of(new ValueInfo("x", ElementType.FLOAT64, new int[] {-1, 2})),
            List.of(new ValueInfo("logits", ElementType.FLOAT64, new int[] {-1, 2})),
            17);
    return Model.of(graph, Precision.FLOAT64);
  }

  private static LabelledSamples samples(int... labels) {
    float[] values = {3, 1, 0, 2, 5, 1, 1, 2};
    return LabelledSamples.of(
        NdArray.of(values, 4, 2), labels, List.of("left", "right"), "four points");
  }

  private Map<String, Double> values(StageRows rows) {
    Map<String, Double> found = new HashMap<>();
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run.clear();
      run.complete("stage", "key", 0, rows);
      for (MeasuredValue value : run.results().measures()) {
        if (value.estimate() != null) {
          found.put(value.name(), value.estimate());
        }
      }
    }
    return found;
  }

  @Test
  void fitByHand() {
    try (Model model = scaled(1)) {
      // margins 2, 2, -4 and 1: the third sample has a wrong label
      Map<String, Double> found =
          values(
              TrainingFit.rows(
                  model, samples(0, 1, 1, 1), samples(0, 1, 0, 1), VALUES, Progress.none()));
      assertThat(found.get(TrainingFit.ACCURACY)).isEqualTo(0.75);
      assertThat(found.get(TrainingFit.DATA_LABELS)).isEqualTo(1.0);
      assertThat(found.get(TrainingFit.MARGIN_MEAN)).isEqualTo(0.25);
      assertThat(found.get(TrainingFit.MARGIN_MEDIAN)).isEqualTo(1.5);
      assertThat(found.get(TrainingFit.MARGIN_LOWER)).isCloseTo(-4 + 0.3 * 5, within(1e-12));
      double loss =
          (2 * Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(4)) + Math.log1p(Math.exp(-1))) / 4;
      assertThat(found.get(TrainingFit.LOSS)).isCloseTo(loss, within(1e-12));
      double confidence =
          (2 / (1 + Math.exp(-2)) + 1 / (1 + Math.exp(-4)) + 1 / (1 + Math.exp(-1))) / 4;
      assertThat(found.get(TrainingFit.CONFIDENCE)).isCloseTo(confidence, within(1e-12));
      // variances of 3, 0, 5, 1 and of 1, 2, 1, 2
      assertThat(found.get(TrainingFit.NORMALIZED_MEDIAN))
          .isCloseTo(1.5 / Math.sqrt(3.6875 + 0.25), within(1e-12));
      assertThat(found.get(TrainingFit.SAMPLES)).isCloseTo(Math.log10(4), within(1e-12));
    }
  }

  @Test
  void normalisedMarginsDoNotChangeWithTheScaleOfTheLogits() {
    Map<String, Double> small;
    try (Model model = scaled(1)) {
      small =
          values(
              TrainingFit.rows(
                  model, samples(0, 1, 0, 1), samples(0, 1, 0, 1), VALUES, Progress.none()));
    }
    try (Model model = scaled(64)) {
      Map<String, Double> large =
          values(
              TrainingFit.rows(
                  model, samples(0, 1, 0, 1), samples(0, 1, 0, 1), VALUES, Progress.none()));
      assertThat(large.get(TrainingFit.MARGIN_MEAN))
          .isEqualTo(64 * small.get(TrainingFit.MARGIN_MEAN));
      assertThat(large.get(TrainingFit.NORMALIZED_LOWER))
          .isCloseTo(small.get(TrainingFit.NORMALIZED_LOWER), within(1e-12));
    }
    try (Model model = scaled(0)) {
      assertThat(
              values(
                  TrainingFit.rows(
                      model, samples(0, 1, 0, 1), samples(0, 1, 0, 1), VALUES, Progress.none())))
          .as("logits that do not vary have no spread to normalise by")
          .doesNotContainKey(TrainingFit.NORMALIZED_MEDIAN)
          .containsEntry(TrainingFit.MARGIN_MEDIAN, 0.0);
    }
  }

  @Test
  void weightsByHand() {
    try (Model model = scaled(-3)) {
      Map<String, Double> found = values(WeightDescriptors.rows(model, VALUES, Progress.none()));
      assertThat(found.get(WeightDescriptors.NORM)).isCloseTo(Math.sqrt(18), within(1e-12));
      assertThat(found.get(WeightDescriptors.SPECTRAL)).isCloseTo(Math.log(3), within(1e-9));
      assertThat(found.get(WeightDescriptors.FROBENIUS))
          .isCloseTo(Math.log(Math.sqrt(18)), within(1e-12));
      // edges 1, 1 and 0 of the tree: one bar of length 1 over sqrt(3)
      assertThat(found.get(WeightDescriptors.PERSISTENCE))
          .isCloseTo(1 / Math.sqrt(3), within(1e-12));
      assertThat(found.get(WeightDescriptors.PARAMETERS)).isCloseTo(Math.log10(4), within(1e-12));
    }
    try (Model model = scaled(0)) {
      assertThat(values(WeightDescriptors.rows(model, VALUES, Progress.none())))
          .containsOnlyKeys(WeightDescriptors.PARAMETERS);
    }
  }

  @Test
  void noiseRaisesTheLossOfAGoodFitAndIsDrawnFromTheSeed() {
    try (Model model = scaled(2)) {
      Map<String, Double> once = sharpness(model, 3);
      assertThat(sharpness(model, 3)).isEqualTo(once);
      assertThat(sharpness(model, 4)).isNotEqualTo(once);
      assertThat(once.get(Sharpness.NAME)).isBetween(0.0, 1.0);
    }
  }

  private Map<String, Double> sharpness(Model model, long seed) {
    return values(
        Sharpness.rows(
            model,
            samples(0, 1, 0, 1),
            200,
            RandomStream.seeded(seed),
            VALUES,
            Progress.none()));
  }
}

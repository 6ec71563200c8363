package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Subset;
import dev.nervure.network.Model;
import dev.nervure.progress.Progress;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of networks that others have trained, against what is known about them. */
class SharedModelsTest {
  @TempDir Path folder;

  private Results profile(
      RunDirectory run, Path modelFile, LabelledSamples samples, LayerOptions options) {
    try (Model model = Model.load(modelFile)) {
      return new StudyRunner(new ProfileStudy(NetworkSource.of(model, modelFile, samples), options))
          .run(run, Progress.none());
    }
  }

  @Test
  void leNetHasTheAccuracyThatWasMeasuredWithAnotherProgram() {
    Path model = SharedData.path("models/trained-mnist/lenet_mnist.onnx");
    Path data = SharedData.path("datasets/mnist");
    LabelledSamples samples = DataSource.open(data, DataOptions.DEFAULT);
    LayerOptions options =
        LayerOptions.defaults()
            .withLayers("logits")
            .withBatchSize(250)
            .withMeasures(Set.of("fisher_ratio"));
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = profile(run, model, samples, options);
      assertThat(samples.size()).isEqualTo(10_000);
      assertThat(results.accuracy()).hasValue(0.9878);
    }
  }

  @Test
  void resNetOnCifarRisesToAHumpAndFallsTowardsTheOutput() {
    Path model = SharedData.path("models/cifar10-resnet/resnet20-12fca82f.onnx");
    Path data = SharedData.path("datasets/cifar10/test_batch_first700.bin.gz");
    LabelledSamples all = DataSource.open(data, DataOptions.DEFAULT);
    LabelledSamples samples = all.select(new Subset(400, 0, List.of(), 1).choose(all));
    LayerOptions options =
        LayerOptions.defaults()
            .withRepeats(2)
            .withMeasures(Set.of("ph_dimension", "lifespan_sum_h0"))
            .withLayers("/m/Relu_output_0,/m/layer*/layer*.?/Relu_1_output_0,logits");
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = profile(run, model, samples, options);
      // 91.64 % on 1017 test images; 400 of them give it within three binomial deviations
      assertThat(results.accuracy().orElseThrow()).isCloseTo(0.9164, within(0.042));
      double[] dimension = curve(results, "ph_dimension");
      int peak = 0;
      for (int i = 1; i < dimension.length; i++) {
        peak = dimension[i] > dimension[peak] ? i : peak;
      }
      assertThat(peak).isBetween(1, dimension.length - 2);
      assertThat(dimension[dimension.length - 1]).isLessThan(0.6 * dimension[peak]);
      double[] sums = curve(results, "lifespan_sum_h0");
      double highest = 0;
      for (double sum : sums) {
        highest = Math.max(highest, sum);
      }
      assertThat(sums[sums.length - 1]).isLessThan(0.4 * highest);
    }
  }

  @Test
  void aNetworkOfTokensIsProfiledBehindItsEmbedding() {
    Path model = SharedData.path("models/engine-fixtures/tinybert.onnx");
    Path data = SharedData.path("models/engine-fixtures/tinybert.ref.npz");
    LabelledSamples samples = DataSource.open(data, DataOptions.DEFAULT.withArrayKey("input"));
    LayerOptions options = LayerOptions.defaults().withMeasures(Set.of("lifespan_sum_h0"));
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = profile(run, model, samples, options);
      assertThat(results.layers()).hasSizeGreaterThan(3);
      assertThat(results.layers().get(results.layers().size() - 1).dimension()).isEqualTo(2);
      assertThat(results.samples()).allSatisfy(one -> assertThat(one.predicted()).isBetween(0, 1));
    }
  }

  private static double[] curve(Results results, String name) {
    return results.measures().stream()
        .filter(measure -> measure.name().equals(name) && measure.place().labelClass() == null)
        .mapToDouble(MeasuredValue::estimate)
        .toArray();
  }
}

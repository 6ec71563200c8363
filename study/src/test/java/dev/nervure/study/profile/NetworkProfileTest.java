package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.ActivationArrays;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkProfileTest {
  private static final LayerOptions OPTIONS =
      LayerOptions.defaults()
          .withRepeats(2)
          .withPointsOverall(50)
          .withBatchSize(32)
          .withMeasures(Set.of("twonn_dimension", "lifespan_sum_h0"));

  @TempDir Path folder;

  private static LabelledSamples glyphs(int samples) {
    return GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(samples)).samples();
  }

  private Path network(LabelledSamples samples) throws IOException {
    Architecture architecture = Architectures.named("cnn");
    List<Integer> shape = List.of(1, samples.sampleShape()[1], samples.sampleShape()[2]);
    Path file = folder.resolve("net.onnx");
    OnnxWriter.write(architecture.graph(architecture.defaults(shape, 10).withWidth(6), 3), file);
    return file;
  }

  private static Results run(
      RunDirectory run, Path file, LabelledSamples samples, LayerOptions options) {
    try (Model model = Model.load(file)) {
      return new StudyRunner(new ProfileStudy(NetworkSource.of(model, file, samples), options))
          .run(run, Progress.none());
    }
  }

  @Test
  void aNetworkIsProfiledFromInputToLogits() throws IOException {
    LabelledSamples samples = glyphs(200);
    Path file = network(samples);
    String hash;
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = run(run, file, samples, OPTIONS);
      List<LayerResult> layers = results.layers();
      assertThat(layers.get(0).operator()).isEqualTo("Input");
      assertThat(layers.get(0).dimension()).as("the input stays whole").isEqualTo(28 * 28);
      assertThat(layers.get(0).pooling()).isEqualTo("flatten");
      assertThat(layers.get(layers.size() - 1).dimension()).isEqualTo(10);
      assertThat(layers.get(layers.size() - 1).depth()).isEqualTo(1);
      assertThat(layers).extracting(LayerResult::depth).isSorted();
      assertThat(NpyReader.open(array(run, layers.get(0))).readAll().floats())
          .isEqualTo(samples.read(0, 200).floats());
      assertThat(results.measures()).filteredOn(one -> !one.isEstimable()).isEmpty();
      assertThat(results.samples()).allSatisfy(one -> assertThat(one.predicted()).isBetween(0, 9));
      assertThat(run.manifest().summary()).containsKey("accuracy");
      assertThat(run.manifest().inputs().get("model").path()).isEqualTo(file.toString());
      hash = run.hash();
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("one thread"))) {
      run(run, file, samples, OPTIONS.withThreads(1));
      assertThat(run.hash()).isEqualTo(hash);
    }
    // one more layer: the others are there already
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run(run, file, samples, OPTIONS.withLayers("logits"));
      run(run, file, samples, OPTIONS);
      assertThat(run.hash()).isEqualTo(hash);
    }
  }

  @Test
  void samplesThatDoNotFitAreRefusedWithBothShapes() throws IOException {
    LabelledSamples samples = glyphs(20);
    Path file = network(samples);
    LabelledSamples other =
        LabelledSamples.of(NdArray.of(new float[20 * 12], 20, 3, 2, 2), null, List.of(), "small");
    try (Model model = Model.load(file)) {
      assertThatThrownBy(() -> NetworkSource.of(model, file, other))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("3 x 2 x 2")
          .hasMessageContaining("1 x 28 x 28");
    }
  }

  @Test
  void infiniteActivationsOfAFewSamplesLeaveTheOtherLayersAlone() throws IOException {
    int samples = 60;
    float[] values = new float[samples * 2];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      values[2 * i] = i / 60f;
      values[2 * i + 1] = (i * 7 % 11) / 11f;
      labels[i] = i % 2;
    }
    values[2 * 33] = 1e3f; // times the weight of 1e38 it overflows
    LabelledSamples data =
        LabelledSamples.of(
            NdArray.of(values, samples, 2), labels, List.of("even", "odd"), "two columns");
    Graph graph =
        new Graph(
            "overflow",
            List.of(
                Node.of("MatMul", List.of("x", "small"), "first"),
                Node.of("MatMul", List.of("first", "large"), "second"),
                Node.of("MatMul", List.of("second", "tiny"), "logits")),
            Map.of(
                "small", NdArray.of(new float[] {1, 0, 0, 1}, 2, 2),
                "large", NdArray.of(new float[] {1e38f, 0, 0, 1}, 2, 2),
                "tiny", NdArray.of(new float[] {1e-38f, 0, 0, 1}, 2, 2)),
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2})),
            List.of(new ValueInfo("logits", ElementType.FLOAT32, new int[] {-1, 2})),
            17);
    LayerOptions options = OPTIONS.withLayers("all").withMeasures(Set.of("lifespan_sum_h0"));
    try (Model model = Model.of(graph, Precision.FLOAT32);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results =
          new StudyRunner(
                  new ProfileStudy(NetworkSource.of(model, Path.of("overflow"), data), options))
              .run(run, Progress.none());
      assertThat(measure(results, "first").isEstimable()).isTrue();
      assertThat(measure(results, "second").notEstimable())
          .contains("1 of 60 samples")
          .contains("[33]");
      assertThat(results.samples().get(32).predicted()).isNotNull();
      Results dropped =
          new StudyRunner(
                  new ProfileStudy(
                      NetworkSource.of(model, Path.of("overflow"), data),
                      options.withDropNonFinite(true)))
              .run(run, Progress.none());
      assertThat(measure(dropped, "second").isEstimable()).isTrue();
    }
  }

  private static MeasuredValue measure(Results results, String layer) {
    int index =
        results.layers().stream()
            .filter(one -> one.name().equals(layer))
            .findFirst()
            .orElseThrow()
            .index();
    return results.measures().stream()
        .filter(one -> one.place().layer() == index && one.place().labelClass() == null)
        .filter(one -> one.name().equals("lifespan_sum_h0_all"))
        .findFirst()
        .orElseGet(
            () ->
                results.measures().stream()
                    .filter(one -> one.place().layer() == index && one.place().labelClass() == null)
                    .findFirst()
                    .orElseThrow());
  }

  private static Path array(RunDirectory run, LayerResult layer) {
    return run.at(ActivationArrays.of(layer).path());
  }
}

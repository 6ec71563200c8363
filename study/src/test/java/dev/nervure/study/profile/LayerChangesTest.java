package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import dev.nervure.study.layers.PointSelection;
import dev.nervure.study.layers.SelectionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes from layer to layer and from epoch to epoch. */
class LayerChangesTest {
  private static final int SAMPLES = 90;

  private static final LayerOptions OPTIONS =
      LayerOptions.defaults()
          .withThreads(2)
          .withMeasures(List.of("rtd_layers", "rtd_epochs", "mtop_div_layers", "mtop_div_epochs"));

  @TempDir Path folder;

  private Path snapshot(String name, LabelledSamples samples, long seed) throws IOException {
    return snapshot(name, samples, seed, 6);
  }

  private Path snapshot(String name, LabelledSamples samples, long seed, int width)
      throws IOException {
    return snapshot(name, samples, seed, width, "mlp");
  }

  private Path snapshot(
      String name, LabelledSamples samples, long seed, int width, String architecture)
      throws IOException {
    Architecture made = Architectures.named(architecture);
    int[] shape = samples.sampleShape();
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(
        made.graph(made.defaults(List.of(1, shape[1], shape[2]), 10).withWidth(width), seed), file);
    return file;
  }

  private static List<MeasuredValue> named(Results results, String name) {
    return results.measures().stream().filter(one -> one.name().equals(name)).toList();
  }

  @Test
  void valuesStandAtTheLaterLayerAndEpochAndNameTheOther() throws IOException {
    LabelledSamples samples =
        GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(SAMPLES)).samples();
    TreeMap<Subject, NetworkSource> sources = new TreeMap<>();
    long[] seeds = {5, 5, 6};
    for (int epoch = 0; epoch < seeds.length; epoch++) {
      sources.put(
          Subject.ofEpoch(epoch),
          NetworkSource.inFile(
              snapshot("epoch-" + epoch, samples, seeds[epoch]), null, samples, OPTIONS));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results =
          new StudyRunner(new ProfileStudy(sources, OPTIONS)).run(run, Progress.none());
      List<LayerResult> layers = results.at(Subject.ofEpoch(0)).layers();
      assertThat(layers.size()).isGreaterThan(2);

      List<MeasuredValue> epochs = named(results, "rtd_epochs");
      assertThat(epochs).hasSize(2 * layers.size());
      for (MeasuredValue one : epochs) {
        boolean input = one.place().layer() == layers.get(0).index();
        int epoch = one.place().subject().epoch();
        assertThat(one.parameters()).contains("\"from\":\"epoch " + (epoch - 1) + "\"");
        if (epoch == 1 || input) {
          assertThat(one.estimate()).as("the same network, or the same input").isZero();
          assertThat(one.error()).isZero();
        } else {
          assertThat(one.estimate()).isGreaterThan(3 * one.error());
        }
        assertThat(one.n()).isEqualTo(SAMPLES / 2);
      }
      assertThat(named(results, "mtop_div_epochs"))
          .hasSize(2 * layers.size())
          .allSatisfy(
              one -> {
                boolean same =
                    one.place().subject().epoch() == 1
                        || one.place().layer() == layers.get(0).index();
                assertThat(one.estimate() == 0).isEqualTo(same);
              });

      List<MeasuredValue> between = named(results, "rtd_layers");
      assertThat(between)
          .extracting(one -> one.place().layer())
          .doesNotContain(layers.get(0).index())
          .hasSize(3 * (layers.size() - 1));
      assertThat(between).allSatisfy(one -> assertThat(one.estimate()).isPositive());
      assertThat(between.get(0).parameters()).contains(layers.get(0).name());
      List<MeasuredValue> ofWidths = named(results, "mtop_div_layers");
      assertThat(ofWidths).hasSameSizeAs(between);
      assertThat(ofWidths.get(0).notEstimable()).contains("in one space", "784", "coordinates");
    }
  }

  /** Each layer has a projection of its own, the same in all epochs of the same width. */
  @Test
  void projectedLayersShareNoCoordinatesButOverTheEpochs() throws IOException {
    LabelledSamples samples =
        GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(SAMPLES)).samples();
    LayerOptions projected = OPTIONS.withProjectAbove(8);
    TreeMap<Subject, NetworkSource> sources = new TreeMap<>();
    int[] widths = {12, 12, 14};
    for (int epoch = 0; epoch < widths.length; epoch++) {
      sources.put(
          Subject.ofEpoch(epoch),
          NetworkSource.inFile(
              snapshot("epoch-" + epoch, samples, 5 + epoch, widths[epoch]),
              null,
              samples,
              projected));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results =
          new StudyRunner(new ProfileStudy(sources, projected)).run(run, Progress.none());
      List<LayerResult> layers = results.at(Subject.ofEpoch(0)).layers();
      assertThat(layers).allSatisfy(one -> assertThat(one.projectedTo()).isEqualTo(8));

      List<MeasuredValue> between = named(results, "mtop_div_layers");
      assertThat(between).hasSize(3 * (layers.size() - 1));
      for (MeasuredValue one : between) {
        assertThat(one.notEstimable()).isNotNull().contains("in one space");
      }
      assertThat(between)
          .anySatisfy(
              one -> assertThat(one.notEstimable()).contains("random map", "--project-above"));
      assertThat(named(results, "rtd_layers"))
          .allSatisfy(one -> assertThat(one.notEstimable()).isNull());

      for (MeasuredValue one : named(results, "mtop_div_epochs")) {
        int layer = one.place().layer();
        boolean isSameWidth =
            one.place().subject().epoch() == 1
                || layer == layers.get(0).index()
                || layer == layers.get(layers.size() - 1).index();
        if (isSameWidth) {
          assertThat(one.notEstimable()).isNull();
        } else {
          assertThat(one.notEstimable()).contains("12 and 14 coordinates");
        }
      }
    }
  }

  @Test
  void severalPositionsOfASampleCorrespondInOneLayerOverTheEpochs() throws IOException {
    LabelledSamples samples =
        GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(SAMPLES)).samples();
    LayerOptions full =
        OPTIONS
            .withLayers("type:Conv")
            .withMeasures(List.of("rtd_layers", "rtd_epochs"))
            .withPointCap(2 * SAMPLES)
            .withSelection(new SelectionOptions(PointSelection.FULL, false, null));
    TreeMap<Subject, NetworkSource> sources = new TreeMap<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      Path file = snapshot("epoch-" + epoch, samples, 5, 4, "cnn");
      sources.put(Subject.ofEpoch(epoch), NetworkSource.inFile(file, null, samples, full));
    }
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = new StudyRunner(new ProfileStudy(sources, full)).run(run, Progress.none());
      assertThat(results.layers()).extracting(LayerResult::selection).containsOnly("full");
      assertThat(named(results, "rtd_epochs"))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.estimate()).as("the same positions").isZero());
      assertThat(named(results, "rtd_layers"))
          .isNotEmpty()
          .allSatisfy(
              one -> assertThat(one.notEstimable()).contains("several positions of each sample"));
    }
  }

  @Test
  void oneNetworkHasNoEpochsToCompare() throws IOException {
    LabelledSamples samples =
        GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(SAMPLES)).samples();
    NetworkSource only = NetworkSource.inFile(snapshot("only", samples, 1), null, samples, OPTIONS);
    ProfileStudy study = new ProfileStudy(only, OPTIONS.withMeasures(List.of("rtd_epochs")));
    assertThatThrownBy(study::phases).hasMessageContainingAll("rtd_epochs", "--models");
  }
}

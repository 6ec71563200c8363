package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.network.Model;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.progress.Progress;
import dev.nervure.run.Bar;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.ActivationArrays;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.NetworkSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of several networks in one run. */
class SeveralNetworksTest {
  private static final LayerOptions OPTIONS =
      LayerOptions.defaults()
          .withThreads(2)
          .withRepeats(2)
          .withPointsOverall(50)
          .withBatchSize(32)
          .withMeasures(
              Set.of("twonn_dimension", "ph_dimension", "lifespan_sum_h0", "fisher_ratio"));

  private static LabelledSamples samples;

  @TempDir Path folder;

  @BeforeAll
  static void drawGlyphs() {
    samples = GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(120)).samples();
  }

  private Path network(String name, String architecture, List<Integer> shape, long seed)
      throws IOException {
    Architecture chosen = Architectures.named(architecture);
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(chosen.graph(chosen.defaults(shape, 10).withWidth(6), seed), file);
    return file;
  }

  private Path network(String name, String architecture, long seed) throws IOException {
    int[] shape = samples.sampleShape();
    return network(name, architecture, List.of(1, shape[1], shape[2]), seed);
  }

  private static ProfileStudy study(Map<Subject, Path> files) {
    Map<Subject, NetworkSource> sources = new TreeMap<>();
    files.forEach(
        (at, file) -> sources.put(at, NetworkSource.inFile(file, null, samples, OPTIONS)));
    return new ProfileStudy(sources, OPTIONS);
  }

  private static MeasuredValue atNoNetwork(MeasuredValue value) {
    return new MeasuredValue(
        value.name(),
        value.place().withSubject(Subject.ONLY),
        value.className(),
        value.estimate(),
        value.error(),
        value.low(),
        value.high(),
        value.intervalOf(),
        value.n(),
        value.seed(),
        value.convention(),
        value.scaling(),
        value.parameters(),
        value.notEstimable());
  }

  /** Everything found of one network is what its own run finds, bit for bit. */
  private void requireSameAsAlone(RunDirectory together, Subject at, Path file) throws IOException {
    Results found = together.results().at(at);
    try (Model model = Model.load(file);
        RunDirectory run = RunDirectory.create(folder.resolve("alone-" + file.getFileName()))) {
      Results alone =
          new StudyRunner(new ProfileStudy(NetworkSource.of(model, file, samples), OPTIONS))
              .run(run, Progress.none());
      assertThat(alone.measures()).hasSizeGreaterThan(10);
      assertThat(found.measures().stream().map(SeveralNetworksTest::atNoNetwork))
          .containsExactlyElementsOf(alone.measures());
      assertThat(
              found.bars().stream()
                  .map(
                      bar ->
                          new Bar(
                              bar.place().withSubject(Subject.ONLY),
                              bar.dimension(),
                              bar.birth(),
                              bar.death())))
          .containsExactlyElementsOf(alone.bars());
      assertThat(found.samples().stream().map(sample -> sample.at(Subject.ONLY)))
          .containsExactlyElementsOf(alone.samples());
      assertThat(found.accuracy()).isEqualTo(alone.accuracy());
      assertThat(found.classes()).isEqualTo(alone.classes());
      assertThat(found.layers().stream().map(layer -> layer.at(Subject.ONLY)))
          .containsExactlyElementsOf(alone.layers());
      for (LayerResult layer : found.layers()) {
        assertThat(array(together, layer))
            .hasSameBinaryContentAs(array(run, layer.at(Subject.ONLY)));
      }
    }
  }

  private static Path array(RunDirectory run, LayerResult layer) {
    return run.at(ActivationArrays.of(layer).path());
  }

  @Test
  void twoArchitecturesGiveTheBitsOfTheirOwnRuns() throws IOException {
    Map<Subject, Path> files =
        Map.of(
            Subject.ofModel("cnn"), network("cnn", "cnn", 3),
            Subject.ofModel("my net"), network("mlp", "mlp", 4));
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = new StudyRunner(study(files)).run(run, Progress.none());
      assertThat(results.subjects())
          .containsExactly(Subject.ofModel("cnn"), Subject.ofModel("my net"));
      assertThat(results.at(Subject.ofModel("cnn")).layers().size())
          .isNotEqualTo(results.at(Subject.ofModel("my net")).layers().size());
      assertThat(results.sampleCount()).isEqualTo(120);
      for (Map.Entry<Subject, Path> one : files.entrySet()) {
        requireSameAsAlone(run, one.getKey(), one.getValue());
      }
      assertThat(run.manifest().inputs().keySet())
          .containsExactly("model cnn", "data", "model my net");
      assertThat(run.manifest().inputs().get("model cnn").path())
          .isEqualTo(files.get(Subject.ofModel("cnn")).toString());
      assertThat(run.manifest().summary()).containsEntry("networks", 2);
      assertThat(run.manifest().notes()).anyMatch(note -> note.contains("model my net"));
    }
  }

  @Test
  void oneMoreSnapshotComputesNothingButItself() throws IOException {
    Map<Subject, Path> files = new TreeMap<>();
    files.put(Subject.ofEpoch(2), network("epoch-002", "cnn", 2));
    files.put(Subject.ofEpoch(10), network("epoch-010", "cnn", 10));
    Path out = folder.resolve("run");
    Map<String, Double> before;
    try (RunDirectory run = RunDirectory.create(out)) {
      new StudyRunner(study(files)).run(run, Progress.none());
      before = run.doneStages();
    }
    Path added = network("epoch-001", "cnn", 1);
    files.put(Subject.ofEpoch(1), added);
    StudyRunner more = new StudyRunner(study(files));
    assertThat(more.plan(out).pending())
        .isNotEmpty()
        .extracting(Stage::name)
        .allMatch(name -> name.startsWith("epoch 1: "));
    String hash;
    try (RunDirectory run = RunDirectory.create(out)) {
      more.run(run, Progress.none());
      hash = run.hash();
      Map<String, Double> after = run.doneStages();
      assertThat(after).containsAllEntriesOf(before);
      Set<String> computed = new HashSet<>(after.keySet());
      computed.removeAll(before.keySet());
      assertThat(computed.stream().map(name -> name.split(":")[0]).collect(Collectors.toSet()))
          .containsExactly("epoch 1");
      assertThat(run.results().subjects())
          .containsExactly(Subject.ofEpoch(1), Subject.ofEpoch(2), Subject.ofEpoch(10));
      assertThat(run.results().classes()).hasSize(10);
      requireSameAsAlone(run, Subject.ofEpoch(1), added);
    }
    try (RunDirectory fresh = RunDirectory.create(folder.resolve("fresh"))) {
      new StudyRunner(study(files)).run(fresh, Progress.none());
      assertThat(fresh.hash()).isEqualTo(hash);
    }
  }

  @Test
  void dataThatDoNotFitOneOfThemAreRefusedWithItsFile() throws IOException {
    Path fits = network("fits", "cnn", 1);
    Path other = network("colour", "cnn", List.of(3, 32, 32), 1);
    assertThatThrownBy(() -> study(Map.of(Subject.ofModel("a"), fits, Subject.ofModel("b"), other)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("1 x 28 x 28", "3 x 32 x 32", other.toString());
    assertThat(Files.exists(folder.resolve("run"))).isFalse();
  }

  @Test
  void aNetworkWithoutALayerThatIsAskedForIsNamed() throws IOException {
    Path file = network("a", "cnn", 1);
    assertThatThrownBy(
            () -> NetworkSource.inFile(file, null, samples, OPTIONS.withLayers("nowhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(file.toString(), "no layer matches 'nowhere'");
  }

  @Test
  void networksOnOtherSamplesAreRefused() throws IOException {
    Path file = network("a", "cnn", 1);
    Map<Subject, NetworkSource> sources =
        Map.of(
            Subject.ofEpoch(0), NetworkSource.inFile(file, null, samples, OPTIONS),
            Subject.ofEpoch(1),
                NetworkSource.inFile(file, null, samples.select(new int[] {0, 1, 2}), OPTIONS));
    assertThatThrownBy(() -> new ProfileStudy(sources, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same samples");
  }
}

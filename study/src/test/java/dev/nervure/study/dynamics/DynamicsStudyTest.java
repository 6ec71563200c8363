package dev.nervure.study.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.data.DataOptions;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Trainer;
import dev.nervure.network.train.TrainingData;
import dev.nervure.network.train.TrainingResult;
import dev.nervure.progress.Progress;
import dev.nervure.run.EpochResult;
import dev.nervure.run.KindMean;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicsStudyTest {
  /** The quantile of Student's t with one degree of freedom, tan(0.475 pi), is textbook. */
  private static final double T_OF_TWO = 12.7062;

  @TempDir Path folder;

  private static TrainedSeries trained(DynamicsOptions options) {
    return new TrainedSeries(
        Glyphs::network, Glyphs.recipe(), Glyphs.training(), Glyphs.test(), Glyphs.test(), options);
  }

  private SnapshotSeries snapshots(Path of, EpochChoice choice, int twins) {
    return new SnapshotSeries(
        EpochFiles.present(of),
        EpochSources.ofNetworks(Glyphs.test(), null, Glyphs.layers(2)),
        choice,
        twins,
        1,
        false);
  }

  private static Results run(RunDirectory run, NetworkSeries series) {
    return new StudyRunner(new DynamicsStudy(series, Glyphs.layers(2))).run(run, Progress.none());
  }

  private static double value(Results results, Subject at, String layer, String measure) {
    Results own = results.at(at);
    int index =
        own.layers().stream()
            .filter(one -> one.name().equals(layer))
            .findFirst()
            .orElseThrow()
            .index();
    MeasuredValue found =
        own.measures().stream()
            .filter(one -> one.name().equals(measure) && one.place().equals(at.layer(index)))
            .findFirst()
            .orElseThrow();
    return Objects.requireNonNull(found.estimate());
  }

  private static Subject seed(int seed, int epoch) {
    return Subject.ofModel("seed 0" + seed).withEpoch(epoch);
  }

  private static LearnedResult learned(
      Results results, NetworkKind baseline, int epoch, String layer, String measure) {
    return results.learned().stream()
        .filter(row -> row.baseline() == baseline && Objects.equals(row.epoch(), epoch))
        .filter(row -> row.layerName().equals(layer) && row.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  /** Means, differences and intervals against the same by hand from the values of the run. */
  @Test
  void seedsGiveMeansAndPairsGiveDifferences() {
    DynamicsOptions options =
        DynamicsOptions.DEFAULT.withRepeats(2).withTwins(2).withShuffled(true);
    try (TrainedSeries series = trained(options);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = run(run, series);
      String measure = "fisher_ratio";
      double first = value(results, seed(3, 2), "logits", measure);
      double second = value(results, seed(4, 2), "logits", measure);
      KindMean mean =
          results.kindMeans().stream()
              .filter(row -> row.kind() == NetworkKind.TRAINED)
              .filter(row -> Objects.equals(row.epoch(), 2) && row.measure().equals(measure))
              .filter(row -> row.layerName().equals("logits"))
              .findFirst()
              .orElseThrow();
      assertThat(mean.networks()).isEqualTo(2);
      assertThat(mean.mean()).isCloseTo((first + second) / 2, within(1e-12));
      double error = Math.abs(first - second) / 2; // sd / sqrt 2 of two numbers
      assertThat(mean.error()).isCloseTo(error, within(1e-12));
      assertThat(Objects.requireNonNull(mean.high()) - Objects.requireNonNull(mean.mean()))
          .isCloseTo(T_OF_TWO * error, within(1e-4 * error));

      double[] changes = {
        first - value(results, seed(3, 0), "logits", measure),
        second - value(results, seed(4, 0), "logits", measure)
      };
      requirePairs(learned(results, NetworkKind.UNTRAINED, 2, "logits", measure), changes);
      double[] against = {
        first - value(results, shuffled(3, 2), "logits", measure),
        second - value(results, shuffled(4, 2), "logits", measure)
      };
      requirePairs(learned(results, NetworkKind.SHUFFLED, 2, "logits", measure), against);
      // Epoch 0 of a seed is its own baseline: there is nothing to tell.
      assertThat(results.learned()).noneMatch(row -> Objects.equals(row.epoch(), 0));
      assertThat(results.epochs()).hasSize(4 * 3);
      assertThat(results.ofShownSubject().subjects()).containsExactly(seed(4, 2));
    }
  }

  @Test
  void seedsStandInTheOrderOfTheirNumbers() {
    DynamicsOptions options = DynamicsOptions.DEFAULT.withRepeats(3).withTwins(0);
    try (TrainedSeries series =
        new TrainedSeries(
            Glyphs::network,
            Glyphs.recipe().withSeed(8),
            Glyphs.training(),
            Glyphs.test(),
            Glyphs.test(),
            options)) {
      assertThat(series.sources().keySet().stream().map(Subject::model).distinct())
          .containsExactly("seed 08", "seed 09", "seed 10");
    }
  }

  private static Subject shuffled(int seed, int epoch) {
    return Subject.ofModel("shuffled labels seed 0" + seed).withEpoch(epoch);
  }

  private static void requirePairs(LearnedResult row, double[] differences) {
    double mean = (differences[0] + differences[1]) / 2;
    double error = Math.abs(differences[0] - differences[1]) / 2;
    assertThat(row.networks()).isEqualTo(2);
    assertThat(row.difference()).isCloseTo(mean, within(1e-12));
    assertThat(row.error()).isCloseTo(error, within(1e-12));
    assertThat(Objects.requireNonNull(row.low()))
        .isCloseTo(mean - T_OF_TWO * error, within(1e-4 * error + 1e-12));
  }

  /** One training beside twins: the spread of the twins and the error of the value add up. */
  @Test
  void oneTrainingIsComparedWithTwins() {
    try (TrainedSeries series = trained(DynamicsOptions.DEFAULT);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = run(run, series);
      String measure = "twonn_dimension";
      String layer = "logits";
      double[] twins = new double[3];
      for (int i = 0; i < 3; i++) {
        twins[i] = value(results, Subject.ofModel("untrained twin " + (i + 1)), layer, measure);
      }
      double mean = (twins[0] + twins[1] + twins[2]) / 3;
      double variance = 0;
      for (double twin : twins) {
        variance += (twin - mean) * (twin - mean) / 2;
      }
      LearnedResult row = learned(results, NetworkKind.UNTRAINED, 2, layer, measure);
      MeasuredValue value =
          results.at(seed(3, 2)).measures().stream()
              .filter(one -> one.name().equals(measure))
              .filter(one -> Objects.equals(one.place().layer(), row.layer()))
              .findFirst()
              .orElseThrow();
      double own = Objects.requireNonNull(value.error());
      assertThat(row.difference())
          .isCloseTo(Objects.requireNonNull(value.estimate()) - mean, within(1e-12));
      assertThat(row.error()).isCloseTo(Math.sqrt(own * own + variance * 4 / 3), within(1e-12));
      assertThat(row.baselines()).isEqualTo(3);
      assertThat(row.intervalOf()).contains("initial weights");
      // The input is the same in all networks.
      LearnedResult input = learned(results, NetworkKind.UNTRAINED, 2, "input", measure);
      assertThat(input.difference()).isZero();
      assertThat(input.isResolved()).isFalse();
      assertThat(run.at("twins/untrained-1.onnx")).exists();
    }
  }

  /** The networks are those that the trainer alone gives, and shuffled labels change them. */
  @Test
  void snapshotsAreThoseOfTheTrainer() throws IOException {
    DynamicsOptions options = DynamicsOptions.DEFAULT.withTwins(0).withShuffled(true);
    try (TrainedSeries series = trained(options);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      run(run, series);
      LabelledSamples training = Glyphs.training();
      TrainingResult alone =
          new Trainer(Glyphs.network(3), Glyphs.recipe())
              .train(
                  TrainingData.labelled(
                      training.sampleShape(),
                      training::read,
                      training.labels(),
                      training.classNames().size()));
      Graph kept = OnnxReader.read(run.at("snapshots/seed_03/epoch-002.onnx"));
      Graph shuffled = OnnxReader.read(run.at("snapshots/shuffled_labels_seed_03/epoch-002.onnx"));
      String weights = "classifier.weight";
      float[] expected =
          Objects.requireNonNull(alone.last().graph().initializers().get(weights)).floats();
      assertThat(Objects.requireNonNull(kept.initializers().get(weights)).floats())
          .isEqualTo(expected);
      assertThat(Objects.requireNonNull(shuffled.initializers().get(weights)).floats())
          .isNotEqualTo(expected);
    }
  }

  private Path write(String name, Graph graph) throws IOException {
    Files.createDirectories(folder.resolve("snapshots"));
    Path file = folder.resolve("snapshots").resolve(name);
    OnnxWriter.write(graph, file);
    return file;
  }

  @Test
  void aBrokenSnapshotIsNamedAndTheRestIsMeasured() throws IOException {
    for (int epoch : new int[] {0, 1, 2, 4}) {
      write("epoch-00%d.onnx".formatted(epoch), Glyphs.network(epoch));
    }
    byte[] whole = Files.readAllBytes(folder.resolve("snapshots/epoch-001.onnx"));
    Files.write(folder.resolve("snapshots/epoch-001.onnx"), Arrays.copyOf(whole, 500));
    try (SnapshotSeries series = snapshots(folder.resolve("snapshots"), EpochChoice.USUAL, 2);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = run(run, series);
      assertThat(results.epochs().stream().map(EpochResult::epoch)).containsExactly(0, 2, 4);
      assertThat(results.epochs()).allMatch(row -> row.testAccuracy() != null);
      assertThat(run.manifest().notes())
          .anyMatch(note -> note.startsWith("epoch 1 is left out") && note.contains("epoch-001"))
          .anyMatch(note -> note.contains("lacks the epochs [3]"));
      assertThat(results.learned()).anyMatch(row -> Objects.equals(row.epoch(), 4));
    }
  }

  @Test
  void oneSnapshotIsMeasuredAndSaysWhatItLacks() throws IOException {
    write("net_7.onnx", Glyphs.network(7));
    try (SnapshotSeries series = snapshots(folder.resolve("snapshots"), EpochChoice.USUAL, 2);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      Results results = run(run, series);
      assertThat(results.epochs().stream().map(EpochResult::epoch)).containsExactly(7);
      assertThat(run.manifest().notes()).anyMatch(note -> note.contains("one snapshot only"));
    }
  }

  /** Known before anything is measured, so that a dry run says it too. */
  @Test
  void epochsThatAreAskedForAndMissingAreNamed() throws IOException {
    for (int epoch : new int[] {0, 1, 3, 4}) {
      write("epoch-%d.onnx".formatted(epoch), Glyphs.network(epoch));
    }
    try (SnapshotSeries series =
            snapshots(folder.resolve("snapshots"), EpochChoice.parse("0,2"), 0);
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      assertThat(series.notes())
          .contains(
              "--epochs-measured asks for the epochs [2], of which there are no snapshots; there are [0, 1, 3, 4]",
              "1 of 4 snapshots is measured; --epochs-measured all takes every one",
              "epoch 0 alone is measured, so that nothing can be said of the course of training");
      run(run, series);
      assertThat(run.manifest().notes())
          .as("nothing was learned at epoch 0")
          .noneMatch(note -> note.contains("chance") || note.contains("the same answer"));
    }
  }

  @Test
  void nothingReadableIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    assertThatThrownBy(() -> EpochFiles.present(folder.resolve("empty")))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("no snapshots by epoch");
    Files.createDirectories(folder.resolve("broken"));
    Files.writeString(folder.resolve("broken/epoch-1.onnx"), "no network");
    assertThatThrownBy(() -> snapshots(folder.resolve("broken"), EpochChoice.USUAL, 2))
        .isInstanceOf(BadModelException.class);
  }

  /** A snapshot more computes itself and the comparison, and takes nothing from the run. */
  @Test
  void aGrowingSeriesKeepsWhatIsThere() throws IOException {
    write("epoch-0.onnx", Glyphs.network(0));
    write("epoch-1.onnx", Glyphs.network(1));
    Path out = folder.resolve("run");
    Map<String, Double> before;
    try (SnapshotSeries series = snapshots(folder.resolve("snapshots"), EpochChoice.ALL, 2);
        RunDirectory run = RunDirectory.create(out)) {
      run(run, series);
      before = run.doneStages();
    }
    write("epoch-2.onnx", Glyphs.network(2));
    try (SnapshotSeries series = snapshots(folder.resolve("snapshots"), EpochChoice.ALL, 2)) {
      StudyRunner more = new StudyRunner(new DynamicsStudy(series, Glyphs.layers(2)));
      assertThat(more.holding(out, null).state()).isEqualTo(ResultPlace.State.SAME);
      assertThat(more.plan(out).pending())
          .extracting(Stage::name)
          .allMatch(
              name ->
                  name.startsWith("epoch 2: ")
                      || name.equals("what was learned")
                      || name.equals("accuracy by epoch"));
      try (RunDirectory run = RunDirectory.create(out)) {
        more.run(run, Progress.none());
        assertThat(run.doneStages().keySet()).containsAll(before.keySet());
        assertThat(run.results().epochs()).hasSize(3);
      }
    }
  }

  @Test
  void choosesEpochs() {
    List<Integer> twenty = IntStream.rangeClosed(0, 20).boxed().toList();
    assertThat(EpochChoice.parse("5").of(twenty)).containsExactly(0, 5, 10, 15, 20);
    assertThat(EpochChoice.parse("all").of(twenty)).hasSize(21);
    assertThat(EpochChoice.USUAL.of(twenty)).hasSize(12).contains(0, 20);
    assertThat(EpochChoice.parse("0, 3,99").of(twenty)).containsExactly(0, 3);
    assertThat(EpochChoice.parse("0, 3,99").missing(twenty)).containsExactly(99);
    assertThatThrownBy(() -> EpochChoice.parse("1")).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> EpochChoice.parse("x")).hasMessageContaining("'x'");
    assertThatThrownBy(() -> EpochChoice.parse("30,40").of(twenty))
        .hasMessageContaining("none of the epochs");
  }

  @Test
  void aSingleEpochIsAListWithAComma() {
    EpochChoice single = EpochChoice.parse("5,");
    assertThat(single.of(IntStream.rangeClosed(0, 9).boxed().toList())).containsExactly(5);
    for (String text : List.of("5,", "0,1,5", "12", "all")) {
      assertThat(EpochChoice.parse(text).text()).isEqualTo(text);
    }
    assertThatThrownBy(() -> EpochChoice.parse(",")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EpochChoice.parse("1,2,"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What is followed are the same samples; equal numbers of others are none. */
  @Test
  void anEpochOfOtherLabelsIsNamedAndLeftOut() throws IOException {
    Path dumps = folder.resolve("dumps");
    for (int epoch = 0; epoch < 3; epoch++) {
      Dumps.write(dumps.resolve("epoch-" + epoch), 30, epoch);
    }
    long[] others = new long[30];
    Arrays.setAll(others, i -> (i + 1) % Dumps.CLASSES);
    NpyWriter.write(dumps.resolve("epoch-1/labels.npy"), NdArray.of(others, 30));
    LayerOptions layers = Glyphs.layers(1).withLayers("all");
    try (EpochSources opening =
            new EpochSources(null, null, DataOptions.DEFAULT, samples -> samples, layers);
        SnapshotSeries series =
            new SnapshotSeries(EpochFiles.present(dumps), opening, EpochChoice.ALL, 0, 1, false)) {
      assertThat(series.sources().keySet()).containsExactly(Subject.ofEpoch(0), Subject.ofEpoch(2));
      assertThat(series.notes())
          .anyMatch(note -> note.startsWith("epoch 1 is left out") && note.contains("labels"));
    }
  }

  @Test
  void takesTheLongestSeriesOfAFolder() throws IOException {
    for (String name : List.of("ep=1.onnx", "ep=2.onnx", "ep=10.onnx", "best.onnx", "old-3.onnx")) {
      Files.createDirectories(folder.resolve("many"));
      Files.writeString(folder.resolve("many").resolve(name), "");
    }
    EpochFiles found = EpochFiles.present(folder.resolve("many"));
    assertThat(found.byEpoch().keySet()).containsExactly(1, 2, 10);
    assertThat(found.notes()).hasSize(1).first().asString().contains("best.onnx", "old-3.onnx");
    Files.writeString(folder.resolve("many/ep=01.onnx"), "");
    assertThatThrownBy(() -> EpochFiles.in(folder.resolve("many")))
        .hasMessageContaining("both of epoch 1");
  }
}

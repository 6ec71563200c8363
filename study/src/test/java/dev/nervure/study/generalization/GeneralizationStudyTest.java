package dev.nervure.study.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.data.table.TextTable;
import dev.nervure.network.BadModelException;
import dev.nervure.progress.Progress;
import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.run.TargetPrediction;
import dev.nervure.run.TrainedNetwork;
import dev.nervure.study.StudyRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneralizationStudyTest {
  @TempDir Path folder;

  private void run(GeneralizationStudy study, Consumer<RunDirectory> then) {
    try (study;
        RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      StudyRunner runner = new StudyRunner(study);
      runner.takeOver(run);
      runner.run(run, Progress.none());
      then.accept(run);
    }
  }

  private static double value(Results results, String model, String measure) {
    for (MeasuredValue value : results.at(Subject.ofModel(model)).measures()) {
      if (value.name().equals(measure) && value.estimate() != null) {
        return value.estimate();
      }
    }
    throw new AssertionError(model + " has no " + measure);
  }

  @Test
  void takesTheSameNumberOfSamplesOfEveryNetwork() throws IOException {
    run(
        SmallZoo.in(folder.resolve("zoo")).study("gap_acc", 2),
        run -> {
          Results results = run.results();
          for (String name : SmallZoo.names()) {
            Results ofOne = results.at(Subject.ofModel(name));
            assertThat(ofOne.samples()).as(name).hasSize(SmallZoo.SAMPLES - 10);
            assertThat(ofOne.layers()).hasSize(1);
            assertThat(ofOne.measures())
                .filteredOn(value -> value.name().equals("lifespan_sum_h0"))
                .filteredOn(value -> value.place().labelClass() == null)
                .extracting(MeasuredValue::n)
                .as("as many of a class as the smallest has in any network")
                .containsExactly(17);
          }
          // net1 was trained on other labels, and on ten samples fewer
          assertThat(value(results, "net1", TrainingFit.SAMPLES))
              .isCloseTo(Math.log10(50), within(1e-12));
          assertThat(value(results, "net0", TrainingFit.SAMPLES))
              .isCloseTo(Math.log10(60), within(1e-12));
          assertThat(value(results, "net0", TrainingFit.ACCURACY))
              .isEqualTo(value(results, "net0", TrainingFit.DATA_LABELS));
          assertThat(value(results, "net1", TrainingFit.ACCURACY))
              .isNotEqualTo(value(results, "net1", TrainingFit.DATA_LABELS));
          assertThat(run.manifest().notes())
              .anyMatch(note -> note.contains("first 50 training samples of every network"));
        });
  }

  @Test
  void everyDescriptorHasACoefficientOrAReason() throws IOException {
    run(
        SmallZoo.in(folder.resolve("zoo")).study("gap_acc", 2),
        run -> {
          List<DescriptorRelation> relations = run.results().rows(Tables.DESCRIPTORS);
          assertThat(relations).hasSizeGreaterThan(15);
          for (DescriptorRelation one : relations) {
            assertThat(one.pearson() == null).isEqualTo(one.notEstimable() != null);
            assertThat(one.partial() == null).isEqualTo(one.noPartial() != null);
          }
          assertThat(relations)
              .filteredOn(one -> one.descriptor().equals(TrainingFit.ACCURACY))
              .allSatisfy(one -> assertThat(one.noPartial()).contains("training accuracy"));
          assertThat(run.results().rows(Tables.PREDICTIONS))
              .extracting(TargetPrediction::model)
              .containsExactlyElementsOf(SmallZoo.names());
          assertThat(run.results().rows(Tables.PREDICTIONS))
              .extracting(TargetPrediction::rank)
              .containsExactlyInAnyOrder(1, 2, 3, 4, 5);
          assertThat(run.manifest().summary()).containsKeys("leaveOneOutError", "topOneRegret");
        });
  }

  /** What knows a part of the target is no measure of what knows none. */
  @Test
  void gainsCompareLikeWithLike() throws IOException {
    run(
        SmallZoo.in(folder.resolve("zoo")).study("gap_acc", 1),
        run -> {
          Map<String, PredictorResult> rows = new LinkedHashMap<>();
          run.results().rows(Tables.PREDICTORS).forEach(row -> rows.put(row.predictor(), row));
          assertThat(rows.keySet())
              .containsExactly("mean", "baseline", "baseline_alone", "topology", "all", "selected");
          requireGain(rows, "topology", "baseline_alone");
          requireGain(rows, "all", "baseline");
          requireGain(rows, "baseline_alone", "baseline");
          assertThat(rows.get("baseline").gain()).isNull();
          assertThat(run.manifest().notes())
              .anyMatch(
                  note ->
                      note.contains("where a part of the target may be known")
                          && note.contains("(gain in absolute error ")
                          && note.contains("95 % interval"));
        });
  }

  private static void requireGain(Map<String, PredictorResult> rows, String of, String than) {
    assertThat(rows.get(of).gain())
        .isCloseTo(rows.get(than).absoluteError() - rows.get(of).absoluteError(), within(1e-12));
  }

  /** A class takes part with 16 points; without any there are no sums, which the notes say. */
  @Test
  void samplesTooFewForSumsOfAnyClassAreSaid() throws IOException {
    SmallZoo zoo = SmallZoo.in(folder.resolve("zoo"));
    GeneralizationOptions few = SmallZoo.options("gap_acc", 1).withSamples(16);
    try (GeneralizationStudy study =
        GeneralizationStudy.of(zoo.open("gap_acc"), zoo.table(), SmallZoo.samples(), few)) {
      run(
          study,
          run ->
              assertThat(run.manifest().notes())
                  .anyMatch(
                      note ->
                          note.contains(
                              "first 16 training samples of every network, among which no class has the 16 points")));
    }
  }

  @Test
  void aTargetThatDoesNotVaryIsSaidAndTheRestStands() throws IOException {
    run(
        SmallZoo.in(folder.resolve("zoo")).study("always", 1),
        run -> {
          assertThat(run.results().rows(Tables.DESCRIPTORS))
              .allSatisfy(one -> assertThat(one.notEstimable()).isNotNull());
          assertThat(run.results().rows(Tables.PREDICTORS)).isEmpty();
          assertThat(run.manifest().notes())
              .anyMatch(note -> note.equals("no prediction: always is the same for all networks"));
        });
  }

  @Test
  void oneNetworkIsMeasuredAndNothingIsCorrelated() throws IOException {
    SmallZoo zoo = SmallZoo.in(folder.resolve("zoo"));
    Files.writeString(zoo.table(), "model,gap_acc\nnet2,0.3\n");
    run(
        zoo.study("gap_acc", 1),
        run -> {
          assertThat(value(run.results(), "net2", WeightDescriptors.PERSISTENCE))
              .isBetween(0.0, 1.0);
          assertThat(run.results().rows(Tables.DESCRIPTORS))
              .allSatisfy(
                  one ->
                      assertThat(one.notEstimable())
                          .isIn(
                              "a correlation needs at least 3 networks but 1 has a value",
                              "a correlation needs at least 3 networks but 0 have a value"));
          assertThat(run.manifest().notes())
              .anyMatch(note -> note.contains("at least 4 networks but there is 1"))
              .filteredOn(note -> note.contains("correlation"))
              .containsExactly("no correlations: they need at least 3 networks but there is 1");
          assertThat(run.manifest().notes())
              .anyMatch(note -> note.startsWith("4 files of the folder have no row"));
        });
  }

  @Test
  void leavesOutWhatDoesNotFitAndSaysWhy() throws IOException {
    SmallZoo zoo = SmallZoo.in(folder.resolve("zoo"));
    zoo.write("wide", 9, 3, 1);
    Files.writeString(folder.resolve("zoo/broken.onnx"), "no network");
    Files.copy(folder.resolve("zoo/net0.onnx"), folder.resolve("zoo/many.onnx"));
    NpyWriter.write(folder.resolve("zoo/many.train_labels.npy"), NdArray.of(new long[500], 500));
    Files.writeString(
        zoo.table(),
        "gap_acc,name\n0.1,net0.onnx\n0.2,net1\n0.3,wide\n0.1,broken\n0.2,many\n0.1,gone\n?,net2\n");
    ZooFolder opened = zoo.open("gap_acc");
    assertThat(opened.targets()).containsOnlyKeys("net0", "net1");
    assertThat(opened.networks()).hasSize(2);
    assertThat(opened.leftOut())
        .anyMatch(why -> why.startsWith("wide is left out") && why.contains("9"))
        .anyMatch(why -> why.startsWith("broken is left out"))
        .anyMatch(why -> why.startsWith("many is left out") && why.contains("500 labels"))
        .anyMatch(why -> why.equals("net2 is left out: its gap_acc is '?', no number"))
        .anyMatch(why -> why.equals("1 row of the table has no file in the folder: gone"))
        .anyMatch(why -> why.equals("2 files of the folder have no row in the table: net3, net4"));
  }

  @Test
  void refusesTablesThatSayNothing() throws IOException {
    SmallZoo zoo = SmallZoo.in(folder.resolve("zoo"));
    assertThatThrownBy(() -> zoo.open("acc"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no column 'acc'")
        .hasMessageContaining("gap_acc");
    Files.writeString(zoo.table(), "name,gap_acc\nother,0.2\n");
    assertThatThrownBy(() -> zoo.open("gap_acc"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("names no network of the folder");
    Files.writeString(zoo.table(), "name,gap_acc\nnet1,0.2\nnet1.onnx,0.2\n");
    assertThatThrownBy(() -> zoo.open("gap_acc")).hasMessageContaining("net1 twice");
    Files.writeString(zoo.table(), "name,gap_acc\nnet1,\n");
    assertThatThrownBy(() -> zoo.open("gap_acc"))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("no number");
    assertThatThrownBy(
            () ->
                ZooFolder.open(
                    folder.resolve("nowhere"),
                    TextTable.read(zoo.table(), null),
                    "gap_acc",
                    SmallZoo.samples(),
                    GeneralizationOptions.LOGITS))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void aZooOfItsOwnCanBeReadAgain() throws IOException {
    TrainedZoo zoo =
        new TrainedZoo(SmallZoo.recipes(4), SmallZoo.samples(), SmallZoo.samples(), 30, 0.9);
    run(
        GeneralizationStudy.of(zoo, SmallZoo.options("gap_acc", 2)),
        run -> {
          List<TrainedNetwork> trained = run.results().rows(Tables.TRAINED_NETWORKS);
          assertThat(trained).hasSize(4);
          assertThat(trained).anyMatch(TrainedNetwork::stoppedAtAccuracy);
          for (TrainedNetwork one : trained) {
            assertThat(one.stoppedAtAccuracy()).isEqualTo(one.trainAcc() >= 0.9);
            assertThat(value(run.results(), one.model(), TrainingFit.ACCURACY))
                .as("as the training measured it")
                .isCloseTo(one.trainAcc(), within(1e-12));
            assertThat(value(run.results(), one.model(), TrainingFit.LOSS))
                .isCloseTo(one.trainLoss(), within(1e-5)); // float32 sums of another library
            assertThat(one.gapAcc()).isCloseTo(one.trainAcc() - one.testAcc(), within(1e-12));
          }
          ZooFolder again =
              ZooFolder.open(
                  run.at("networks"),
                  TextTable.read(run.at("networks/zoo.csv"), null),
                  "gap_acc",
                  SmallZoo.samples(),
                  GeneralizationOptions.LOGITS);
          assertThat(again.leftOut()).isEmpty();
          assertThat(again.targets().values())
              .containsExactlyElementsOf(trained.stream().map(TrainedNetwork::gapAcc).toList());
        });
    assertThatThrownBy(() -> new ZooTarget.OfTraining("width"))
        .hasMessageContaining("gap_acc, gap_loss, test_acc, test_loss");
  }
}

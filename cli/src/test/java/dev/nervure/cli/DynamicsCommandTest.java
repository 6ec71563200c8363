package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code nervure dynamics} as it is typed. */
class DynamicsCommandTest {
  private static final String CHEAP = "twonn_dimension,fisher_ratio";

  @TempDir Path folder;

  private CommandRun dynamics(String... more) {
    List<String> arguments = new ArrayList<>(List.of("dynamics", "--measures", CHEAP));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private CommandRun trained(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--arch",
                "mlp",
                "--width",
                "12",
                "--data",
                "glyphs:samples=150",
                "--epochs",
                "2",
                "--training-threads",
                "1",
                "--out",
                folder.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return dynamics(arguments.toArray(String[]::new));
  }

  private Path snapshots(int... epochs) throws IOException {
    Path at = Files.createDirectories(folder.resolve("snapshots"));
    for (int epoch : epochs) {
      SmallNetwork.write(at.resolve("epoch-%03d.onnx".formatted(epoch)), epoch);
    }
    return at;
  }

  @Test
  void theJsonHasWhatWasLearned() {
    JsonNode json = trained("--json", "--repeats", "2", "--hold-out", "0.4").succeeded().json();
    assertThat(json.get("samples").asInt()).isEqualTo(60);
    assertThat(json.get("epochs")).hasSize(2 * 3);
    assertThat(json.at("/epochs/0/model").asText()).isEqualTo("seed 01");
    assertThat(json.get("means")).isNotEmpty();
    JsonNode first = json.at("/learned/0");
    List<String> fields = new ArrayList<>();
    first.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactly(
            "baseline",
            "epoch",
            "layer",
            "layerName",
            "depth",
            "measure",
            "trained",
            "compared",
            "difference",
            "error",
            "low",
            "high",
            "intervalOf",
            "networks",
            "baselines",
            "n",
            "comparedN",
            "converged",
            "notEstimable",
            "resolved");
    assertThat(first.get("baseline").asText()).isEqualTo("UNTRAINED");
    assertThat(first.get("networks").asInt()).isEqualTo(2);
    // Two seeds, three epochs each, and three twins.
    assertThat(json.get("networks")).hasSize(9);
  }

  @Test
  void theTableShowsAccuraciesAndDifferencesAndTheRunResumes() {
    CommandRun run = trained("--baseline", "untrained,shuffled").succeeded();
    assertThat(run.out())
        .contains("epoch  train loss  train accuracy  test accuracy")
        .contains("trained less untrained, epoch 2, on the same samples")
        .contains("trained less trained on shuffled labels, epoch 2")
        .contains("in brackets: the 95 % interval holds 0");
    assertThat(trained("--baseline", "untrained,shuffled").succeeded().out()).isEqualTo(run.out());
    CommandRun report = CommandRun.of("report", folder.resolve("run").toString()).succeeded();
    assertThat(report.out()).contains("report.html");
  }

  @Test
  void snapshotsOfAnotherProgramAreFollowed() throws IOException {
    Path at = snapshots(0, 1, 3);
    CommandRun run =
        dynamics(
                "--models",
                at.toString(),
                "--data",
                SmallNetwork.DATA,
                "--twins",
                "2",
                "--layers",
                "logits",
                "--out",
                folder.resolve("run").toString())
            .succeeded();
    assertThat(run.out()).contains("trained less untrained, epoch 3");
    assertThat(run.err()).contains("lacks the epochs [2]");
  }

  @Test
  void accuracyOnTrainingSamplesIsThatOfThePartThatWasTrainedOn() throws IOException {
    Path at = snapshots(0, 1);
    Path data = folder.resolve("digits");
    writeDigits(data, "t10k", 50);
    CommandRun lonely = onTrainingSamples(at, data);
    assertThat(lonely.failedWith(ExitCode.BAD_INPUT).err())
        .contains("has a test part, but no training part");
    writeDigits(data, "train", 70);

    JsonNode train = onTrainingSamples(at, data).succeeded().json();
    assertThat(train.get("samples").asInt()).isEqualTo(70);
    assertThat(train.at("/epochs/0/trainAccuracy").isNumber()).isTrue();
    assertThat(train.at("/epochs/0/testAccuracy").isNull()).isTrue();

    JsonNode test = followed(at, data).succeeded().json();
    assertThat(test.get("samples").asInt()).isEqualTo(50);
    assertThat(test.at("/epochs/0/trainAccuracy").isNull()).isTrue();
    assertThat(test.at("/epochs/0/testAccuracy").isNumber()).isTrue();

    JsonNode named = onTrainingSamples(at, data, "--split", "test").succeeded().json();
    assertThat(named.get("samples").asInt()).isEqualTo(50);
  }

  private CommandRun onTrainingSamples(Path models, Path data, String... more) {
    List<String> options = new ArrayList<>(List.of("--measured-on", "train"));
    options.addAll(List.of(more));
    return followed(models, data, options.toArray(String[]::new));
  }

  private CommandRun followed(Path models, Path data, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--models",
                models.toString(),
                "--data",
                data.toString(),
                "--layers",
                "logits",
                "--baseline",
                "none",
                "--overwrite",
                "--out",
                folder.resolve("run").toString(),
                "--json"));
    arguments.addAll(List.of(more));
    return dynamics(arguments.toArray(String[]::new));
  }

  /** Random images of 28 x 28 with labels, as MNIST has them. */
  private static void writeDigits(Path at, String part, int count) throws IOException {
    Files.createDirectories(at);
    byte[] pixels = new byte[count * 28 * 28];
    new Random(count).nextBytes(pixels);
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x803).putInt(count).putInt(28).putInt(28).put(pixels);
    Files.write(at.resolve(part + "-images-idx3-ubyte"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + count);
    labels.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 10));
    }
    Files.write(at.resolve(part + "-labels-idx1-ubyte"), labels.array());
  }

  @Test
  void aDryRunNamesEpochsThatAreMissing() throws IOException {
    CommandRun run =
        dynamics(
                "--models",
                snapshots(0, 1, 3).toString(),
                "--data",
                SmallNetwork.DATA,
                "--epochs-measured",
                "0,2",
                "--layers",
                "logits",
                "--out",
                folder.resolve("run").toString(),
                "--dry-run")
            .succeeded();
    assertThat(run.err()).contains("asks for the epochs [2], of which there are no snapshots");
  }

  @Test
  void activationsAreMeasuredOnAsManySamplesAsIsSaid() throws IOException {
    Path dumps = folder.resolve("dumps");
    long[] labels = new long[40];
    Arrays.setAll(labels, i -> i % 2);
    RandomStream random = RandomStream.seeded(1);
    for (int epoch = 0; epoch < 2; epoch++) {
      Path at = Files.createDirectories(dumps.resolve("epoch-" + epoch));
      double[] values = new double[40 * 3];
      Arrays.setAll(values, i -> random.nextGaussian() + i / 3 % 2);
      NpyWriter.write(at.resolve("layer.npy"), NdArray.of(values, 40, 3));
    }
    NpyWriter.write(dumps.resolve("labels.npy"), NdArray.of(labels, 40));
    JsonNode json =
        dynamics(
                "--models",
                dumps.toString(),
                "--layers",
                "all",
                "--measured-samples",
                "26",
                "--baseline",
                "none",
                "--out",
                folder.resolve("run").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("layers")).hasSize(2);
    for (JsonNode layer : json.get("layers")) {
      for (JsonNode value : layer.get("measures")) {
        assertThat(value.get("n").asInt()).as(value.toString()).isLessThanOrEqualTo(26);
      }
    }
    assertThat(json.get("samples").asInt()).isEqualTo(26);
  }

  @Test
  void aWatchEndsWithItsEpochAndLeavesAReport() throws IOException {
    Path at = snapshots(0, 1);
    CommandRun run =
        dynamics(
                "--watch",
                at.toString(),
                "--until",
                "1",
                "--data",
                SmallNetwork.DATA,
                "--baseline",
                "none",
                "--layers",
                "logits",
                "--out",
                folder.resolve("run").toString())
            .succeeded();
    assertThat(run.err()).contains("epoch 0 measured, accuracy", "epoch 1 measured, accuracy");
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .doesNotContain("http-equiv=\"refresh\"");
  }

  @Test
  void aProfileHasTheSameBaseline() throws IOException {
    Path model = SmallNetwork.write(folder.resolve("lenet.onnx"));
    String[] arguments = {
      "profile",
      model.toString(),
      "--data",
      SmallNetwork.DATA,
      "--measures",
      CHEAP,
      "--baseline",
      "untrained",
      "--twins",
      "2",
      "--out",
      folder.resolve("run").toString()
    };
    CommandRun run = CommandRun.of(arguments).succeeded();
    assertThat(run.out()).contains("trained less untrained, on the same samples", "accuracy:");
    String[] json = Arrays.copyOf(arguments, arguments.length + 1);
    json[arguments.length] = "--json";
    JsonNode learned = CommandRun.of(json).succeeded().json().get("learned");
    assertThat(learned).isNotEmpty();
    assertThat(learned.get(0).get("baselines").asInt()).isEqualTo(2);
    assertThat(learned.get(0).get("epoch").isNull()).isTrue();
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    Path at = snapshots(0);
    requireWrong("takes the place of --models", "--models", at.toString(), "--watch", "x");
    requireWrong("says how to train", "--models", at.toString(), "--epochs", "3", "--data", "x");
    requireWrong("belongs to --watch", "--until", "3", "--data", "x");
    for (String choice : List.of("0,1,5", "2", "all")) {
      requireWrong("does not go with --watch", "--watch", "x", "--epochs-measured", choice);
    }
    for (String source : List.of("--models", "--watch")) {
      for (String[] option :
          new String[][] {{"--stop-at", "0.9"}, {"--patience", "3"}, {"--model", "x.onnx"}}) {
        requireWrong(option[0] + " says how to train", source, at.toString(), option[0], option[1]);
      }
    }
    for (Object group :
        List.of(new NetworkChoice(), new RecipeOptions(), new TrainingConditions())) {
      for (OptionSpec option : CommandSpec.forAnnotatedObject(group).options()) {
        List<String> arguments = new ArrayList<>(List.of("--models", at.toString()));
        arguments.add(option.longestName());
        if (!option.typeInfo().isBoolean()) {
          arguments.add(anyValue(option));
        }
        requireWrong(option.longestName() + " says how to train", arguments.toArray(String[]::new));
      }
    }
    requireWrong("--repeats says how to train", "--models", at.toString(), "--repeats", "2");
    requireWrong("is a training", "--models", at.toString(), "--baseline", "shuffled");
    requireWrong("begins at initial weights", "--data", "x", "--model", at + "/epoch-000.onnx");
    requireWrong("end a training early", "--data", "x", "--patience", "3");
    requireWrong("--twins must be at least 2", "--data", SmallNetwork.DATA, "--twins", "1");
    requireWrong("takes untrained, shuffled or none", "--data", "x", "--baseline", "trained");
    requireWrong("--data", "--arch", "mlp");
    CommandRun shuffled =
        CommandRun.of("profile", "x.onnx", "--data", "x", "--baseline", "shuffled");
    assertThat(shuffled.failedWith(ExitCode.USAGE).err()).contains("is a training");
    CommandRun lonely = CommandRun.of("profile", "x.onnx", "--data", "x", "--twins", "3");
    assertThat(lonely.failedWith(ExitCode.USAGE).err()).contains("belongs to --baseline");
  }

  /** A value that can be read as one of the option. */
  private static String anyValue(OptionSpec option) {
    Class<?> type = option.type();
    return type.isEnum() ? type.getEnumConstants()[0].toString().toLowerCase(Locale.ROOT) : "1";
  }

  private void requireWrong(String why, String... arguments) {
    CommandRun run = dynamics(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err()).contains(why);
  }
}

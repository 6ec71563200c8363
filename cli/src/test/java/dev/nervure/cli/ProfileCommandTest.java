package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.stats.RandomStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nervure profile} from its command line to its JSON, on a network that the test makes. */
class ProfileCommandTest {
  private static final String CHEAP = "twonn_dimension,mle_dimension,fisher_ratio";

  @TempDir Path folder;
  private String model = "";

  @BeforeEach
  void writeNetwork() throws IOException {
    model = SmallNetwork.write(folder.resolve("lenet.onnx")).toString();
  }

  @Test
  void theJsonIsTheContract() {
    CommandRun run = profile("--measures", "default", "--json").succeeded();
    JsonNode json = run.json();
    assertThat(json.get("model").asText()).isEqualTo(model);
    assertThat(json.get("samples").asInt()).isEqualTo(100);
    assertThat(json.get("accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.get("layers").size()).isGreaterThan(3);
    double depth = -1;
    for (JsonNode layer : json.get("layers")) {
      assertThat(layer.get("name").asText()).isNotEmpty();
      assertThat(layer.get("depth").asDouble()).isGreaterThan(depth);
      depth = layer.get("depth").asDouble();
      assertThat(layer.get("dim").asInt()).isPositive();
      List<String> names = new ArrayList<>();
      layer.get("measures").fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .contains(
              "ph_dimension",
              "twonn_dimension",
              "mle_dimension",
              "lifespan_sum_h0",
              "lifespan_sum_h1",
              "fisher_ratio",
              "knn_label_agreement");
      layer.get("measures").forEach(ProfileCommandTest::requireFigureOrReason);
    }
    assertThat(depth).isEqualTo(1);
    assertThat(json.at("/layers/0/depth").asDouble()).isZero();
  }

  private static void requireFigureOrReason(JsonNode measure) {
    if (measure.get("estimate").isNull()) {
      assertThat(measure.get("notEstimable").asText()).isNotBlank();
      assertThat(measure.get("error").isNull()).isTrue();
    } else {
      assertThat(measure.get("estimate").isNumber()).isTrue();
      assertThat(measure.has("error")).isTrue();
    }
    assertThat(measure.get("n").asInt()).isNotNegative();
    assertThat(measure.has("seed")).isTrue();
    assertThat(measure.get("convention").asText()).isNotEmpty();
  }

  @Test
  void theTableHasOneRowALayerAndNamesTheRun() {
    CommandRun run = profile("--measures", CHEAP).succeeded();
    assertThat(run.out()).contains("dimension", "ratio", "accuracy:", "run: " + out());
    assertThat(run.err()).contains("next: nervure report " + out());
  }

  @Test
  void theSameDirectoryReusesWhatIsThere() throws IOException {
    String first = profile("--measures", CHEAP, "--json").succeeded().out();
    Path input = activationFile();
    long written = Files.getLastModifiedTime(input).toMillis();
    assertThat(profile("--measures", CHEAP, "--json").succeeded().out()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(input).toMillis()).isEqualTo(written);
    assertThat(profile("--measures", CHEAP, "--dry-run").succeeded().out())
        .contains("0 of ", "done");
  }

  private Path activationFile() throws IOException {
    try (var files = Files.list(out().resolve("activations"))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void theNumbersDoNotDependOnThreads() {
    JsonNode one = profile("--measures", CHEAP, "--json", "--threads", "1").succeeded().json();
    JsonNode two =
        CommandRun.of(
                "profile",
                model,
                "--data",
                SmallNetwork.DATA,
                "--out",
                folder.resolve("other").toString(),
                "--measures",
                CHEAP,
                "--json",
                "--threads",
                "2")
            .succeeded()
            .json();
    assertThat(two.get("layers")).isEqualTo(one.get("layers"));
  }

  @Test
  void aDryRunComputesNothing() {
    CommandRun run = profile("--dry-run").succeeded();
    assertThat(run.out()).contains("stage", "time", "memory", "disk", "stages to do");
    JsonNode json = profile("--dry-run", "--json").succeeded().json();
    assertThat(json.get("fits").asBoolean()).isTrue();
    assertThat(json.get("stages")).isNotEmpty();
    assertThat(out()).doesNotExist();
  }

  @Test
  void dumpedActivationsNeedNoModel() throws IOException {
    Path dump = dump(120);
    CommandRun run =
        CommandRun.of(
                "profile",
                "--activations",
                dump.toString(),
                "--labels",
                dump.resolve("labels.npy").toString(),
                "--out",
                out().toString(),
                "--measures",
                CHEAP,
                "--json")
            .succeeded();
    JsonNode json = run.json();
    assertThat(json.get("model").isNull()).isTrue();
    assertThat(json.get("accuracy").isNull()).isTrue();
    assertThat(json.get("layers")).hasSize(2);
    assertThat(json.at("/layers/0/measures/fisher_ratio/estimate").isNumber()).isTrue();
  }

  @Test
  void dumpedActivationsNeedNoNativeLibraryOfNetworks() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("bytedeco"))
            .collect(Collectors.joining(File.pathSeparator));
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "dev.nervure.cli.Main",
                "profile",
                "--activations",
                dump(60).toString(),
                "--out",
                out().toString(),
                "--measures",
                CHEAP,
                "--json")
            .redirectOutput(folder.resolve("out.json").toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(folder.resolve("out.json")).content().contains("mle_dimension");
  }

  @Test
  void fewerPointsThanAnEstimatorNeedsIsSaidAndIsNoError() throws IOException {
    JsonNode json =
        CommandRun.of(
                "profile", "--activations", dump(3).toString(), "--out", out().toString(), "--json")
            .succeeded()
            .json();
    for (JsonNode layer : json.get("layers")) {
      assertThat(layer.at("/measures/ph_dimension/notEstimable").asText()).isNotBlank();
    }
  }

  @Test
  void dataOfAnotherShapeAreRefusedWithBothShapes() {
    CommandRun run =
        CommandRun.of(
                "profile",
                model,
                "--data",
                "glyphs:samples=50,style=color",
                "--out",
                out().toString())
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("3 x 32 x 32", "1 x 28 x 28");
    assertThat(out()).doesNotExist();
  }

  @Test
  void aPatternThatMatchesNothingIsWrongUsage() {
    assertThat(profile("--layers", "type:Nothing").failedWith(ExitCode.USAGE).err())
        .contains("type:Nothing");
  }

  @Test
  void aDirectoryWithForeignFilesIsLeftAlone() throws IOException {
    Files.createDirectories(out());
    Path foreign = Files.writeString(out().resolve("thesis.txt"), "precious");
    profile("--measures", CHEAP).failedWith(ExitCode.BAD_INPUT);
    assertThat(foreign).hasContent("precious");
    try (var files = Files.list(out())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatIsMissingIsSaidBeforeAnythingSlow() {
    assertThat(CommandRun.of("profile").failedWith(ExitCode.USAGE).err()).contains("model");
    assertThat(CommandRun.of("profile", model).failedWith(ExitCode.USAGE).err()).contains("--data");
    CommandRun.of("profile", model, "--activations", "x").failedWith(ExitCode.USAGE);
    assertThat(profile("--measures", "volume").failedWith(ExitCode.USAGE).err())
        .contains("volume", "ph_dimension");
    assertThat(profile("--mean", "0.5").failedWith(ExitCode.USAGE).err()).contains("--std");
    profile("--classes", "nine").failedWith(ExitCode.BAD_INPUT);
    profile("--samples", "-3").failedWith(ExitCode.USAGE);
  }

  private CommandRun several(String... words) {
    List<String> arguments = new ArrayList<>(List.of("profile"));
    arguments.addAll(List.of(words));
    arguments.addAll(
        List.of(
            "--data",
            SmallNetwork.DATA,
            "--out",
            out().toString(),
            "--measures",
            CHEAP,
            "--layers",
            "type:Relu"));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void severalNetworksAreOneRunByModel() throws IOException {
    String other = SmallNetwork.write(folder.resolve("other.onnx"), 5).toString();
    CommandRun first = several(model, other).succeeded();
    assertThat(first.out())
        .contains("model lenet\n", "model other\n")
        .containsPattern("(?s)accuracy: 0\\..*accuracy: 0\\.")
        .endsWith("run: " + out() + System.lineSeparator());
    JsonNode json = several(model, other, "--json").succeeded().json();
    assertThat(json.get("model").isNull()).isTrue();
    assertThat(json.get("samples").asInt()).isEqualTo(100);
    assertThat(json.get("accuracy").isNull()).as("no accuracy of two networks together").isTrue();
    assertThat(json.at("/networks")).hasSize(2);
    assertThat(json.at("/networks/0/model").asText()).isEqualTo("lenet");
    assertThat(json.at("/networks/0/file").asText()).isEqualTo(model);
    assertThat(json.at("/networks/1/file").asText()).isEqualTo(other);
    assertThat(json.at("/networks/1/accuracy").isNumber()).isTrue();
    JsonNode alone =
        CommandRun.of(
                "profile",
                other,
                "--data",
                SmallNetwork.DATA,
                "--out",
                folder.resolve("alone").toString(),
                "--measures",
                CHEAP,
                "--layers",
                "type:Relu",
                "--json")
            .succeeded()
            .json();
    int layers = alone.get("layers").size();
    assertThat(json.get("layers")).hasSize(2 * layers);
    for (int i = 0; i < layers; i++) {
      JsonNode here = json.at("/layers/" + (layers + i));
      assertThat(here.get("model").asText()).isEqualTo("other");
      JsonNode value = here.at("/measures/fisher_ratio");
      assertThat(value.get("model").asText()).isEqualTo("other");
      assertThat(value.get("estimate"))
          .isEqualTo(alone.at("/layers/" + i + "/measures/fisher_ratio/estimate"));
    }
    CommandRun page = CommandRun.of("report", out().toString()).succeeded();
    assertThat(Files.readString(Path.of(page.out().strip())))
        .contains("other figures and sentences are of the last: model other");
    CommandRun.of("export", out().toString(), "--csv", folder.resolve("csv").toString())
        .succeeded();
    try (var lines = Files.lines(folder.resolve("csv/classes.csv"))) {
      assertThat(lines).as("the classes stand there once").hasSize(1 + 10);
    }
    CommandRun again =
        CommandRun.of("rerun", out().toString(), "--out", folder.resolve("again").toString())
            .succeeded();
    assertThat(again.out()).contains("bit for bit");
  }

  @Test
  void snapshotsAreOneRunByEpoch() throws IOException {
    Path snapshots = Files.createDirectories(folder.resolve("snapshots"));
    SmallNetwork.write(snapshots.resolve("epoch-000.onnx"), 1);
    SmallNetwork.write(snapshots.resolve("epoch-010.onnx"), 2);
    Files.writeString(snapshots.resolve("epochs.csv"), "epoch");
    CommandRun run = several("--models", snapshots.toString()).succeeded();
    List<String> rows =
        run.out().lines().filter(line -> line.matches("(0|10) +\\S+ +0\\.\\d{4} .*")).toList();
    assertThat(rows).hasSize(2);
    assertThat(run.out()).containsPattern("epoch +last layer +accuracy");
    SmallNetwork.write(snapshots.resolve("epoch-002.onnx"), 3);
    CommandRun plan = several("--models", snapshots.toString(), "--dry-run", "--json").succeeded();
    for (JsonNode stage : plan.json().get("stages")) {
      assertThat(stage.get("done").asBoolean())
          .as(stage.get("name").asText())
          .isEqualTo(!stage.get("name").asText().startsWith("epoch 2:"));
    }
    JsonNode json = several("--models", snapshots.toString(), "--json").succeeded().json();
    assertThat(json.get("networks").findValuesAsText("epoch")).containsExactly("0", "2", "10");
    assertThat(json.at("/layers/0/epoch").asInt()).isZero();
    assertThat(json.at("/layers/0/model").isNull()).isTrue();
  }

  @Test
  void networksThatDoNotGoTogetherAreRefusedByName() throws IOException {
    Path colour = folder.resolve("colour.onnx");
    SmallNetwork.write(colour, 1, List.of(3, 32, 32));
    assertThat(several(model, colour.toString()).failedWith(ExitCode.BAD_INPUT).err())
        .contains(colour.toString(), "3 x 32 x 32");
    assertThat(several(model, model).failedWith(ExitCode.USAGE).err()).contains("twice");
    assertThat(several(model, "--models", folder.toString()).failedWith(ExitCode.USAGE).err())
        .contains("--models");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    several("--models", empty.toString()).failedWith(ExitCode.BAD_INPUT);
    assertThat(out()).doesNotExist();
  }

  private CommandRun profile(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("profile", model, "--data", SmallNetwork.DATA, "--out", out().toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("run");
  }

  @Test
  void activationsAreTakenAsTheyAreAndWhatWouldChangeThemIsRefused() throws IOException {
    String dump = dump(3).toString();
    for (String[] option :
        new String[][] {
          {"--mean", "0.5", "--std", "0.5"},
          {"--scale", "standard", "--scale-from", "t.csv"},
          {"--size", "8x8"},
          {"--precision", "float64"}
        }) {
      String[] words = {"profile", "--activations", dump, "--out", out().toString()};
      String[] all = Arrays.copyOf(words, words.length + option.length);
      System.arraycopy(option, 0, all, words.length, option.length);
      assertThat(CommandRun.of(all).failedWith(ExitCode.USAGE).err())
          .contains(option[0], "as they are");
    }
    assertThat(out()).doesNotExist();
  }

  /** Two layers of random activations and three classes. */
  private Path dump(int samples) throws IOException {
    Path dump = Files.createDirectories(folder.resolve("dump"));
    RandomStream random = RandomStream.seeded(11);
    float[] values = new float[samples * 5];
    long[] labels = new long[samples];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < samples; i++) {
      labels[i] = i % 3;
    }
    NpyWriter.write(dump.resolve("layer1.npy"), NdArray.of(values, samples, 5));
    NpyWriter.write(dump.resolve("layer2.npy"), NdArray.of(values, samples, 5, 1, 1));
    NpyWriter.write(dump.resolve("labels.npy"), NdArray.of(labels, samples));
    return dump;
  }
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect}, {@code predict} and {@code activations} on a network that the test makes. */
class EvaluationCommandsTest {
  @TempDir Path folder;
  private String model = "";

  @BeforeEach
  void writeNetwork() throws IOException {
    model = SmallNetwork.write(folder.resolve("lenet.onnx")).toString();
  }

  @Test
  void inspectMarksTheDefaultLayers() {
    CommandRun run = CommandRun.of("inspect", model).succeeded();
    assertThat(run.out()).contains("parameters", "1 x 28 x 28", "Conv", "\n*");
    JsonNode json = CommandRun.of("inspect", model, "--json").succeeded().json();
    long sum = 0;
    for (JsonNode layer : json.get("layers")) {
      sum += layer.get("parameters").asLong();
    }
    assertThat(sum).isEqualTo(json.get("parameters").asLong());
    JsonNode chosen = CommandRun.of("inspect", model, "--layers", "type:Conv", "--json").json();
    assertThat(chosen.get("layers")).isNotEmpty();
    for (JsonNode layer : chosen.get("layers")) {
      assertThat(layer.get("operator").asText()).isEqualTo("Conv");
    }
  }

  @Test
  void predictWritesLogitsWhoseHighestGivesTheAccuracy() {
    Path logits = folder.resolve("logits.npy");
    JsonNode json =
        CommandRun.of(
                "predict", model, "--data", SmallNetwork.DATA, "--out", logits.toString(), "--json")
            .succeeded()
            .json();
    StoredArray array = NpyReader.open(logits);
    assertThat(array.shape()).containsExactly(100, 10);
    assertThat(json.get("samples").asInt()).isEqualTo(100);
    // Ten classes in equal numbers: a multiple of one per cent.
    assertThat(json.get("accuracy").asDouble() * 100 % 1).isZero();
    assertThat(CommandRun.of("predict", model, "--data", SmallNetwork.DATA).succeeded().out())
        .startsWith("accuracy: ");
  }

  @Test
  void predictHasNoPooling() {
    assertThat(
            CommandRun.of("predict", model, "--data", SmallNetwork.DATA, "--pooling", "flatten")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--pooling");
    assertThat(CommandRun.of("predict", "--help").succeeded().out()).doesNotContain("--pooling");
  }

  @Test
  void predictDoesNotDependOnTheBatchSize() {
    Path one = folder.resolve("one.npy");
    Path all = folder.resolve("all.npy");
    String data = "glyphs:samples=20";
    CommandRun.of("predict", model, "--data", data, "--batch-size", "1", "--out", one.toString())
        .succeeded();
    CommandRun.of("predict", model, "--data", data, "--batch-size", "20", "--out", all.toString())
        .succeeded();
    float[] single = NpyReader.open(one).readAll().floats();
    float[] together = NpyReader.open(all).readAll().floats();
    for (int i = 0; i < single.length; i++) {
      // Logits are of order 1, float32 sums of up to 400 terms in another order: 400 eps.
      assertThat(single[i]).isCloseTo(together[i], org.assertj.core.data.Offset.offset(5e-5f));
    }
  }

  @Test
  void aBatchHasAtLeastOneSample() {
    for (String command : new String[] {"predict", "activations", "profile"}) {
      for (String size : new String[] {"0", "-3"}) {
        CommandRun run =
            CommandRun.of(
                    command,
                    model,
                    "--data",
                    SmallNetwork.DATA,
                    "--batch-size",
                    size,
                    "--out",
                    folder.resolve("none").toString())
                .failedWith(ExitCode.USAGE);
        assertThat(run.err()).contains("--batch-size must be at least 1 but was " + size);
      }
    }
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aRangeIsTheSameRowsOfTheWhole() {
    Path all = folder.resolve("all.npy");
    Path some = folder.resolve("some.npy");
    Path none = folder.resolve("none.npy");
    String[] predict = {"predict", model, "--data", SmallNetwork.DATA, "--out"};
    CommandRun.of(concat(predict, all.toString())).succeeded();
    JsonNode json =
        CommandRun.of(concat(predict, some.toString(), "--range", "20:25", "--json"))
            .succeeded()
            .json();
    assertThat(json.get("samples").asInt()).isEqualTo(5);
    // Batches of other sizes may round differently in the last bits.
    assertThat(NpyReader.open(some).readAll().floats())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(NpyReader.open(all).readAll().rows(20, 25).floats());
    assertThat(
            CommandRun.of(concat(predict, none.toString(), "--range", "90:101"))
                .failedWith(ExitCode.BAD_INPUT)
                .err())
        .contains("100 samples", "0:100");
    assertThat(
            CommandRun.of(concat(predict, none.toString(), "--range", "7"))
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("'7' is not a range");
  }

  private static String[] concat(String[] first, String... more) {
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  @Test
  void activationsAreFilesThatProfileReads() throws IOException {
    Path dump = folder.resolve("dump");
    CommandRun run =
        CommandRun.of("activations", model, "--data", SmallNetwork.DATA, "--out", dump.toString())
            .succeeded();
    for (String file : run.out().lines().toList()) {
      NdArray rows = NpyReader.open(Path.of(file)).readAll();
      assertThat(rows.shape()[0]).as(file).isEqualTo(100);
    }
    assertThat(NpyReader.open(dump.resolve("labels.npy")).shape()).containsExactly(100);
    JsonNode profile =
        CommandRun.of(
                "profile",
                "--activations",
                dump.toString(),
                "--out",
                folder.resolve("run").toString(),
                "--measures",
                "mle_dimension",
                "--json")
            .succeeded()
            .json();
    assertThat(profile.get("layers").size()).isEqualTo((int) run.out().lines().count());
  }

  @Test
  void channelMapsKeepTheShapeOfTheLayer() {
    Path dump = folder.resolve("maps");
    JsonNode json =
        CommandRun.of(
                "activations",
                model,
                "--data",
                "glyphs:samples=10",
                "--layers",
                "type:Conv",
                "--pooling",
                "channel_maps",
                "--out",
                dump.toString(),
                "--json")
            .succeeded()
            .json();
    String file = json.at("/layers/0/file").asText();
    assertThat(NpyReader.open(Path.of(file)).rank()).isEqualTo(4);
  }

  @Test
  void dataOfAnotherShapeAreRefusedByBoth() throws IOException {
    for (String command : new String[] {"predict", "activations"}) {
      Path out = folder.resolve("out-" + command);
      CommandRun run =
          CommandRun.of(
                  command, model, "--data", "glyphs:samples=5,style=color", "--out", out.toString())
              .failedWith(ExitCode.BAD_INPUT);
      assertThat(run.err()).contains("3 x 32 x 32", "1 x 28 x 28");
      if (Files.isDirectory(out)) {
        try (var files = Files.list(out)) {
          assertThat(files).isEmpty();
        }
      }
    }
  }

  @Test
  void aCutNetworkIsRefusedAtEveryPerCent() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(model));
    Path cut = folder.resolve("cut.onnx");
    for (int percent = 1; percent <= 99; percent++) {
      Files.write(cut, Arrays.copyOf(whole, whole.length * percent / 100));
      CommandRun run = CommandRun.of("predict", cut.toString(), "--data", SmallNetwork.DATA);
      assertThat(run.exitCode()).as("cut at %d %%: %s", percent, run.err()).isIn(3, 5);
      assertThat(run.err().strip().lines()).hasSizeBetween(1, 3);
    }
  }
}

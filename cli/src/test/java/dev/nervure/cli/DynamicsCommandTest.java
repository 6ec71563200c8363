package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(json.at("/epochs/0/model").asText()).isEqualTo("seed 1");
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
    assertThat(run.err()).contains("epoch 1 measured, accuracy");
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
    requireWrong("is a training", "--models", at.toString(), "--baseline", "shuffled");
    requireWrong("begins at initial weights", "--data", "x", "--model", at + "/epoch-000.onnx");
    requireWrong("end a training early", "--data", "x", "--patience", "3");
    requireWrong("--twins must be at least 2", "--data", SmallNetwork.DATA, "--twins", "1");
    requireWrong("takes untrained, shuffled or none", "--data", "x", "--baseline", "trained");
    requireWrong("--data", "--arch", "mlp");
  }

  private void requireWrong(String why, String... arguments) {
    CommandRun run = dynamics(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err()).contains(why);
  }
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.network.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  @TempDir private Path folder;

  private CommandRun train(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--data", "glyphs:samples=300", "--quiet"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void everyEpochIsKeptAndTrainingCanGoOnFromAFile() throws IOException {
    Path first = folder.resolve("first");
    JsonNode result =
        train(
                "--arch",
                "mlp",
                "--width",
                "32",
                "--epochs",
                "3",
                "--json",
                "--out",
                first.toString())
            .succeeded()
            .json();
    assertThat(result.get("trainSamples").asInt()).isEqualTo(270);
    assertThat(result.get("testSamples").asInt()).isEqualTo(30);
    assertThat(result.get("stop").asText()).isEqualTo("epochs");
    assertThat(result.get("epochs")).hasSize(4);
    assertThat(result.get("snapshots")).hasSize(4);
    double before = result.get("epochs").get(0).get("trainLoss").asDouble();
    double after = result.get("epochs").get(3).get("trainLoss").asDouble();
    assertThat(after).isLessThan(before);
    assertThat(Files.readAllLines(first.resolve("epochs.csv"))).hasSize(5);
    assertThat(Files.readString(first.resolve("training.json"))).contains("\"dataHash\"");
    Path model = first.resolve("model.onnx");
    assertThat(OnnxReader.read(model).parameterCount()).isEqualTo(result.get("parameters").asInt());

    Path second = folder.resolve("second");
    JsonNode more =
        train("--model", model.toString(), "--epochs", "1", "--json", "--out", second.toString())
            .succeeded()
            .json();
    // Epoch 0 of the continuation is the trained network on the same held-out samples.
    assertThat(more.get("epochs").get(0).get("testLoss").asDouble())
        .isEqualTo(result.get("epochs").get(3).get("testLoss").asDouble());
  }

  @Test
  void aTableOfEpochsIsPrintedAndSnapshotsCanBeThinned() {
    Path out = folder.resolve("out");
    CommandRun run =
        train("--arch", "mlp", "--epochs", "4", "--snapshots", "2", "--out", out.toString())
            .succeeded();
    assertThat(run.out().lines()).hasSize(8);
    assertThat(run.out()).contains("test accuracy").contains("model.onnx");
    assertThat(out.resolve("snapshots"))
        .isDirectoryContaining("glob:**/epoch-000.onnx")
        .isDirectoryContaining("glob:**/epoch-004.onnx")
        .isDirectoryNotContaining("glob:**/epoch-001.onnx");
  }

  @Test
  void wrongCommandLinesAreRefusedBeforeAnythingIsWritten() throws IOException {
    Path out = folder.resolve("out");
    train("--arch", "alexnet", "--out", out.toString()).failedWith(ExitCode.USAGE);
    train("--hold-out", "1", "--out", out.toString()).failedWith(ExitCode.USAGE);
    train("--learning-rate", "-1", "--out", out.toString()).failedWith(ExitCode.USAGE);
    train("--arch", "resnet20", "--depth", "21", "--out", out.toString())
        .failedWith(ExitCode.USAGE);
    assertThat(out).doesNotExist();
    CommandRun.of("train", "--out", out.toString()).failedWith(ExitCode.USAGE);
    Files.createDirectories(out.resolve("something"));
    train("--out", out.toString()).failedWith(ExitCode.BAD_INPUT);
  }
}

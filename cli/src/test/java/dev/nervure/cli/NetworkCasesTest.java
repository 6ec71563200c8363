package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that exporters make and that were once read wrongly, without a word. */
class NetworkCasesTest {
  @TempDir Path folder;

  private static String file(String name) {
    try {
      return Path.of(NetworkCasesTest.class.getResource("/cases/" + name).toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void timeStepsAreNotSamples() {
    String model = file("lstm-sequence-first/lstm_seq_first.onnx");
    String data = file("lstm-sequence-first/seq.npy");
    Path out = folder.resolve("o.npy");
    String expected =
        "the rows of its first axis are not samples: they change each other's output, first in"
            + " LSTM node /l/LSTM";
    CommandRun run =
        CommandRun.of("predict", model, "--data", data, "--out", out.toString())
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(expected, "lstm_seq_first.onnx", "batch_first=True");
    assertThat(out).doesNotExist();
    for (String size : new String[] {"1", "100"}) {
      CommandRun.of("predict", model, "--data", data, "--batch-size", size)
          .failedWith(ExitCode.BAD_INPUT);
    }
    String dump = folder.resolve("dump").toString();
    CommandRun.of("activations", model, "--data", data, "--out", dump)
        .failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("profile", model, "--data", data, "--out", dump).failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("metric", model, "--data", data).failedWith(ExitCode.BAD_INPUT);
    CommandRun.of("fibers", "walk", model, "--data", data, "--out", dump)
        .failedWith(ExitCode.BAD_INPUT);
    CommandRun inspected = CommandRun.of("inspect", model).succeeded();
    assertThat(inspected.out()).contains(expected, "/l/LSTM_output_0");
    assertThat(inspected.err()).doesNotContain("next:");
    JsonNode json = CommandRun.of("inspect", model, "--json").succeeded().json();
    assertThat(json.get("note").asText()).isEqualTo(expected);
  }

  @Test
  void aSqueezedBatchRunsOneByOneWithAllItsLayers() {
    String model = file("squeeze0-layers/squeeze0.onnx");
    String data = file("squeeze0-layers/sq.npy");
    Path out = folder.resolve("o.npy");
    CommandRun run =
        CommandRun.of("predict", model, "--data", data, "--out", out.toString(), "--json")
            .succeeded();
    String note = "samples are run one by one, since several at once fail: Squeeze node /Squeeze";
    assertThat(run.err()).contains("note: " + note, "axis 0 has size 4, not 1");
    assertThat(run.json().at("/notes/0").asText()).startsWith(note);
    float[] actual = NpyReader.open(out).readAll().floats();
    float[] expected =
        NpyReader.open(Path.of(file("squeeze0-layers/sq_ref.npy"))).readAll().floats();
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      // Sums of eight products of order 1 in float32.
      assertThat(actual[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-6f));
    }
    JsonNode layers = CommandRun.of("inspect", model, "--json").succeeded().json().get("layers");
    List<String> names = new ArrayList<>();
    layers.forEach(layer -> names.add(layer.get("name").asText()));
    assertThat(names)
        .containsExactly(
            "x",
            "/Squeeze_output_0",
            "/a/Gemm_output_0",
            "/Relu_output_0",
            "/b/Gemm_output_0",
            "y");
    JsonNode dumped =
        CommandRun.of(
                "activations",
                model,
                "--data",
                data,
                "--layers",
                "/b/*,y",
                "--pooling",
                "flatten",
                "--out",
                folder.resolve("dump").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(dumped.at("/notes/0").asText()).startsWith(note);
    float[] inner =
        NpyReader.open(Path.of(dumped.at("/layers/0/file").asText())).readAll().floats();
    assertThat(inner).containsExactly(actual);
    JsonNode metric =
        CommandRun.of("metric", model, "--data", data, "--json").succeeded().json().get("layers");
    assertThat(metric).hasSize(3);
    assertThat(metric.get(2).get("nullDimension").asInt()).isEqualTo(30 - 24);
  }

  @Test
  void anOutputWithoutRowsIsRefused() {
    String model = file("empty-output/detect.onnx");
    JsonNode json = CommandRun.of("inspect", model, "--json").succeeded().json();
    assertThat(json.at("/layers/1/name").asText()).isEqualTo("s");
    String expected = "its output kept has no row for each sample: one sample gives shape [0]";
    assertThat(json.get("note").asText()).startsWith(expected);
    CommandRun run =
        CommandRun.of("predict", model, "--data", file("empty-output/x5.npy"))
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(expected);
  }

  @Test
  void anOutputThatNobodyReadsNeedsNoSupport() {
    JsonNode json =
        CommandRun.of("inspect", file("dropout-unused-mask/dropout_mask.onnx"), "--json")
            .succeeded()
            .json();
    assertThat(json.get("layers")).hasSize(5);
    assertThat(json.get("note").isNull()).isTrue();
  }

  /** Averages over positions against onnxruntime's values, averaged by NumPy in float32. */
  private void averaged(String name, String layer, String reference) {
    JsonNode dumped =
        CommandRun.of(
                "activations",
                file(name + "/model.onnx"),
                "--data",
                file(name + "/x.npy"),
                "--layers",
                layer,
                "--pooling",
                "global_average",
                "--out",
                folder.resolve(name + reference).toString(),
                "--json")
            .succeeded()
            .json();
    NdArray actual = NpyReader.open(Path.of(dumped.at("/layers/0/file").asText())).readAll();
    NdArray expected = NpyReader.open(Path.of(file(name + "/" + reference))).readAll();
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] values = expected.floats();
    for (int i = 0; i < values.length; i++) {
      assertThat(actual.floats()[i])
          .isCloseTo(values[i], org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @Test
  void channelsThatComeLastAreNotAveragedAway() {
    averaged("keras-channels-last-pooling", "/Mul_2_output_0", "layer0_ref.npy");
    averaged("sequence-input-pooling", "input", "layer0_ref.npy");
    JsonNode layers =
        CommandRun.of("inspect", file("keras-channels-last-pooling/model.onnx"), "--json")
            .succeeded()
            .json()
            .get("layers");
    assertThat(layers.get(0).get("axes").asText()).isEqualTo("HWC");
  }

  private static List<String> defaultLayers(String name) {
    List<String> names = new ArrayList<>();
    CommandRun.of("inspect", file(name + "/model.onnx"), "--layers", "default", "--json")
        .succeeded()
        .json()
        .get("layers")
        .forEach(layer -> names.add(layer.get("name").asText()));
    return names;
  }

  /** Inside, ONNX has the time first. */
  @Test
  void layersOfABatchFirstLstmAreSeenSamplesFirst() {
    String name = "lstm-batch-first-layers";
    averaged(name, "val_114", "layer0_ref.npy");
    averaged(name, "val_224", "layer1_ref.npy");
    assertThat(defaultLayers(name)).containsExactly("input", "val_114", "val_224", "output");
    JsonNode layers =
        CommandRun.of(
                "metric",
                file(name + "/model.onnx"),
                "--data",
                file(name + "/x.npy"),
                "--index",
                "1",
                "--from",
                "val_114",
                "--layers",
                "val_224,output",
                "--json")
            .succeeded()
            .json()
            .get("layers");
    // 12 steps of 2 x 16 values, and 5 logits.
    assertThat(layers.get(0).get("rank").asInt()).isEqualTo(384);
    assertThat(layers.get(1).get("rank").asInt()).isEqualTo(5);
  }

  @Test
  void blocksOfTokenNetworksAreFoundBehindTheEmbedding() {
    assertThat(defaultLayers("default-layers-gpt2"))
        .containsExactly(
            "add_8",
            "add_230",
            "add_386",
            "add_542",
            "add_698",
            "add_854",
            "layer_norm_12",
            "output");
    assertThat(defaultLayers("default-layers-two-blocks"))
        .containsExactly("embedding", "add_308", "mul_316", "output");
  }

  /** Singular values of the derivative of the logits by the embedding, by PyTorch. */
  @Test
  void derivativesOfTokenNetworksBeginAtTheEmbedding() {
    String name = "tokens-jacobian-bert";
    double[] expected =
        NpyReader.open(Path.of(file(name + "/singular_values_ref.npy"))).readAll().doubles();
    for (String[] from : new String[][] {{}, {"--from", "embedding"}}) {
      List<String> command =
          new ArrayList<>(
              List.of("metric", file(name + "/model.onnx"), "--data", file(name + "/x.npy")));
      command.addAll(List.of("--index", "0", "--layers", "output", "--json"));
      command.addAll(List.of(from));
      CommandRun run = CommandRun.of(command.toArray(new String[0])).succeeded();
      JsonNode layer = run.json().get("layers").get(0);
      assertThat(run.json().get("from").asText()).isEqualTo("embedding");
      assertThat(layer.get("rank").asInt()).isEqualTo(3);
      for (int i = 0; i < expected.length; i++) {
        // The reference is that of a float32 network.
        assertThat(layer.get("singularValues").get(i).asDouble())
            .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4 * expected[0]));
      }
      if (from.length == 0) {
        assertThat(run.json().at("/notes/0").asText())
            .isEqualTo(
                "the network is fed with integers, so that the Jacobian begins at embedding, the first layer");
      }
    }
  }

  @Test
  void aTokenOutsideTheVocabularyIsNamed() {
    Path data = folder.resolve("tokens.npy");
    NpyWriter.write(data, NdArray.of(new long[] {1, 2, 64, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 1, 12));
    CommandRun run =
        CommandRun.of("predict", file("tokens-jacobian-bert/model.onnx"), "--data", data.toString())
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("sample 0 has 64 but the model's vocabulary has 64 entries, 0 to 63");
  }

  /** A name alone makes no labels: answers beside the inputs are no classes of theirs. */
  @Test
  void answersWrittenBesideTheInputsAreNotTheirLabels() throws IOException {
    String model = file("sequence-input-pooling/model.onnx");
    Path data = folder.resolve("x.npy");
    Files.copy(Path.of(file("sequence-input-pooling/x.npy")), data);
    String answers = folder.resolve("y.npy").toString();
    CommandRun.of("predict", model, "--data", data.toString(), "--out", answers).succeeded();
    CommandRun next = CommandRun.of("predict", model, "--data", data.toString()).succeeded();
    assertThat(next.err())
        .contains("y.npy has a name of labels of x.npy but holds none, and is left aside");
    CommandRun told =
        CommandRun.of("predict", model, "--data", data.toString(), "--labels", answers)
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(told.err()).contains("has several columns");
  }
}

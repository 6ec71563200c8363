package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.MultilayerPerceptron;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose files leave height and width, or the whole shape of the input, open. */
class OpenInputShapeTest {
  private static final String DATA = "glyphs:samples=20";

  @TempDir Path folder;
  private String fixed = "";
  private String open = "";
  private String unknown = "";

  @BeforeEach
  void writeNetworks() throws IOException {
    Path file = SmallNetwork.write(folder.resolve("fixed.onnx"));
    fixed = file.toString();
    open = write(OnnxReader.read(file), "open.onnx", new int[] {-1, 1, -1, -1});
    unknown = write(OnnxReader.read(file), "unknown.onnx", new int[] {-1, -1, -1, -1});
  }

  private String write(Graph graph, String name, int[] shape) throws IOException {
    ValueInfo input = graph.inputs().get(0);
    Graph changed =
        new Graph(
            graph.name(),
            graph.nodes(),
            graph.initializers(),
            List.of(new ValueInfo(input.name(), input.type(), shape)),
            graph.outputs(),
            graph.opset());
    Path file = folder.resolve(name);
    OnnxWriter.write(changed, file);
    return file.toString();
  }

  @Test
  void inspectAsksForTheShapeAndTakesIt() {
    CommandRun asked = CommandRun.of("inspect", open).failedWith(ExitCode.USAGE);
    assertThat(asked.err()).contains("open.onnx", "[1, any, any]", "--input-shape 3x224x224");
    JsonNode expected = CommandRun.of("inspect", fixed, "--json").succeeded().json();
    JsonNode given =
        CommandRun.of("inspect", open, "--input-shape", "1x28x28", "--json").succeeded().json();
    assertThat(given.get("layers")).isEqualTo(expected.get("layers"));
    for (String wrong : new String[] {"1x28", "3x28x28"}) {
      assertThat(
              CommandRun.of("inspect", open, "--input-shape", wrong)
                  .failedWith(ExitCode.USAGE)
                  .err())
          .contains("[1, any, any]");
    }
    for (String wrong : new String[] {"1x28x0", "wide", "1x99999999999x2", ""}) {
      assertThat(
              CommandRun.of("inspect", open, "--input-shape", wrong)
                  .failedWith(ExitCode.USAGE)
                  .err())
          .contains("--input-shape must be like 3x224x224");
    }
  }

  @Test
  void theDataGiveTheShapeToEveryCommand() {
    for (String model : new String[] {open, unknown}) {
      String out = folder.resolve("out-" + Path.of(model).getFileName()).toString();
      CommandRun.of("predict", model, "--data", DATA).succeeded();
      CommandRun.of("activations", model, "--data", DATA, "--out", out + "-dump").succeeded();
      CommandRun.of("metric", model, "--data", DATA, "--layers", "logits").succeeded();
      CommandRun.of(
              "fibers", "walk", model, "--data", DATA, "--length", "1", "--out", out + "-walk")
          .succeeded();
      JsonNode profile = profile(model, out + "-run");
      JsonNode expected = profile(fixed, out + "-fixed-run");
      assertThat(profile.get("layers")).isEqualTo(expected.get("layers"));
    }
  }

  @Test
  void aPointGivesItsNumberOfCoordinates() throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Graph plane = architecture.graph(architecture.defaults(List.of(2), 1), 5);
    String model = write(plane, "plane.onnx", new int[] {-1, -1});
    JsonNode json =
        CommandRun.of("metric", model, "--point", "0.2,0.3", "--layers", "logits", "--json")
            .succeeded()
            .json();
    assertThat(json.at("/layers/0/nullDimension").asInt()).isEqualTo(1);
  }

  private static JsonNode profile(String model, String out) {
    return CommandRun.of(
            "profile", model, "--data", DATA, "--measures", "mle_dimension", "--out", out, "--json")
        .succeeded()
        .json();
  }
}

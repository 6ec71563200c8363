package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.ConvolutionalNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code nervure metric}. */
class MetricCommandTest extends FiberCommands {

  @Test
  void metricTakesAPointAndAPattern() {
    String[] point = {"metric", planeModel, "--point", "0.25,0.25", "--json", "--quiet"};
    JsonNode result = CommandRun.of(concat(point, "--layers", "all")).succeeded().json();
    JsonNode layers = result.get("layers");
    JsonNode last = layers.get(layers.size() - 1);
    assertThat(last.get("rank").asInt()).isEqualTo(1);
    assertThat(last.get("nullDimension").asInt()).isEqualTo(1);
    assertThat(last.get("singularValues")).hasSize(1);
    JsonNode tanh =
        CommandRun.of(concat(point, "--layers", "type:Tanh", "--full")).succeeded().json();
    assertThat(tanh.get("layers").size()).isPositive().isLessThan(layers.size());
    for (JsonNode layer : tanh.get("layers")) {
      assertThat(layer.get("nullDimension").asInt()).isZero();
    }
    assertThat(
            CommandRun.of(concat(point, "--layers", "nothing*")).failedWith(ExitCode.USAGE).err())
        .contains("nothing*");
  }

  @Test
  void metricGivesTheLeadingValuesOfALargeJacobian() throws IOException {
    int side = 72;
    ConvolutionalNetwork architecture = new ConvolutionalNetwork();
    Path wide = folder.resolve("wide.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(List.of(1, side, side), 10).withWidth(2).withDepth(2), 3),
        wide);
    Path data = folder.resolve("images.npy");
    try (NpyWriter writer = NpyWriter.create(data, ElementType.FLOAT32, 1, side, side)) {
      float[] image = new float[side * side];
      for (int i = 0; i < image.length; i++) {
        image[i] = (i % 17) / 17f;
      }
      writer.append(NdArray.of(image, 1, 1, side, side));
    }
    String[] command = {
      "metric", wide.toString(), "--data", data.toString(), "--layers", "type:Relu", "--quiet"
    };
    JsonNode layer =
        CommandRun.of(concat(command, "--json")).succeeded().json().get("layers").get(0);
    assertThat(layer.get("leadingOnly").asBoolean()).isTrue();
    assertThat(layer.get("singularValues")).hasSize(10);
    assertThat(layer.get("singularValueErrors")).hasSize(10);
    assertThat(layer.has("rank")).isFalse();
    assertThat(layer.has("nullDimension")).isFalse();
    assertThat(layer.get("notEstimable").asText()).contains("53747712 entries");
    assertThat(CommandRun.of(command).succeeded().out())
        .contains("leading 10 only")
        .contains("not estimable")
        .contains("53747712 entries");
  }

  @Test
  void metricCountsForgottenDirections() {
    JsonNode result =
        CommandRun.of(
                "metric",
                glyphModel,
                "--data",
                "glyphs:samples=20",
                "--layers",
                "all",
                "--json",
                "--quiet")
            .succeeded()
            .json();
    JsonNode last = result.get("layers").get(result.get("layers").size() - 1);
    assertThat(last.get("rank").asInt()).isEqualTo(10);
    assertThat(last.get("nullDimension").asInt()).isEqualTo(774);
  }

  @Test
  void whatWouldBeLeftAsideOrCountsNothingIsRefused() {
    String[] glyphs = {"metric", glyphModel, "--data", "glyphs:samples=20", "--quiet"};
    for (String option : List.of("--samples", "--per-class")) {
      assertThat(CommandRun.of(concat(glyphs, option, "2")).failedWith(ExitCode.USAGE).err())
          .contains(option)
          .contains("--index");
    }
    CommandRun.of(concat(glyphs, "--samples", "2", "--index", "1")).succeeded();
    String[] point = {"metric", planeModel, "--point", "0.1,0.2"};
    assertThat(CommandRun.of(concat(point, "--index", "2")).failedWith(ExitCode.USAGE).err())
        .contains("--point");
    for (String tolerance : List.of("0", "1", "-1e-10", "7", "NaN")) {
      assertThat(
              CommandRun.of(concat(point, "--rank-tolerance=" + tolerance))
                  .failedWith(ExitCode.USAGE)
                  .err())
          .contains("between 0 and 1");
    }
  }

  @Test
  void metricBeginsAtAnyLayer() {
    String[] glyphs = {
      "metric", glyphModel, "--data", "glyphs:samples=20", "--index", "3", "--quiet"
    };
    JsonNode input = CommandRun.of(concat(glyphs, "--json")).succeeded().json();
    assertThat(input.get("fromDim").asInt()).isEqualTo(784);
    assertThat(input.get("outputMetric").asText()).isEqualTo("euclidean");
    JsonNode hidden = input.get("layers").get(0);
    String edge = hidden.get("name").asText();
    int size = hidden.get("dim").asInt();
    String[] from = concat(glyphs, "--from", edge);
    JsonNode result = CommandRun.of(concat(from, "--json")).succeeded().json();
    assertThat(result.get("from").asText()).isEqualTo(edge);
    assertThat(result.get("fromDim").asInt()).isEqualTo(size);
    JsonNode layers = result.get("layers");
    assertThat(layers.size()).isEqualTo(input.get("layers").size() - 1);
    JsonNode last = layers.get(layers.size() - 1);
    assertThat(last.get("rank").asInt()).isEqualTo(10);
    assertThat(last.get("nullDimension").asInt()).isEqualTo(size - 10);
    assertThat(CommandRun.of(from).succeeded().out()).startsWith("from " + edge + ", " + size);

    assertThat(CommandRun.of(concat(glyphs, "--from", "nowhere")).failedWith(ExitCode.USAGE).err())
        .contains("'nowhere'")
        .contains(edge);
    assertThat(CommandRun.of(concat(glyphs, "--from", "*")).failedWith(ExitCode.USAGE).err())
        .contains("say which one");
    assertThat(
            CommandRun.of(concat(from, "--layers", input.get("from").asText()))
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("does not come after " + edge);
    assertThat(
            CommandRun.of(concat(glyphs, "--layers", input.get("from").asText()))
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("must name a later layer");
  }

  @Test
  void metricTakesTheFisherMetricAtTheLogits() {
    String[] command = {
      "metric", glyphModel, "--data", "glyphs:samples=20", "--output-metric", "fisher", "--quiet"
    };
    JsonNode result = CommandRun.of(concat(command, "--json")).succeeded().json();
    assertThat(result.get("outputMetric").asText()).isEqualTo("fisher");
    assertThat(result.get("layers")).hasSize(1);
    JsonNode logits = result.get("layers").get(0);
    assertThat(logits.get("rank").asInt()).isEqualTo(9);
    assertThat(logits.get("nullDimension").asInt()).isEqualTo(775);
    assertThat(logits.get("singularValues")).hasSize(9);
    assertThat(CommandRun.of(command).succeeded().out()).contains("Fisher metric");
    assertThat(
            CommandRun.of(concat(command, "--layers", "type:Tanh"))
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("is another layer");
    assertThat(
            CommandRun.of("metric", planeModel, "--point", "0.1,0.2", "--output-metric", "fisher")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("has one value");
    assertThat(
            CommandRun.of("metric", planeModel, "--point", "0.1,0.2", "--output-metric", "riemann")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("euclidean, fisher");
  }

  @Test
  void metricNamesTheOperatorWithoutDerivative() throws IOException {
    Path file = folder.resolve("floor.onnx");
    OnnxWriter.write(
        new Graph(
            "floor",
            List.of(Node.of("Tanh", List.of("x"), "t"), Node.of("Floor", List.of("t"), "y")),
            Map.of(),
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2})),
            List.of(new ValueInfo("y", ElementType.FLOAT32, new int[] {-1, 2})),
            17),
        file);
    JsonNode layers =
        CommandRun.of(
                "metric",
                file.toString(),
                "--point",
                "0.1,0.2",
                "--layers",
                "all",
                "--json",
                "--quiet")
            .succeeded()
            .json()
            .get("layers");
    assertThat(layers).hasSize(2);
    assertThat(layers.get(0).get("rank").asInt()).isEqualTo(2);
    assertThat(layers.get(1).has("rank")).isFalse();
    assertThat(layers.get(1).get("notEstimable").asText()).contains("Floor");
  }

  @Test
  void metricMeasuresTheSegmentToAnotherSample() {
    String[] command = {
      "metric", glyphModel, "--data", "glyphs:samples=20", "--index", "3", "--quiet", "--to"
    };
    JsonNode result = CommandRun.of(concat(command, "5", "--json")).succeeded().json();
    double length = result.get("length").asDouble();
    assertThat(result.get("to").asInt()).isEqualTo(5);
    assertThat(length).isPositive();
    assertThat(result.get("layers").size()).isPositive();
    for (JsonNode layer : result.get("layers")) {
      double pseudolength = layer.get("pseudolength").asDouble();
      double energy = layer.get("energy").asDouble();
      // Three digits of both figures.
      assertThat(pseudolength * pseudolength).isLessThan(1.01 * length * energy);
      assertThat(layer.get("pseudolengthError").asDouble()).isLessThan(0.01 * pseudolength);
      assertThat(layer.get("energyError").asDouble()).isLessThan(0.01 * energy);
    }
    JsonNode nowhere = CommandRun.of(concat(command, "3", "--json")).succeeded().json();
    assertThat(nowhere.get("layers").get(0).get("energy").asDouble()).isZero();
    assertThat(CommandRun.of(concat(command, "5")).succeeded().out())
        .contains("pseudolength")
        .contains("straight segment");
    assertThat(
            CommandRun.of(concat(command, "5", "--output-metric", "fisher", "--json"))
                .succeeded()
                .json()
                .get("layers"))
        .hasSize(1);
    assertThat(CommandRun.of(concat(command, "99")).failedWith(ExitCode.USAGE).err())
        .contains("sample 99 does not exist");
    for (String[] unused : new String[][] {{"--full"}, {"--rank-tolerance", "1e-8"}}) {
      assertThat(
              CommandRun.of(concat(concat(command, "5"), unused)).failedWith(ExitCode.USAGE).err())
          .contains("belongs to singular values");
    }
    assertThat(
            CommandRun.of("metric", planeModel, "--point", "0.1,0.2", "--to", "1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--to names a sample");
  }
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.ConvolutionalNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nervure stitch} from its command line to its JSON. */
class StitchCommandTest {
  @TempDir Path folder;

  private CommandRun stitch(String from, String into, String data, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "stitch",
                from,
                into,
                "--data",
                data,
                "--quiet",
                "--fit",
                "40",
                "--held",
                "30",
                "--out",
                folder.resolve("run").toString()));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private String network() throws IOException {
    return SmallNetwork.write(folder.resolve("lenet.onnx")).toString();
  }

  private static JsonNode rung(JsonNode stitch, String name) {
    for (JsonNode rung : stitch.get("rungs")) {
      if (rung.get("rung").asText().equals(name)) {
        return rung;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aNetworkStitchedToItselfIsExactAndEachPairHasItsMaps() throws IOException {
    String model = network();
    JsonNode json =
        stitch(model, model, SmallNetwork.DATA, "--twins", "1", "--task-steps", "3", "--json")
            .succeeded()
            .json();
    JsonNode stitches = json.get("stitches");
    assertThat(stitches).isNotEmpty();
    for (JsonNode stitch : stitches) {
      assertThat(stitch.at("/from/layer")).isEqualTo(stitch.at("/into/layer"));
      assertThat(rung(stitch, "identity").get("residual").asDouble()).isZero();
      assertThat(rung(stitch, "identity").get("changed").asDouble()).isZero();
      assertThat(rung(stitch, "identity").get("error")).isEqualTo(stitch.get("cleanError"));
      if (stitch.at("/into/sites/0").asInt() > 1) {
        // The ridge; a row of values has too few images for so many free numbers.
        assertThat(rung(stitch, "shared_1x1").get("residual").asDouble()).isLessThan(1e-3);
        assertThat(rung(stitch, "shared_1x1").get("control").asDouble()).isBetween(0.8, 1.6);
      }
      assertThat(rung(stitch, "task_oriented").get("untrainedError").isDouble()).isTrue();
    }
    assertThat(json.get("notes").toString()).contains("both networks are the same");
  }

  @Test
  void theTableNamesBothLayers() throws IOException {
    String model = network();
    String text =
        stitch(model, model, SmallNetwork.DATA, "--twins", "0", "--rungs", "identity")
            .succeeded()
            .out();
    assertThat(text).contains("error of the second network by itself", "into", "identity", "run: ");
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatDoes() throws IOException {
    String model = network();
    assertThat(stitch(model, model, SmallNetwork.DATA, "--rungs", "site_permutation").err())
        .contains("there is none between two networks", "shared_1x1");
    assertThat(stitch(model, model, SmallNetwork.DATA, "--rungs", "task_oriented").err())
        .contains("add it to the rungs");
    assertThat(
            stitch(
                    model,
                    model,
                    SmallNetwork.DATA,
                    "--layers",
                    "type:Conv",
                    "--into-layers",
                    "type:Gemm")
                .err())
        .contains("no layer of lenet.onnx", "one row of values", "--into-layers");
    assertThat(CommandRun.of("stitch", model, "--data", SmallNetwork.DATA).err()).contains("INTO");
  }

  @Test
  void networksOfOtherInputsAreRefusedByName() {
    String digits = SharedData.path("models/trained-mnist/lenet_mnist.onnx").toString();
    String colours = SharedData.path("models/cifar10-resnet/resnet20-12fca82f.onnx").toString();
    String data = SharedData.path("datasets/mnist").toString();
    assertThat(stitch(digits, colours, data).err())
        .contains("resnet20-12fca82f.onnx", "Both networks must take the same data");
  }
}

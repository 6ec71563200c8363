package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nervure symmetry} from its command line to its JSON. */
class SymmetryCommandTest {
  @TempDir Path folder;

  private CommandRun symmetry(String model, String data, String... more) {
    String[] first = {
      "symmetry", model, "--data", data, "--quiet", "--out", folder.resolve("run").toString()
    };
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return CommandRun.of(all);
  }

  private String network() throws IOException {
    return SmallNetwork.write(folder.resolve("lenet.onnx")).toString();
  }

  private static JsonNode rung(JsonNode layer, String name) {
    for (JsonNode rung : layer.get("rungs")) {
      if (rung.get("rung").asText().equals(name)) {
        return rung;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aLadderForEachLayerAndTransformation() throws IOException {
    JsonNode json =
        symmetry(
                network(),
                SmallNetwork.DATA,
                "--transforms",
                "rotate90,shift:2,0",
                "--fit",
                "40",
                "--held",
                "30",
                "--twins",
                "1",
                "--json")
            .succeeded()
            .json();
    JsonNode layers = json.get("layers");
    assertThat(layers).hasSize(6);
    for (JsonNode layer : layers) {
      assertThat(layer.get("transform").asText()).isIn("rotate90", "shift:2,0");
      for (JsonNode rung : layer.get("rungs")) {
        assertThat(rung.get("residual").asDouble()).isNotNegative();
        assertThat(rung.get("error").asDouble()).isBetween(0.0, 1.0);
      }
      // Of a network that is right by chance only there are none to be told of.
      JsonNode channels = layer.get("invariantChannels");
      assertThat(channels.isInt() || channels.isNull()).isTrue();
      assertThat(rung(layer, "shared_1x1").get("control").asDouble()).isBetween(0.8, 1.6);
      assertThat(rung(layer, "shared_1x1").get("untrained").isDouble()).isTrue();
    }
    assertThat(json.get("notes").toString()).contains("rotate90 are counted against the labels");
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatDoes() throws IOException {
    String model = network();
    assertThat(symmetry(model, SmallNetwork.DATA, "--transforms", "spin").err())
        .contains("no transformation", "rotate90");
    assertThat(symmetry(model, SmallNetwork.DATA, "--rungs", "2x2").err()).contains("shared_1x1");
    assertThat(symmetry(model, SmallNetwork.DATA, "--label-preserving", "shift:1,0").err())
        .contains("is not asked");
    String wide = folder.resolve("wide.npy").toString();
    assertThat(symmetry(model, wide).err()).contains("wide.npy");
  }

  /** As in {@code glassbox}: a 6 that is turned by half is a 9. */
  @Test
  void whatTurnsOneClassIntoAnotherIsRefusedUnlessItIsMeant() {
    String model = SharedData.path("models/trained-mnist/c4cnn_mnist.onnx").toString();
    String data = SharedData.path("datasets/mnist").toString();
    String[] few = {"--transforms", "rotate180", "--layers", "logits", "--range", "0:60"};
    assertThat(symmetry(model, data, few).err())
        .contains("rotate180 may turn an image of class 6 into one of class 9", "--classes")
        .contains("--label-preserving");
    String[] meant = Arrays.copyOf(few, few.length + 3);
    meant[few.length] = "--label-preserving";
    meant[few.length + 1] = "rotate180";
    meant[few.length + 2] = "--json";
    assertThat(symmetry(model, data, meant).succeeded().json().get("notes").toString())
        .contains("rotate180 may turn class 6 into class 9; their labels are kept");
    String[] others = Arrays.copyOf(few, few.length + 3);
    others[few.length] = "--classes";
    others[few.length + 1] = "6,8";
    others[few.length + 2] = "--overwrite";
    symmetry(model, data, others).succeeded();
  }

  /** The network is equivariant to quarter turns by construction, and its logits do not change. */
  @Test
  void aNetworkOfQuarterTurnsIsFoundToBeOne() {
    String model = SharedData.path("models/trained-mnist/c4cnn_mnist.onnx").toString();
    String data = SharedData.path("datasets/mnist").toString();
    JsonNode layers =
        symmetry(
                model,
                data,
                "--transforms",
                "rotate90,flip_horizontal",
                "--layers",
                "/c2/Conv_output_0,logits",
                "--rungs",
                "identity,shared_1x1",
                "--fit",
                "60",
                "--held",
                "40",
                "--twins",
                "0",
                "--json")
            .succeeded()
            .json()
            .get("layers");
    for (JsonNode layer : layers) {
      boolean turn = layer.get("transform").asText().equals("rotate90");
      boolean logits = layer.get("name").asText().equals("logits");
      double invariance = rung(layer, "identity").get("residual").asDouble();
      double shared = rung(layer, "shared_1x1").get("residual").asDouble();
      // Logits of some 10 differ by 7e-6 at most: squares of 1e-12 relative, with room.
      if (turn) {
        assertThat(shared).isLessThan(1e-6);
        assertThat(logits ? invariance < 1e-10 : invariance > 0.5).isTrue();
      } else {
        assertThat(shared).isGreaterThan(0.01);
      }
      assertThat(rung(layer, "shared_1x1").get("control").asDouble()).isBetween(0.9, 1.4);
    }
  }
}

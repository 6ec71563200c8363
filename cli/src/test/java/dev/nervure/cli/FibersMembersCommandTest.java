package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.data.array.NpyReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers members}. */
class FibersMembersCommandTest extends FiberCommands {

  @Test
  void membersOfClassesAreADataSetThatThePredictionsConfirm() throws IOException {
    JsonNode manifest =
        onGlyphs("members", "--samples", "3", "--per-input", "4", "--length", "2")
            .succeeded()
            .json();
    Path members = Path.of(out());
    JsonNode written = new ObjectMapper().readTree(members.resolve("members.json").toFile());
    assertThat(((ObjectNode) manifest).remove("folder").asText()).isEqualTo(members.toString());
    assertThat(written).isEqualTo(manifest);
    assertThat(manifest.get("samples").asInt()).isEqualTo(12);
    JsonNode guarantee = manifest.get("guarantee");
    assertThat(guarantee.get("largestDrift").asDouble()).isLessThan(1e-9);
    assertThat(guarantee.get("samplesOutsideBox").asInt()).isZero();
    for (JsonNode input : manifest.get("inputs")) {
      assertThat(input.get("smallestPairwiseDistance").asDouble()).isGreaterThan(0.5);
    }
    assertThat(NpyReader.open(members.resolve("samples.npy")).shape())
        .containsExactly(12, 1, 28, 28);
    assertThat(NpyReader.open(members.resolve("labels.npy")).shape()).containsExactly(12);
    BufferedImage sheet = ImageIO.read(members.resolve("members.png").toFile());
    assertThat(sheet.getWidth()).isEqualTo(5 * (2 * 28 + 4) + 4);

    // Read back and run anew: every member gets the logits of its source.
    Path logits = folder.resolve("logits.npy");
    CommandRun.of(
            "predict",
            glyphModel,
            "--data",
            members.resolve("samples.npy").toString(),
            "--out",
            logits.toString(),
            "--quiet")
        .succeeded();
    double[] values = NpyReader.open(logits).readAll().doubles();
    for (int i = 0; i < values.length; i++) {
      int row = i / 10;
      // float32 arithmetic of a small network
      assertThat(values[i]).isCloseTo(values[row / 4 * 4 * 10 + i % 10], offset(1e-4));
    }
  }

  @Test
  void theyAreTheEndsOfWalksAtRandomOrAwayFromTheInput() {
    double[] random = distances();
    double[] farthest = distances("--farthest");
    for (int i = 0; i < random.length; i++) {
      // A walk away from its start loses nothing to turns.
      assertThat(farthest[i]).isGreaterThan(random[i]);
    }
  }

  private double[] distances(String... more) {
    String[] options = {"--index", "2", "--per-input", "2", "--length", "2"};
    JsonNode distances =
        onGlyphs("members", concat(options, more))
            .succeeded()
            .json()
            .get("inputs")
            .get(0)
            .get("distances");
    double[] values = new double[distances.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = distances.get(i).asDouble();
    }
    return values;
  }

  @Test
  void mistakesAreNamed() {
    assertThat(onGlyphs("members").failedWith(ExitCode.USAGE).err()).contains("--per-input");
    assertThat(onGlyphs("members", "--per-input", "0").failedWith(ExitCode.USAGE).err())
        .contains("at least 1");
    assertThat(Path.of(out())).doesNotExist();
  }
}

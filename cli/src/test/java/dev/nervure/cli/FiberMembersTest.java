package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.data.array.NpyReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers --generate}. */
class FiberMembersTest extends FiberCommands {

  @Test
  void membersOfClassesAreADataSetThatThePredictionsConfirm() throws IOException {
    JsonNode manifest =
        onGlyphs("--samples", "3", "--generate", "4", "--length", "2").succeeded().json();
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
  void membersMayBeDrawnUniformly() throws IOException {
    JsonNode manifest = onPlane("--mode", "sample", "--generate", "30").succeeded().json();
    assertThat(manifest.get("guarantee").get("largestDrift").asDouble()).isLessThan(1e-9);
    assertThat(manifest.get("inputs").get(0).get("effectiveSamples").asDouble()).isPositive();
    byte[] first = Files.readAllBytes(Path.of(out()).resolve("samples.npy"));
    onPlane("--mode", "sample", "--generate", "30").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("samples.npy"))).isEqualTo(first);

    assertThat(onPlane("--mode", "sample").failedWith(ExitCode.USAGE).err()).contains("--generate");
    assertThat(onGlyphs("--mode", "cross", "--generate", "2").failedWith(ExitCode.USAGE).err())
        .contains("walk, farthest or sample");
    assertThat(onGlyphs("--generate", "2", "--dry-run").failedWith(ExitCode.USAGE).err())
        .contains("--dry-run");
    assertThat(onGlyphs("--generate", "0").failedWith(ExitCode.USAGE).err()).contains("at least 1");
  }
}

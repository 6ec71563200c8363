package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers sample}. */
class FibersSampleCommandTest extends FiberCommands {

  @Test
  void membersAreDrawnUniformlyAndTheSameWithTheSameSeed() throws IOException {
    JsonNode manifest = onPlane("sample", "--per-input", "30").succeeded().json();
    assertThat(manifest.get("guarantee").get("largestDrift").asDouble()).isLessThan(1e-9);
    assertThat(manifest.get("inputs").get(0).get("effectiveSamples").asDouble()).isPositive();
    byte[] first = Files.readAllBytes(Path.of(out()).resolve("samples.npy"));
    onPlane("sample", "--per-input", "30").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("samples.npy"))).isEqualTo(first);
    onPlane("sample", "--per-input", "30", "--seed", "2").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("samples.npy"))).isNotEqualTo(first);
  }

  @Test
  void manyInputsEachHaveTheirChain() {
    JsonNode manifest =
        onGlyphs("sample", "--samples", "2", "--hold", "logit:1", "--per-input", "3")
            .succeeded()
            .json();
    assertThat(manifest.get("inputs")).hasSize(2);
    for (JsonNode input : manifest.get("inputs")) {
      assertThat(input.has("effectiveSamples")).isTrue();
    }
  }

  @Test
  void howManyMustBeSaid() {
    assertThat(onPlane("sample").failedWith(ExitCode.USAGE).err()).contains("--per-input");
    assertThat(onPlane("sample", "--per-input", "0").failedWith(ExitCode.USAGE).err())
        .contains("at least 1");
  }
}

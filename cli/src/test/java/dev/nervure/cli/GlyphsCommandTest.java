package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlyphsCommandTest {
  @TempDir Path folder;

  @Test
  void writesPicturesLabelsAndFactors() throws IOException {
    Path out = folder.resolve("glyphs");
    CommandRun run =
        CommandRun.of("data", "glyphs", "--out", out.toString(), "--samples", "30").succeeded();
    assertThat(run.out().strip()).isEqualTo(out.toString());
    assertThat(run.err()).contains("dimension 7");
    assertThat(out.resolve("images-idx3-ubyte.gz")).exists();
    assertThat(Files.readAllLines(out.resolve("factors.csv"))).hasSize(31);
  }

  @Test
  void theJsonTellsTheGroundTruth() {
    JsonNode json =
        CommandRun.of(
                "data",
                "glyphs",
                "--out",
                folder.resolve("g").toString(),
                "--samples",
                "10",
                "--factors",
                "rotation,hue",
                "--style",
                "color",
                "--format",
                "npy",
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("trueDimension").asInt()).isEqualTo(2);
    assertThat(json.get("bettiNumbers").toString()).isEqualTo("[1,2,1]");
    assertThat(folder.resolve("g/x.npy")).exists();
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      CommandRun.of(
              "data",
              "glyphs",
              "--out",
              folder.resolve(name).toString(),
              "--samples",
              "20",
              "--seed",
              "5")
          .succeeded();
    }
    assertThat(folder.resolve("a/images-idx3-ubyte.gz"))
        .hasSameBinaryContentAs(folder.resolve("b/images-idx3-ubyte.gz"));
  }

  @Test
  void anUnknownFactorIsNamed() {
    CommandRun run =
        CommandRun.of("data", "glyphs", "--out", folder.toString(), "--factors", "colour")
            .failedWith(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("'colour'");
  }

  @Test
  void withoutAFolderTheUsageIsWrong() {
    assertThat(CommandRun.of("data", "glyphs").failedWith(ExitCode.USAGE).err()).contains("--out");
    assertThat(CommandRun.of("data").failedWith(ExitCode.USAGE).err()).contains("glyphs");
  }
}

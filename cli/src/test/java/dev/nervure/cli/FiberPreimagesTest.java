package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.data.array.NpyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers --mode preimage}. */
class FiberPreimagesTest extends FiberCommands {

  @Test
  void preimageOfAnIntervalHasAnAreaAndItsBordersInFiles() throws IOException {
    JsonNode result = onPlane("--mode", "preimage", "--epsilon", "0.01").succeeded().json();
    assertThat(result.get("area").asDouble()).isBetween(0.0, 4.0);
    assertThat(result.get("components").asInt()).isPositive();
    Path folder = Path.of(out());
    assertThat(folder.resolve("preimage.json")).isNotEmptyFile();
    assertThat(folder.resolve("preimage.png")).isNotEmptyFile();
    List<String> lines = Files.readAllLines(folder.resolve("curves.csv"));
    assertThat(lines.get(0)).isEqualTo("curve,end,level,closed,length,x,y");
    int points = 0;
    for (String side : List.of("lowerCurves", "upperCurves")) {
      for (JsonNode curve : result.get(side)) {
        points += curve.get("points").size();
      }
    }
    assertThat(lines).hasSize(points + 1);
    assertThat(NpyReader.open(folder.resolve("curves.npy")).shape()).containsExactly(points, 4);

    JsonNode same =
        onPlane(
                "--mode",
                "preimage",
                "--interval",
                result.get("low").asText() + "," + result.get("high").asText())
            .succeeded()
            .json();
    assertThat(same.get("area").asDouble()).isEqualTo(result.get("area").asDouble());
  }

  @Test
  void aFolderHoldsTheLastResultOnly() throws IOException {
    Path folder = Path.of(out());
    String[] preimage = {"--mode", "preimage", "--epsilon", "0.01"};
    onPlane("--compare", "--step", "0.01", "--length", "0.5").succeeded();
    onPlane(preimage).succeeded();
    assertThat(folder.resolve("walk.json")).doesNotExist();
    assertThat(folder.resolve("path.npy")).doesNotExist();
    assertThat(folder.resolve("euler/walk.json")).doesNotExist();
    CommandRun.of("report", out(), "--quiet").succeeded();

    onPlane("--length", "0.5").succeeded();
    assertThat(folder.resolve("preimage.json")).doesNotExist();
    assertThat(folder.resolve("curves.npy")).doesNotExist();
    assertThat(folder.resolve("walk.json")).exists();

    onPlane("--generate", "2", "--length", "0.5").succeeded();
    assertThat(folder.resolve("walk.json")).doesNotExist();
    onPlane(preimage).succeeded();
    assertThat(folder.resolve("members.json")).doesNotExist();
    assertThat(folder.resolve("samples.npy")).doesNotExist();

    Files.writeString(folder.resolve("manifest.json"), "{}");
    for (String[] question : List.of(preimage, new String[] {}, new String[] {"--generate", "3"})) {
      assertThat(onPlane(question).failedWith(ExitCode.BAD_INPUT).err()).contains("run of a study");
    }
    assertThat(folder.resolve("preimage.json")).exists();
  }

  @Test
  void preimagesThatCannotBeSearchedSayWhy() {
    assertThat(onPlane("--mode", "preimage").failedWith(ExitCode.USAGE).err())
        .contains("--epsilon")
        .contains("--interval");
    assertThat(
            onPlane("--mode", "preimage", "--interval", "50,60").failedWith(ExitCode.USAGE).err())
        .contains("excludes the output at the start");
    assertThat(onPlane("--mode", "preimage", "--interval", "2,1").failedWith(ExitCode.USAGE).err())
        .contains("is empty");
    assertThat(
            CommandRun.of(
                    "fibers",
                    planeModel,
                    "--point",
                    "0.1,0.2",
                    "--mode",
                    "preimage",
                    "--epsilon",
                    "0.1",
                    "--box",
                    "none")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--box");
    assertThat(
            onGlyphs("--index", "0", "--mode", "preimage", "--epsilon", "0.1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("2 inputs with 1 output")
        .contains("784 inputs");
  }
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.data.array.NpyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers preimage}. */
class FibersPreimageCommandTest extends FiberCommands {

  @Test
  void preimageOfAnIntervalHasAnAreaAndItsBordersInFiles() throws IOException {
    JsonNode result = onPlane("preimage", "--epsilon", "0.01").succeeded().json();
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
    String[] preimage = {"--epsilon", "0.01"};
    onPlane("walk", "--compare", "--step", "0.01", "--length", "0.5").succeeded();
    onPlane("preimage", preimage).succeeded();
    assertThat(folder.resolve("walk.json")).doesNotExist();
    assertThat(folder.resolve("path.npy")).doesNotExist();
    assertThat(folder.resolve("euler/walk.json")).doesNotExist();
    CommandRun.of("report", out(), "--quiet").succeeded();

    onPlane("walk", "--length", "0.5").succeeded();
    assertThat(folder.resolve("preimage.json")).doesNotExist();
    assertThat(folder.resolve("curves.npy")).doesNotExist();
    assertThat(folder.resolve("walk.json")).exists();

    onPlane("members", "--per-input", "2", "--length", "0.5").succeeded();
    assertThat(folder.resolve("walk.json")).doesNotExist();
    onPlane("preimage", preimage).succeeded();
    assertThat(folder.resolve("members.json")).doesNotExist();
    assertThat(folder.resolve("samples.npy")).doesNotExist();

    Files.writeString(folder.resolve("manifest.json"), "{}");
    for (CommandRun refused :
        List.of(
            onPlane("preimage", preimage),
            onPlane("walk"),
            onPlane("members", "--per-input", "3"),
            onPlane("sample", "--per-input", "3"))) {
      assertThat(refused.failedWith(ExitCode.BAD_INPUT).err()).contains("run of a study");
    }
    assertThat(folder.resolve("preimage.json")).exists();
  }

  @Test
  void preimagesThatCannotBeSearchedSayWhy() {
    assertThat(onPlane("preimage").failedWith(ExitCode.USAGE).err())
        .contains("--epsilon")
        .contains("--interval");
    assertThat(
            onPlane("preimage", "--epsilon", "0.1", "--interval", "0,1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("either");
    assertThat(onPlane("preimage", "--interval", "50,60").failedWith(ExitCode.USAGE).err())
        .contains("excludes the output at the start");
    assertThat(onPlane("preimage", "--interval", "2,1").failedWith(ExitCode.USAGE).err())
        .contains("is empty");
    assertThat(
            CommandRun.of(
                    "fibers",
                    "preimage",
                    planeModel,
                    "--point",
                    "0.1,0.2",
                    "--epsilon",
                    "0.1",
                    "--box",
                    "none")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--box");
    assertThat(
            onGlyphs("preimage", "--index", "0", "--epsilon", "0.1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("2 inputs with 1 output")
        .contains("784 inputs");
  }
}

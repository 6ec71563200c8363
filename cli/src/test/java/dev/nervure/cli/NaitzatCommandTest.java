package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NaitzatCommandTest {
  @TempDir Path folder;

  private CommandRun rings(String... more) {
    String[] all = new String[6 + more.length];
    System.arraycopy(
        new String[] {
          "data", "naitzat", "rings", "--out", folder.resolve("r").toString(), "--points=60"
        },
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return CommandRun.of(all);
  }

  @Test
  void theBettiNumbersThatItTellsAreFoundInTheFiles() throws IOException {
    JsonNode json = rings("--json").succeeded().json();
    assertThat(json.get("points").asInt()).isEqualTo(1080);
    assertThat(json.get("bettiNumbers").toString()).isEqualTo("[[9,9,0],[9,9,0]]");
    JsonNode found =
        CommandRun.of(
                "profile",
                "--activations",
                folder.resolve("r").toString(),
                "--measures",
                "graph_betti_0,graph_betti_1",
                "--points-per-class",
                "540",
                "--graph-neighbors",
                "14",
                "--graph-steps",
                "1",
                "--out",
                folder.resolve("run").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(found.findValuesAsText("measure")).contains("graph_betti_0", "graph_betti_1");
    int values = 0;
    for (JsonNode value : found.findParents("estimate")) {
      assertThat(value.get("estimate").asDouble()).isEqualTo(9);
      values++;
    }
    assertThat(values).isGreaterThanOrEqualTo(6);
    assertThat(Files.exists(folder.resolve("r/naitzat.json"))).isTrue();
  }

  @Test
  void anotherQuestionIsRefusedWhereItStandsAndWrongValuesAreTold() {
    rings().succeeded();
    rings().succeeded();
    assertThat(rings("--seed=2").failedWith(ExitCode.BAD_INPUT).err()).contains("seed");
    rings("--seed=2", "--overwrite").succeeded();
    String out = folder.resolve("other").toString();
    assertThat(
            CommandRun.of("data", "naitzat", "rings", "--points=9", "--out", out)
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("at least 10");
    assertThat(
            CommandRun.of("data", "naitzat", "knots", "--out", out)
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("knots");
  }
}

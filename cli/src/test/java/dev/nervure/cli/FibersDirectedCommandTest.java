package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers directed}. */
class FibersDirectedCommandTest extends FiberCommands {

  @Test
  void directedWalkComesNearer() {
    JsonNode result =
        onGlyphs("directed", "--index", "0", "--to", "5", "--length", "30").succeeded().json();
    assertThat(result.get("remainingDistance").asDouble()).isBetween(0.0, 0.9);
    assertThat(result.get("drift").asDouble()).isLessThan(1e-9);
    assertThat(result.get("walkedSteps").asInt())
        .isGreaterThanOrEqualTo(result.get("steps").asInt());
    assertThat(result.get("walkedLength").asDouble())
        .isGreaterThanOrEqualTo(result.get("length").asDouble());
  }

  @Test
  void aCurveIsFollowedTowardsTheTarget() throws IOException {
    for (String target : List.of("1", "2")) {
      JsonNode directed =
          CommandRun.of(concat(onPoints("directed"), "--to", target)).succeeded().json();
      assertThat(directed.get("nullDimension").asInt()).isEqualTo(1);
      assertThat(directed.get("stop").asText()).isIn("target", "box");
      assertThat(directed.get("remainingDistance").asDouble()).isLessThan(0.99);
      assertThat(directed.get("drift").asDouble()).isLessThan(1e-10);
    }
  }

  @Test
  void aPointApproachesASampleOfTheData() throws IOException {
    Path points = folder.resolve("targets.csv");
    Files.writeString(points, "x,y\n0.1,0.2\n0.6,-0.7\n");
    JsonNode directed =
        onPlane("directed", "--data", points.toString(), "--label-column", "none", "--to", "1")
            .succeeded()
            .json();
    assertThat(directed.get("remainingDistance").asDouble()).isLessThan(1);
    assertThat(onPlane("directed", "--to", "1").failedWith(ExitCode.USAGE).err())
        .contains("--data is missing");
  }

  @Test
  void itGoesFromKinkToKinkTowardsTheTarget() throws IOException {
    JsonNode directed =
        CommandRun.of(
                "fibers",
                "directed",
                rectifiers(List.of(1, 28, 28), 10, 24, 3).toString(),
                "--data",
                "glyphs:samples=20",
                "--to",
                "5",
                "--method",
                "kinks",
                "--length",
                "3",
                "--quiet",
                "--json",
                "--out",
                out())
            .succeeded()
            .json();
    assertThat(directed.get("kinks").asInt()).isPositive();
    assertThat(directed.get("remainingDistance").asDouble()).isLessThan(1);
  }

  @Test
  void mistakesAreNamed() {
    assertThat(onGlyphs("directed").failedWith(ExitCode.USAGE).err()).contains("--to");
    assertThat(onGlyphs("directed", "--to", "999").failedWith(ExitCode.USAGE).err())
        .contains("samples 0 to 19");
    assertThat(onGlyphs("directed", "--to", "1.5").failedWith(ExitCode.USAGE).err())
        .contains("--to");
    assertThat(
            onGlyphs("directed", "--to", "5", "--method", "euler", "--step", "0.1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("random walks");
    assertThat(Path.of(out())).doesNotExist();
  }
}

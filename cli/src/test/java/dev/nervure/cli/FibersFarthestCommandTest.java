package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers farthest}. */
class FibersFarthestCommandTest extends FiberCommands {

  @Test
  void withoutABoxItLeadsAwayFreely() {
    JsonNode free =
        onGlyphs("farthest", "--index", "1", "--box", "none", "--length", "3").succeeded().json();
    assertThat(free.get("netDistance").asDouble()).isGreaterThan(2);
    assertThat(free.get("boxShare").asDouble()).isZero();
    assertThat(free.get("drift").asDouble()).isLessThan(1e-9);
  }

  @Test
  void aCurveIsFollowedAwayFromTheStart() throws IOException {
    JsonNode farthest = CommandRun.of(onPoints("farthest")).succeeded().json();
    assertThat(farthest.get("stop").asText()).isIn("farthest", "box");
    assertThat(farthest.get("netDistance").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void onlyCorrectedStepsAndKinksLeadAway() throws IOException {
    assertThat(
            onGlyphs("farthest", "--method", "euler", "--step", "0.1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("random walks");
    assertThat(Path.of(out())).doesNotExist();
    Path model = rectifiers(List.of(2), 1, 8, 3);
    JsonNode kinks =
        CommandRun.of(
                "fibers",
                "farthest",
                model.toString(),
                "--point",
                "0.1,0.2",
                "--box",
                "-4,4",
                "--method",
                "kinks",
                "--at-rank-change",
                "continue",
                "--quiet",
                "--json",
                "--out",
                out())
            .succeeded()
            .json();
    assertThat(kinks.has("kinks")).isTrue();
  }
}

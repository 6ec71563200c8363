package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.data.array.NpyReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers cross}. */
class FibersCrossCommandTest extends FiberCommands {

  @Test
  void crossingChangesTheAnswerToTheOneAskedFor() {
    JsonNode before = onGlyphs("walk", "--length", "0.1").succeeded().json();
    int wanted = (before.get("predictionStart").asInt() + 1) % 10;
    JsonNode result = onGlyphs("cross", "--to", Integer.toString(wanted)).succeeded().json();
    assertThat(result.get("stop").asText()).isEqualTo("target");
    double[] logits = new double[10];
    for (int i = 0; i < 10; i++) {
      logits[i] = result.get("logitsEnd").get(i).asDouble();
    }
    assertThat(logits[wanted]).isGreaterThan(logits[before.get("predictionStart").asInt()]);
    double nearest = result.get("nearestDistance").asDouble();
    assertThat(nearest).isPositive().isLessThanOrEqualTo(result.get("netDistance").asDouble());
    assertThat(result.get("nearestLogits").get(wanted).asDouble())
        .isGreaterThan(
            result.get("nearestLogits").get(before.get("predictionStart").asInt()).asDouble());
    assertThat(NpyReader.open(Path.of(out()).resolve("nearest.npy")).rowSize()).isEqualTo(784);
    assertThat(Path.of(out()).resolve("nearest.png")).isNotEmptyFile();
    CommandRun.of("report", out(), "--quiet").succeeded();
    assertThat(Path.of(out()).resolve("report.html"))
        .content()
        .containsPattern("The nearest (point found with that output|tie found with output)");

    onGlyphs("walk", "--length", "0.1").succeeded();
    assertThat(Path.of(out()).resolve("nearest.npy")).as("of the walk before").doesNotExist();
    assertThat(Path.of(out()).resolve("nearest.png")).doesNotExist();
  }

  @Test
  void withoutATargetTheNearestOtherAnswerIsCrossedTo() {
    JsonNode any = onGlyphs("cross").succeeded().json();
    int start = any.get("predictionStart").asInt();
    assertThat(any.get("nearestPrediction").asInt()).isNotEqualTo(start);
    assertThat(any.get("nearestPredictionAsFloat32").asInt()).isNotEqualTo(start);
    assertThat(any.get("nearestTried").asInt()).isEqualTo(9);
    assertThat(any.get("nearestAtTop").asBoolean()).isTrue();
    double least = any.get("nearestDistance").asDouble();
    for (int to = 0; to < 10; to++) {
      if (to != start) {
        JsonNode one = onGlyphs("cross", "--to", Integer.toString(to)).succeeded().json();
        assertThat(one.get("liftedTo").asInt()).isEqualTo(to);
        assertThat(one.has("nearestTried")).isFalse();
        boolean atTop = one.get("nearestPrediction").asInt() == to;
        assertThat(one.get("nearestAtTop").asBoolean()).isEqualTo(atTop);
        assertThat(one.get("warnings").toString().contains("inside a third class"))
            .isEqualTo(!atTop);
        // Searches for local minima: no tie with one class is expected far ahead of all of them.
        assertThat(one.get("nearestDistance").asDouble()).isGreaterThan(0.95 * least);
      }
    }
  }

  @Test
  void aStatedValueIsReachedAndThenFromNearer() {
    double there = onPlane("cross", "--to", "0").json().get("logitsStart").get(0).asDouble();
    String to = Double.toString(there + 0.02);
    JsonNode result = onPlane("cross", "--to", to).succeeded().json();
    assertThat(result.get("stop").asText()).isEqualTo("target");
    assertThat(result.get("nearestLogits").get(0).asDouble())
        .isCloseTo(there + 0.02, offset(1e-11));
    assertThat(result.get("nearestDistance").asDouble())
        .isLessThanOrEqualTo(result.get("netDistance").asDouble());
    assertThat(CommandRun.of(planeCommand("cross", "--to", to)).succeeded().out())
        .contains("nearest input found with that output");
  }

  @Test
  void mistakesAreNamed() {
    assertThat(onGlyphs("cross", "--to", "77").failedWith(ExitCode.USAGE).err())
        .contains("outputs 0 to 9");
    assertThat(onGlyphs("cross", "--to", "1.5").failedWith(ExitCode.USAGE).err())
        .contains("whole number");
    assertThat(onGlyphs("cross", "--to", "NaN").failedWith(ExitCode.USAGE).err())
        .contains("whole number");
    assertThat(onPlane("cross").failedWith(ExitCode.USAGE).err()).contains("--to");
    assertThat(onPlane("cross", "--to", "Infinity").failedWith(ExitCode.USAGE).err())
        .contains("finite");
    assertThat(Path.of(out())).doesNotExist();
  }
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.data.array.NpyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code nervure fibers walk}. */
class FibersWalkCommandTest extends FiberCommands {

  @Test
  void walkHoldsTheLogitsAndWritesItsFiles() throws IOException {
    JsonNode result = onGlyphs("walk", "--index", "3", "--length", "5").succeeded().json();

    assertThat(result.get("stop").asText()).isEqualTo("length");
    assertThat(result.get("drift").asDouble()).isLessThan(1e-9);
    assertThat(result.get("nullDimension").asInt()).isEqualTo(774);
    assertThat(result.get("netDistance").asDouble()).isGreaterThan(1);
    Path walk = Path.of(out());
    assertThat(walk.resolve("path.npy")).exists();
    assertThat(walk.resolve("outputs.npy")).exists();
    assertThat(walk.resolve("strip.png")).exists();
    assertThat(Files.readAllLines(walk.resolve("walk.csv")))
        .hasSize(result.get("steps").asInt() + 2);
  }

  @Test
  void theObjectBeginsWithTheFieldsThatScriptsRelyOn() {
    JsonNode result = onGlyphs("walk", "--index", "3", "--length", "1").succeeded().json();
    List<String> names = new ArrayList<>();
    result.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .startsWith(
            "stop",
            "steps",
            "length",
            "pseudolength",
            "netDistance",
            "drift",
            "sigmaMin",
            "sigmaMax",
            "nullDimension",
            "boxShare");
    for (String name : names.subList(1, 10)) {
      assertThat(result.get(name).isNumber()).as(name).isTrue();
    }
    assertThat(result.get("energy").asDouble()).isBetween(0.0, 1e-20);
  }

  @Test
  void everyOptionOfTheContractIsTaken() {
    JsonNode euler =
        onGlyphs(
                "walk",
                "--index",
                "1",
                "--method",
                "euler",
                "--step",
                "0.05",
                "--length",
                "1",
                "--hold",
                "logits",
                "--box",
                "0,1",
                "--seed",
                "4")
            .succeeded()
            .json();
    assertThat(euler.get("drift").asDouble()).isGreaterThan(1e-8);
    JsonNode one =
        onGlyphs("walk", "--index", "1", "--hold", "logit:2", "--length", "1").succeeded().json();
    assertThat(one.get("nullDimension").asInt()).isEqualTo(783);
  }

  private CommandRun fromKinkToKink(Path model, String... more) {
    String[] arguments = {
      "fibers",
      "walk",
      model.toString(),
      "--method",
      "kinks",
      "--quiet",
      "--json",
      "--overwrite",
      "--out",
      out()
    };
    return CommandRun.of(concat(arguments, more));
  }

  @Test
  void aWalkFromKinkToKinkCountsThem() throws IOException {
    Path model = rectifiers(List.of(1, 28, 28), 10, 24, 3);
    String[] walk = {"--data", "glyphs:samples=20", "--index", "3", "--length", "3"};
    JsonNode result = fromKinkToKink(model, walk).succeeded().json();
    assertThat(result.get("stop").asText()).isEqualTo("length");
    assertThat(result.get("kinks").asInt()).isPositive();
    assertThat(result.get("drift").asDouble()).isLessThan(1e-9);
    for (String name :
        List.of(
            "nullDimension", "endNullDimension", "smallestNullDimension", "largestNullDimension")) {
      assertThat(result.get(name).asInt()).as(name).isEqualTo(774);
    }
    JsonNode written = new ObjectMapper().readTree(Path.of(out()).resolve("walk.json").toFile());
    assertThat(written.get("method").asText()).isEqualTo("kinks");
    assertThat(written.get("kinks")).isEqualTo(result.get("kinks"));

    JsonNode one = fromKinkToKink(model, concat(walk, "--hold", "logit:2")).succeeded().json();
    assertThat(one.get("nullDimension").asInt()).isEqualTo(783);
    assertThat(one.get("kinks").asInt()).isPositive();
    assertThat(
            CommandRun.of(
                    concat(
                        new String[] {"fibers", "walk", model.toString(), "--method", "kinks"},
                        concat(walk, "--quiet", "--overwrite", "--out", out())))
                .succeeded()
                .out())
        .contains("kinks crossed")
        .contains("774 to 774, at the end 774");
  }

  @Test
  void aChangeOfNullDimensionEndsAWalkFromKinkToKinkUnlessItIsToGoOn() throws IOException {
    Path model = rectifiers(List.of(3), 1, 3, 1);
    String[] walk = {"--point", "0.3,0.2,0.1", "--box", "-4,4", "--length", "40"};
    JsonNode stopped = fromKinkToKink(model, walk).succeeded().json();
    assertThat(stopped.get("stop").asText()).isEqualTo("rank");
    // The start lies where no rectifier is active.
    assertThat(stopped.get("nullDimension").asInt()).isEqualTo(3);
    assertThat(stopped.get("endNullDimension").asInt()).isEqualTo(2);
    JsonNode on =
        fromKinkToKink(model, concat(walk, "--at-rank-change", "continue")).succeeded().json();
    assertThat(on.get("stop").asText()).isNotEqualTo("rank");
    assertThat(on.get("length").asDouble()).isGreaterThan(stopped.get("length").asDouble());
    assertThat(on.get("smallestNullDimension").asInt()).isEqualTo(2);
    assertThat(on.get("largestNullDimension").asInt()).isEqualTo(3);
    assertThat(on.get("drift").asDouble()).isLessThan(1e-9);
  }

  @Test
  void aWalkCrossesASharpFoldAndGoesOn() throws IOException {
    Path model = rectifiers(List.of(3), 1, 3, 2);
    String[] walk = {"--point", "0.3,0.2,0.1", "--box", "-4,4", "--length", "40"};
    JsonNode result = fromKinkToKink(model, walk).succeeded().json();
    assertThat(result.get("stop").asText()).isEqualTo("length");
    assertThat(result.get("kinks").asInt()).isBetween(1, 100);
    assertThat(result.get("warnings").toString()).doesNotContain("cross a kink");
  }

  @Test
  void aWalkThatUsesUpItsStepsAtKinksSaysSo() throws IOException {
    Path model = rectifiers(List.of(3), 1, 2048, 2);
    JsonNode result =
        fromKinkToKink(
                model, "--point", "0.3,0.2,0.1", "--box", "-4,4", "--length", "40", "--steps", "50")
            .succeeded()
            .json();
    assertThat(result.get("stop").asText()).isEqualTo("steps");
    assertThat(result.get("warnings").toString()).contains("steps cross a kink");
  }

  @Test
  void whatHasNoKinksIsRefusedByName() throws IOException {
    assertThat(onGlyphs("walk", "--method", "kinks").failedWith(ExitCode.USAGE).err())
        .contains("Tanh")
        .contains("--method corrector");
    Path model = rectifiers(List.of(2), 3, 8, 3);
    assertThat(
            fromKinkToKink(model, "--point", "0.1,0.2", "--hold", "logprob:1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("logprob:1")
        .contains("not piecewise linear");
    assertThat(onGlyphs("walk", "--at-rank-change", "continue").failedWith(ExitCode.USAGE).err())
        .contains("--method kinks");
  }

  @Test
  void aComparisonSetsThePublishedStepsBesideTheCorrectedOnes() throws IOException {
    JsonNode both =
        onGlyphs("walk", "--length", "2", "--compare", "--step", "0.05").succeeded().json();
    JsonNode euler = both.get("euler");
    assertThat(both.get("drift").asDouble()).isLessThan(1e-9);
    assertThat(euler.get("drift").asDouble()).isGreaterThan(1e-6);
    assertThat(euler.get("steps").asInt()).isEqualTo(40);
    Path published = Path.of(out()).resolve("euler");
    assertThat(published.resolve("path.npy")).exists();
    assertThat(published.resolve("strip.png")).exists();
    // Each is the walk that is made when it is asked for alone.
    JsonNode alone =
        CommandRun.of(
                "fibers",
                "walk",
                glyphModel,
                "--data",
                "glyphs:samples=20",
                "--quiet",
                "--json",
                "--length",
                "2",
                "--method",
                "euler",
                "--step",
                "0.05",
                "--out",
                folder.resolve("alone").toString())
            .succeeded()
            .json();
    ((ObjectNode) alone).remove("folder");
    assertThat(euler).isEqualTo(alone);
    CommandRun.of("report", out(), "--quiet").succeeded();
    assertThat(Path.of(out()).resolve("report.html"))
        .content()
        .contains("As published, with Euler steps of 0.05");

    assertThat(CommandRun.of(planeCommand("walk", "--compare", "--step", "0.01")).succeeded().out())
        .contains("corrected")
        .contains("as published")
        .contains("largest change of what is held");

    onGlyphs("walk", "--length", "2").succeeded();
    CommandRun.of("report", out(), "--quiet").succeeded();
    assertThat(Path.of(out()).resolve("report.html"))
        .content()
        .doesNotContain("As published, with Euler steps");
    assertThat(onGlyphs("walk", "--compare").failedWith(ExitCode.USAGE).err()).contains("--step");
    for (String method : List.of("euler", "kinks")) {
      assertThat(
              onGlyphs("walk", "--compare", "--step", "0.1", "--method", method)
                  .failedWith(ExitCode.USAGE)
                  .err())
          .contains("leave out --method");
    }
    assertThat(
            onGlyphs("walk", "--compare", "--step", "0.1", "--samples", "3")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("about one");
  }

  @Test
  void bothWalksOfAComparisonFollowTheSameArc() {
    for (String start : List.of("0.25,0.25", "0.25,-0.25", "-0.6,0.3")) {
      for (List<String> direction : List.of(List.<String>of(), List.of("--backward"))) {
        String[] compare = {
          "fibers",
          "walk",
          planeModel,
          "--point=" + start,
          "--box",
          "none",
          "--length",
          "0.2",
          "--compare",
          "--step",
          "0.001",
          "--json",
          "--quiet",
          "--overwrite",
          "--out",
          out()
        };
        CommandRun.of(concat(compare, direction.toArray(new String[0]))).succeeded();
        assertThat(distance(end(Path.of(out())), end(Path.of(out(), "euler")))).isLessThan(0.01);
      }
    }
  }

  private static double[] end(Path walk) {
    double[] path = NpyReader.open(walk.resolve("path.npy")).readAll().doubles();
    return new double[] {path[path.length - 2], path[path.length - 1]};
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  @Test
  void aPathThatIsThinnedKeepsItsEnds() {
    JsonNode result =
        onGlyphs("walk", "--index", "3", "--length", "5", "--every", "7").succeeded().json();
    int steps = result.get("steps").asInt();
    int rows = NpyReader.open(Path.of(out()).resolve("path.npy")).rows();
    assertThat(rows).isEqualTo(steps / 7 + 1 + (steps % 7 == 0 ? 0 : 1));
    double[] outputs = NpyReader.open(Path.of(out()).resolve("outputs.npy")).readAll().doubles();
    double[] logits = NpyReader.open(Path.of(out()).resolve("logits.npy")).readAll().doubles();
    for (int i = 0; i < outputs.length; i++) {
      assertThat(logits[i]).isCloseTo(outputs[i], offset(1e-9));
    }
  }

  @Test
  void theBoxIsWrittenInOneOrder() throws IOException {
    onGlyphs("walk", "--length", "1").succeeded();
    assertThat(Files.readString(Path.of(out()).resolve("walk.json")))
        .containsPattern("\"box\" : [{]\\s*\"low\" : [^}]*\"high\" : ");
  }

  @Test
  void sameSeedGivesTheSameBytes() throws IOException {
    onGlyphs("walk", "--length", "2", "--seed", "9").succeeded();
    byte[] first = Files.readAllBytes(Path.of(out()).resolve("walk.csv"));
    onGlyphs("walk", "--length", "2", "--seed", "9").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("walk.csv"))).isEqualTo(first);
  }

  @Test
  void normalisedImagesHaveTheRangeOfTheirPixelsHoweverTheModelTakesThem() throws IOException {
    Path flat = rectifiers(List.of(784), 10, 24, 3);
    JsonNode walk =
        CommandRun.of(
                "fibers",
                "walk",
                flat.toString(),
                "--data",
                "glyphs:samples=20",
                "--mean",
                "0.2",
                "--std",
                "0.5",
                "--length",
                "1",
                "--quiet",
                "--json",
                "--overwrite",
                "--out",
                out())
            .succeeded()
            .json();
    assertThat(walk.get("steps").asInt()).isPositive();
  }

  @Test
  void driftIsStatedAtThePointsAndBetweenThem() {
    JsonNode walk = onGlyphs("walk", "--length", "5").succeeded().json();
    assertThat(walk.get("drift").asDouble()).isLessThan(1e-9);
    assertThat(walk.get("driftBetween").asDouble()).isGreaterThan(1e-9);
    assertThat(walk.get("chordLength").asDouble()).isEqualTo(walk.get("length").asDouble());
  }

  @Test
  void curvesOfAPlaneAreTracedAndDrawn() {
    JsonNode result = onPlane("walk", "--length", "10").succeeded().json();
    assertThat(result.get("nullDimension").asInt()).isEqualTo(1);
    assertThat(result.get("stop").asText()).isIn("box", "closed");
    assertThat(result.get("drift").asDouble()).isLessThan(1e-10);
    assertThat(Path.of(out()).resolve("plane.png")).exists();
  }

  @Test
  void onlyACurveHasAnotherDirection() {
    assertThat(onGlyphs("walk", "--backward").failedWith(ExitCode.USAGE).err())
        .contains("--backward")
        .contains("dimension 1");
    onPlane("walk", "--length", "0.2").succeeded();
    double[] forward = end(Path.of(out()));
    onPlane("walk", "--length", "0.2", "--backward").succeeded();
    assertThat(distance(forward, end(Path.of(out())))).isGreaterThan(0.2);
  }

  @Test
  void mistakesAreNamed() {
    assertThat(onGlyphs("walk", "--index", "20").failedWith(ExitCode.USAGE).err())
        .contains("samples 0 to 19");
    assertThat(onGlyphs("walk", "--box", "0.2,0.4").failedWith(ExitCode.USAGE).err())
        .contains("outside the box");
    assertThat(onGlyphs("walk", "--method", "euler").failedWith(ExitCode.USAGE).err())
        .contains("--step");
    assertThat(
            CommandRun.of("fibers", "walk", planeModel, "--point", "1,2,3")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("3 coordinates");
    assertThat(CommandRun.of("fibers", "walk", planeModel).failedWith(ExitCode.USAGE).err())
        .contains("--data");
  }

  @Test
  void whatIsRefusedLeavesNoFolder() {
    assertThat(onGlyphs("walk", "--index", "3", "--box", "0.3,0.4").exitCode()).isEqualTo(2);
    assertThat(Path.of(out())).doesNotExist();
  }

  @Test
  void whatAKilledWalkLeftIsRemovedByTheNext() throws IOException {
    Path left = Files.createDirectories(Path.of(out()).resolve("unfinished.part"));
    Files.writeString(left.resolve(".path.npy.1-1.part"), "half a file");
    onGlyphs("walk", "--index", "3", "--length", "1").succeeded();
    assertThat(left).doesNotExist();
  }
}

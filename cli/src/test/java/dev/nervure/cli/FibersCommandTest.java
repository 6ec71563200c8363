package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.data.array.NpyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nervure fibers} from one input. */
class FibersCommandTest extends FiberCommands {

  @Test
  void walkHoldsTheLogitsAndWritesItsFiles() throws IOException {
    JsonNode result = onGlyphs("--index", "3", "--length", "5").succeeded().json();

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
    JsonNode result = onGlyphs("--index", "3", "--length", "1").succeeded().json();
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
        onGlyphs("--index", "1", "--hold", "logit:2", "--length", "1").succeeded().json();
    assertThat(one.get("nullDimension").asInt()).isEqualTo(783);
    JsonNode free =
        onGlyphs("--index", "1", "--mode", "farthest", "--box", "none", "--length", "3")
            .succeeded()
            .json();
    assertThat(free.get("netDistance").asDouble()).isGreaterThan(2);
    assertThat(free.get("boxShare").asDouble()).isZero();
  }

  private CommandRun fromKinkToKink(Path model, String... more) {
    String[] arguments = {
      "fibers",
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
                        new String[] {"fibers", model.toString(), "--method", "kinks"},
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
    assertThat(onGlyphs("--method", "kinks").failedWith(ExitCode.USAGE).err())
        .contains("Tanh")
        .contains("--method corrector");
    Path model = rectifiers(List.of(2), 3, 8, 3);
    assertThat(
            fromKinkToKink(model, "--point", "0.1,0.2", "--hold", "logprob:1")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("logprob:1")
        .contains("not piecewise linear");
    assertThat(
            fromKinkToKink(model, "--point", "0.1,0.2", "--mode", "cross")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--mode walk");
    assertThat(onGlyphs("--at-rank-change", "continue").failedWith(ExitCode.USAGE).err())
        .contains("--method kinks");
    assertThat(
            onGlyphs("--method", "euler", "--step", "0.1", "--mode", "farthest")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--mode walk");
    assertThat(
            onGlyphs("--method", "euler", "--step", "0.1", "--generate", "2")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("corrected walks");
  }

  @Test
  void allOfVeryManyLogitsAreRefusedBeforeAnythingIsComputed() throws IOException {
    Path model = rectifiers(List.of(1, 28, 28), 3400, 32, 3);
    String[] command = {
      "fibers",
      model.toString(),
      "--data",
      "glyphs:samples=20",
      "--length",
      "1",
      "--overwrite",
      "--out",
      out()
    };
    for (String[] asked :
        List.of(
            new String[] {},
            new String[] {"--samples", "2"},
            new String[] {"--samples", "2", "--generate", "2"})) {
      assertThat(CommandRun.of(concat(command, asked)).failedWith(ExitCode.RESOURCE).err())
          .contains("all 3400 logits")
          .contains("--hold top:5");
      assertThat(Path.of(out())).doesNotExist();
    }
    JsonNode held =
        CommandRun.of(concat(command, "--hold", "top:5", "--json", "--quiet")).succeeded().json();
    assertThat(held.get("nullDimension").asInt()).isEqualTo(778);
    assertThat(held.get("drift").asDouble()).isLessThan(1e-9);
    CommandRun.of(concat(command, "--mode", "cross", "--quiet")).succeeded();
    JsonNode members =
        CommandRun.of(
                concat(
                    command,
                    "--samples",
                    "2",
                    "--generate",
                    "2",
                    "--hold",
                    "top:5",
                    "--json",
                    "--quiet"))
            .succeeded()
            .json();
    assertThat(members.get("guarantee").get("largestDrift").asDouble()).isLessThan(1e-9);
  }

  @Test
  void aComparisonSetsThePublishedStepsBesideTheCorrectedOnes() throws IOException {
    JsonNode both = onGlyphs("--length", "2", "--compare", "--step", "0.05").succeeded().json();
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

    assertThat(CommandRun.of(planeCommand("--compare", "--step", "0.01")).succeeded().out())
        .contains("corrected")
        .contains("as published")
        .contains("largest change of what is held");

    onGlyphs("--length", "2").succeeded();
    CommandRun.of("report", out(), "--quiet").succeeded();
    assertThat(Path.of(out()).resolve("report.html"))
        .content()
        .doesNotContain("As published, with Euler steps");
    assertThat(onGlyphs("--compare").failedWith(ExitCode.USAGE).err()).contains("--step");
    assertThat(
            onGlyphs("--compare", "--step", "0.1", "--mode", "cross")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--mode walk");
    assertThat(
            onGlyphs("--compare", "--step", "0.1", "--samples", "3")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("one input");
  }

  @Test
  void aPathThatIsThinnedKeepsItsEnds() {
    JsonNode result = onGlyphs("--index", "3", "--length", "5", "--every", "7").succeeded().json();
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
    onGlyphs("--length", "1").succeeded();
    assertThat(Files.readString(Path.of(out()).resolve("walk.json")))
        .containsPattern("\"box\" : [{]\\s*\"low\" : [^}]*\"high\" : ");
  }

  @Test
  void sameSeedGivesTheSameBytes() throws IOException {
    onGlyphs("--length", "2", "--seed", "9").succeeded();
    byte[] first = Files.readAllBytes(Path.of(out()).resolve("walk.csv"));
    onGlyphs("--length", "2", "--seed", "9").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("walk.csv"))).isEqualTo(first);
  }

  @Test
  void normalisedImagesHaveTheRangeOfTheirPixelsHoweverTheModelTakesThem() throws IOException {
    Path flat = rectifiers(List.of(784), 10, 24, 3);
    JsonNode walk =
        CommandRun.of(
                "fibers",
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
  void directedWalkComesNearer() {
    JsonNode result =
        onGlyphs("--index", "0", "--mode", "directed", "--to", "5", "--length", "30")
            .succeeded()
            .json();
    assertThat(result.get("remainingDistance").asDouble()).isBetween(0.0, 0.9);
    assertThat(result.get("drift").asDouble()).isLessThan(1e-9);
    assertThat(result.get("walkedSteps").asInt())
        .isGreaterThanOrEqualTo(result.get("steps").asInt());
    assertThat(result.get("walkedLength").asDouble())
        .isGreaterThanOrEqualTo(result.get("length").asDouble());
  }

  @Test
  void crossingChangesTheAnswerToTheOneAskedFor() {
    JsonNode before = onGlyphs("--length", "0.1").succeeded().json();
    int wanted = (before.get("predictionStart").asInt() + 1) % 10;
    JsonNode result =
        onGlyphs("--mode", "cross", "--to", Integer.toString(wanted)).succeeded().json();
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

    onGlyphs("--length", "0.1").succeeded();
    assertThat(Path.of(out()).resolve("nearest.npy")).as("of the walk before").doesNotExist();
    assertThat(Path.of(out()).resolve("nearest.png")).doesNotExist();
  }

  @Test
  void withoutATargetTheNearestOtherAnswerIsCrossedTo() {
    JsonNode any = onGlyphs("--mode", "cross").succeeded().json();
    int start = any.get("predictionStart").asInt();
    assertThat(any.get("nearestPrediction").asInt()).isNotEqualTo(start);
    assertThat(any.get("nearestPredictionAsFloat32").asInt()).isNotEqualTo(start);
    assertThat(any.get("nearestTried").asInt()).isEqualTo(9);
    assertThat(any.get("nearestAtTop").asBoolean()).isTrue();
    double least = any.get("nearestDistance").asDouble();
    for (int to = 0; to < 10; to++) {
      if (to != start) {
        JsonNode one = onGlyphs("--mode", "cross", "--to", Integer.toString(to)).succeeded().json();
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
  void driftIsStatedAtThePointsAndBetweenThem() {
    JsonNode walk = onGlyphs("--length", "5").succeeded().json();
    assertThat(walk.get("drift").asDouble()).isLessThan(1e-9);
    assertThat(walk.get("driftBetween").asDouble()).isGreaterThan(1e-9);
    assertThat(walk.get("chordLength").asDouble()).isEqualTo(walk.get("length").asDouble());
  }

  @Test
  void aStatedValueIsReachedAndThenFromNearer() {
    double there =
        onPlane("--mode", "cross", "--to", "0").json().get("logitsStart").get(0).asDouble();
    String to = Double.toString(there + 0.02);
    JsonNode result = onPlane("--mode", "cross", "--to", to).succeeded().json();
    assertThat(result.get("stop").asText()).isEqualTo("target");
    assertThat(result.get("nearestLogits").get(0).asDouble())
        .isCloseTo(there + 0.02, offset(1e-11));
    assertThat(result.get("nearestDistance").asDouble())
        .isLessThanOrEqualTo(result.get("netDistance").asDouble());
    assertThat(CommandRun.of(planeCommand("--mode", "cross", "--to", to)).succeeded().out())
        .contains("nearest input found with that output");
  }

  @Test
  void curvesOfAPlaneAreTracedAndDrawn() {
    JsonNode result = onPlane("--length", "10").succeeded().json();
    assertThat(result.get("nullDimension").asInt()).isEqualTo(1);
    assertThat(result.get("stop").asText()).isIn("box", "closed");
    assertThat(result.get("drift").asDouble()).isLessThan(1e-10);
    assertThat(Path.of(out()).resolve("plane.png")).exists();
  }

  private static double[] end(Path walk) {
    double[] path = NpyReader.open(walk.resolve("path.npy")).readAll().doubles();
    return new double[] {path[path.length - 2], path[path.length - 1]};
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  @Test
  void bothWalksOfAComparisonFollowTheSameArc() {
    for (String start : List.of("0.25,0.25", "0.25,-0.25", "-0.6,0.3")) {
      for (List<String> direction : List.of(List.<String>of(), List.of("--backward"))) {
        String[] compare = {
          "fibers",
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

  @Test
  void aCurveIsFollowedWhereTheModeAsksFor() throws IOException {
    Path points = folder.resolve("points.csv");
    Files.writeString(points, "x,y\n0.1,0.2\n0.6,-0.7\n-0.5,0.9\n");
    String[] command = {
      "fibers",
      planeModel,
      "--data",
      points.toString(),
      "--label-column",
      "none",
      "--index",
      "0",
      "--box",
      "-2,2",
      "--length",
      "20",
      "--json",
      "--quiet",
      "--overwrite",
      "--out",
      out()
    };
    for (String target : List.of("1", "2")) {
      JsonNode directed =
          CommandRun.of(concat(command, "--mode", "directed", "--to", target)).succeeded().json();
      assertThat(directed.get("nullDimension").asInt()).isEqualTo(1);
      assertThat(directed.get("stop").asText()).isIn("target", "box");
      assertThat(directed.get("remainingDistance").asDouble()).isLessThan(0.99);
      assertThat(directed.get("drift").asDouble()).isLessThan(1e-10);
    }
    JsonNode farthest = CommandRun.of(concat(command, "--mode", "farthest")).succeeded().json();
    assertThat(farthest.get("stop").asText()).isIn("farthest", "box");
    assertThat(farthest.get("netDistance").asDouble()).isGreaterThan(0.5);

    assertThat(
            CommandRun.of(concat(command, "--mode", "directed")).failedWith(ExitCode.USAGE).err())
        .contains("--to");
    for (String mode : List.of("directed", "farthest")) {
      assertThat(
              CommandRun.of(concat(command, "--mode", mode, "--to", "1", "--backward"))
                  .failedWith(ExitCode.USAGE)
                  .err())
          .containsAnyOf("--backward", "--to");
    }
    assertThat(onGlyphs("--backward").failedWith(ExitCode.USAGE).err())
        .contains("--backward")
        .contains("dimension 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--epsilon 0.1",
        "--interval 0,1",
        "--layers nonsense*",
        "--layers all --samples 2 --generate 2",
        "--threads 2",
        "--step 0.1 --generate 2",
        "--backward --generate 2",
        "--every 2 --generate 2",
        "--frames 4 --generate 2",
        "--length 3 --mode sample --generate 2",
        "--steps 3 --mode sample --generate 2",
        "--hold logit:1 --mode cross",
        "--backward --mode cross",
        "--step 0.1 --mode preimage --epsilon 0.1",
        "--to 3 --mode preimage --epsilon 0.1",
        "--to 3 --compare --step 0.1",
        "--data glyphs:samples=20 --point 0.1,0.2",
        "--samples 3 --point 0.1,0.2",
        "--per-class 3 --point 0.1,0.2",
        "--index 3 --point 0.1,0.2"
      })
  void anOptionThatWouldBeLeftAsideIsRefused(String options) {
    String[] words = options.split(" ", -1);
    CommandRun run =
        options.contains("--point")
            ? CommandRun.of(
                concat(new String[] {"fibers", planeModel, "--overwrite", "--out", out()}, words))
            : onGlyphs(words);
    assertThat(run.failedWith(ExitCode.USAGE).err())
        .containsPattern(words[0] + " (belongs to|is not read|chooses)");
    assertThat(Path.of(out())).doesNotExist();
  }

  @Test
  void mistakesAreNamed() {
    assertThat(onGlyphs("--index", "20").failedWith(ExitCode.USAGE).err())
        .contains("samples 0 to 19");
    assertThat(onGlyphs("--mode", "directed").failedWith(ExitCode.USAGE).err()).contains("--to");
    assertThat(onGlyphs("--box", "0.2,0.4").failedWith(ExitCode.USAGE).err())
        .contains("outside the box");
    assertThat(onGlyphs("--method", "euler").failedWith(ExitCode.USAGE).err()).contains("--step");
    assertThat(
            CommandRun.of("fibers", planeModel, "--point", "1,2,3")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("3 coordinates");
  }

  @Test
  void whatIsRefusedLeavesTheResultThatIsThere() throws IOException {
    Path walk = Path.of(out());
    onGlyphs("--index", "3", "--length", "1").succeeded();
    Map<String, String> before = contents(walk);
    List<List<String>> refused =
        List.of(
            List.of("--box", "0.3,0.4"),
            List.of("--mode", "directed"),
            List.of("--mode", "directed", "--to", "999"),
            List.of("--mode", "cross", "--to", "77"),
            List.of("--backward"),
            List.of("--method", "kinks"),
            List.of("--hold", "logit:99"),
            List.of("--compare", "--step", "0.1", "--box", "0.3,0.4"),
            List.of("--generate", "2", "--box", "0.3,0.4"));
    for (List<String> wrong : refused) {
      CommandRun run =
          onGlyphs(concat(new String[] {"--index", "3"}, wrong.toArray(String[]::new)));
      assertThat(run.exitCode()).as(wrong.toString()).isEqualTo(2);
      assertThat(contents(walk)).as(wrong.toString()).isEqualTo(before);
    }
  }

  @Test
  void whatIsRefusedLeavesNoFolder() {
    assertThat(onGlyphs("--index", "3", "--box", "0.3,0.4").exitCode()).isEqualTo(2);
    assertThat(Path.of(out())).doesNotExist();
  }

  @Test
  void whatAKilledWalkLeftIsRemovedByTheNext() throws IOException {
    Path left = Files.createDirectories(Path.of(out()).resolve("unfinished.part"));
    Files.writeString(left.resolve(".path.npy.1-1.part"), "half a file");
    onGlyphs("--index", "3", "--length", "1").succeeded();
    assertThat(left).doesNotExist();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}

package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Activation;
import dev.nervure.network.train.ConvolutionalNetwork;
import dev.nervure.network.train.MultilayerPerceptron;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FibersCommandTest {

  @TempDir private Path folder;

  private String glyphModel = "";
  private String planeModel = "";

  @BeforeEach
  void writeModels() throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path image = folder.resolve("image.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture
                .defaults(List.of(1, 28, 28), 10)
                .withWidth(24)
                .withActivation(Activation.TANH),
            3),
        image);
    glyphModel = image.toString();
    Path plane = folder.resolve("plane.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(List.of(2), 1).withWidth(8).withActivation(Activation.TANH), 5),
        plane);
    planeModel = plane.toString();
  }

  private String out() {
    return folder.resolve("walk").toString();
  }

  private CommandRun onGlyphs(String... more) {
    String[] arguments = {
      "fibers", glyphModel, "--data", "glyphs:samples=20", "--quiet", "--json", "--out", out()
    };
    return CommandRun.of(concat(arguments, more));
  }

  private static String[] concat(String[] first, String... second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

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

  private Path rectifiers(List<Integer> input, int outputs, int width, long seed)
      throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path file = folder.resolve("rectifiers-" + width + "-" + seed + ".onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(input, outputs).withWidth(width).withActivation(Activation.RELU),
            seed),
        file);
    return file;
  }

  private CommandRun fromKinkToKink(Path model, String... more) {
    String[] arguments = {
      "fibers", model.toString(), "--method", "kinks", "--quiet", "--json", "--out", out()
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
                        concat(walk, "--quiet", "--out", out())))
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
      "fibers", model.toString(), "--data", "glyphs:samples=20", "--length", "1", "--out", out()
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
    assertThat(euler).isEqualTo(alone);
    CommandRun.of("report", out(), "--quiet").succeeded();
    assertThat(Path.of(out()).resolve("report.html"))
        .content()
        .contains("As published, with Euler steps of 0.05");

    assertThat(
            CommandRun.of(
                    "fibers",
                    planeModel,
                    "--point",
                    "0.1,0.2",
                    "--box",
                    "-1,1",
                    "--compare",
                    "--step",
                    "0.01",
                    "--quiet",
                    "--out",
                    folder.resolve("plane").toString())
                .succeeded()
                .out())
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
  void sameSeedGivesTheSameBytes() throws IOException {
    onGlyphs("--length", "2", "--seed", "9").succeeded();
    byte[] first = Files.readAllBytes(Path.of(out()).resolve("walk.csv"));
    onGlyphs("--length", "2", "--seed", "9").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("walk.csv"))).isEqualTo(first);
  }

  @Test
  void directedWalkComesNearer() {
    JsonNode result =
        onGlyphs("--index", "0", "--mode", "directed", "--to", "5", "--length", "30")
            .succeeded()
            .json();
    assertThat(result.get("remainingDistance").asDouble()).isBetween(0.0, 0.9);
    assertThat(result.get("drift").asDouble()).isLessThan(1e-9);
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
  }

  @Test
  void curvesOfAPlaneAreTracedAndDrawn() {
    JsonNode result =
        CommandRun.of(
                "fibers",
                planeModel,
                "--point",
                "0.1,0.2",
                "--box",
                "-1,1",
                "--length",
                "10",
                "--json",
                "--quiet",
                "--out",
                out())
            .succeeded()
            .json();
    assertThat(result.get("nullDimension").asInt()).isEqualTo(1);
    assertThat(result.get("stop").asText()).isIn("box", "closed");
    assertThat(result.get("drift").asDouble()).isLessThan(1e-10);
    assertThat(Path.of(out()).resolve("plane.png")).exists();
  }

  private CommandRun onPlane(String... more) {
    String[] arguments = {
      "fibers",
      planeModel,
      "--point",
      "0.1,0.2",
      "--box",
      "-1,1",
      "--json",
      "--quiet",
      "--out",
      out()
    };
    return CommandRun.of(concat(arguments, more));
  }

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

  @Test
  void metricTakesAPointAndAPattern() {
    JsonNode result =
        CommandRun.of(
                "metric",
                planeModel,
                "--point",
                "0.25,0.25",
                "--layers",
                "all",
                "--json",
                "--quiet")
            .succeeded()
            .json();
    JsonNode layers = result.get("layers");
    JsonNode last = layers.get(layers.size() - 1);
    assertThat(last.get("rank").asInt()).isEqualTo(1);
    assertThat(last.get("nullDimension").asInt()).isEqualTo(1);
    assertThat(last.get("singularValues")).hasSize(1);
    JsonNode tanh =
        CommandRun.of(
                "metric",
                planeModel,
                "--point",
                "0.25,0.25",
                "--layers",
                "type:Tanh",
                "--full",
                "--json",
                "--quiet")
            .succeeded()
            .json();
    assertThat(tanh.get("layers").size()).isPositive().isLessThan(layers.size());
    for (JsonNode layer : tanh.get("layers")) {
      assertThat(layer.get("nullDimension").asInt()).isZero();
    }
    assertThat(
            CommandRun.of("metric", planeModel, "--point", "0.25,0.25", "--layers", "nothing*")
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("nothing*");
  }

  @Test
  void metricGivesTheLeadingValuesOfALargeJacobian() throws IOException {
    int side = 72;
    ConvolutionalNetwork architecture = new ConvolutionalNetwork();
    Path wide = folder.resolve("wide.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(List.of(1, side, side), 10).withWidth(2).withDepth(2), 3),
        wide);
    Path data = folder.resolve("images.npy");
    try (NpyWriter writer = NpyWriter.create(data, ElementType.FLOAT32, 1, side, side)) {
      float[] image = new float[side * side];
      for (int i = 0; i < image.length; i++) {
        image[i] = (i % 17) / 17f;
      }
      writer.append(NdArray.of(image, 1, 1, side, side));
    }
    String[] command = {
      "metric", wide.toString(), "--data", data.toString(), "--layers", "type:Relu", "--quiet"
    };
    JsonNode layer =
        CommandRun.of(concat(command, "--json")).succeeded().json().get("layers").get(0);
    assertThat(layer.get("leadingOnly").asBoolean()).isTrue();
    assertThat(layer.get("singularValues")).hasSize(10);
    assertThat(layer.get("singularValueErrors")).hasSize(10);
    assertThat(layer.has("rank")).isFalse();
    assertThat(layer.has("nullDimension")).isFalse();
    assertThat(layer.get("notEstimable").asText()).contains("53747712 entries");
    assertThat(CommandRun.of(command).succeeded().out())
        .contains("leading 10 only")
        .contains("not estimable")
        .contains("53747712 entries");
  }

  @Test
  void metricCountsForgottenDirections() {
    JsonNode result =
        CommandRun.of(
                "metric",
                glyphModel,
                "--data",
                "glyphs:samples=20",
                "--layers",
                "all",
                "--json",
                "--quiet")
            .succeeded()
            .json();
    JsonNode last = result.get("layers").get(result.get("layers").size() - 1);
    assertThat(last.get("rank").asInt()).isEqualTo(10);
    assertThat(last.get("nullDimension").asInt()).isEqualTo(774);
  }

  @Test
  void manyInputsAreAStudyThatResumes() {
    String run = folder.resolve("run").toString();
    String[] command = {
      "fibers",
      glyphModel,
      "--data",
      "glyphs:samples=40",
      "--per-class",
      "2",
      "--length",
      "1",
      "--quiet",
      "--json",
      "--out",
      run
    };
    JsonNode plan = CommandRun.of(concat(command, "--dry-run")).succeeded().json();
    assertThat(plan.get("stages")).hasSize(2 + 20 * 3);
    assertThat(Path.of(run)).doesNotExist();

    JsonNode result = CommandRun.of(command).succeeded().json();
    assertThat(result.get("inputs")).hasSize(20);
    JsonNode walk = result.get("inputs").get(0).get("walk");
    assertThat(walk.get("stop").asText()).isEqualTo("length");
    assertThat(walk.get("drift").asDouble()).isLessThan(1e-9);
    JsonNode layers = result.get("layers");
    JsonNode logits = layers.get(layers.size() - 1).get("measures");
    assertThat(logits.get("null_dimension").get("estimate").asDouble()).isEqualTo(774);
    assertThat(logits.get("boundary_distance").get("error").asDouble()).isPositive();
    assertThat(logits.get("walk_distance").get("perClass")).hasSize(10);

    JsonNode after = CommandRun.of(concat(command, "--dry-run")).succeeded().json();
    for (JsonNode stage : after.get("stages")) {
      assertThat(stage.get("done").asBoolean()).as(stage.get("name").asText()).isTrue();
    }
    String table =
        CommandRun.of(
                "fibers",
                glyphModel,
                "--data",
                "glyphs:samples=40",
                "--per-class",
                "2",
                "--length",
                "1",
                "--out",
                run)
            .succeeded()
            .out();
    assertThat(table).contains("walk: distance reached").contains("774.000");
  }

  @Test
  void reportsShowAWalkAPreimageAndAStudy() throws IOException {
    onGlyphs("--index", "2", "--length", "1").succeeded();
    assertThat(CommandRun.of("report", out(), "--quiet").succeeded().out().strip())
        .isEqualTo(Path.of(out()).resolve("report.html").toString());
    assertThat(Path.of(out()).resolve("report.html")).content().contains("data:image/png;base64,");
    assertThat(
            CommandRun.of("report", out(), "--figures", folder.resolve("figures").toString())
                .failedWith(ExitCode.USAGE)
                .err())
        .contains("--figures");

    onPlane("--mode", "preimage", "--epsilon", "0.01").succeeded();
    String run = folder.resolve("run").toString();
    CommandRun.of(
            "fibers",
            glyphModel,
            "--data",
            "glyphs:samples=20",
            "--samples",
            "2",
            "--length",
            "1",
            "--quiet",
            "--out",
            run)
        .succeeded();
    CommandRun.of("report", run, "--quiet").succeeded();
    assertThat(Path.of(run).resolve("report.html")).content().contains("Nervure fibers");
    CommandRun.of("export", run, "--csv", folder.resolve("csv").toString()).succeeded();
    assertThat(folder.resolve("csv/fibers.csv")).content().contains("boundary");

    Files.writeString(Path.of(out()).resolve("walk.json"), "{");
    assertThat(CommandRun.of("report", out()).failedWith(ExitCode.BAD_INPUT).err())
        .contains("walk.json");
  }

  @Test
  void membersOfClassesAreADataSetThatThePredictionsConfirm() throws IOException {
    JsonNode manifest =
        onGlyphs("--samples", "3", "--generate", "4", "--length", "2").succeeded().json();
    Path members = Path.of(out());
    assertThat(new ObjectMapper().readTree(members.resolve("members.json").toFile()))
        .isEqualTo(manifest);
    assertThat(manifest.get("samples").asInt()).isEqualTo(12);
    JsonNode guarantee = manifest.get("guarantee");
    assertThat(guarantee.get("largestDrift").asDouble()).isLessThan(1e-9);
    assertThat(guarantee.get("samplesOutsideBox").asInt()).isZero();
    for (JsonNode input : manifest.get("inputs")) {
      assertThat(input.get("smallestPairwiseDistance").asDouble()).isGreaterThan(0.5);
    }
    assertThat(NpyReader.open(members.resolve("samples.npy")).shape())
        .containsExactly(12, 1, 28, 28);
    assertThat(NpyReader.open(members.resolve("labels.npy")).shape()).containsExactly(12);
    BufferedImage sheet = ImageIO.read(members.resolve("members.png").toFile());
    assertThat(sheet.getWidth()).isEqualTo(5 * (2 * 28 + 4) + 4);

    // Read back and run anew: every member gets the logits of its source.
    Path logits = folder.resolve("logits.npy");
    CommandRun.of(
            "predict",
            glyphModel,
            "--data",
            members.resolve("samples.npy").toString(),
            "--out",
            logits.toString(),
            "--quiet")
        .succeeded();
    double[] values = NpyReader.open(logits).readAll().doubles();
    for (int i = 0; i < values.length; i++) {
      int row = i / 10;
      // float32 arithmetic of a small network
      assertThat(values[i]).isCloseTo(values[row / 4 * 4 * 10 + i % 10], offset(1e-4));
    }
  }

  @Test
  void membersMayBeDrawnUniformly() throws IOException {
    JsonNode manifest = onPlane("--mode", "sample", "--generate", "30").succeeded().json();
    assertThat(manifest.get("guarantee").get("largestDrift").asDouble()).isLessThan(1e-9);
    assertThat(manifest.get("inputs").get(0).get("effectiveSamples").asDouble()).isPositive();
    byte[] first = Files.readAllBytes(Path.of(out()).resolve("samples.npy"));
    onPlane("--mode", "sample", "--generate", "30").succeeded();
    assertThat(Files.readAllBytes(Path.of(out()).resolve("samples.npy"))).isEqualTo(first);

    assertThat(onPlane("--mode", "sample").failedWith(ExitCode.USAGE).err()).contains("--generate");
    assertThat(onGlyphs("--mode", "cross", "--generate", "2").failedWith(ExitCode.USAGE).err())
        .contains("walk, farthest and sample");
    assertThat(onGlyphs("--generate", "0").failedWith(ExitCode.USAGE).err()).contains("at least 1");
  }

  @Test
  void optionsOfOneInputAreRefusedForMany() {
    assertThat(onGlyphs("--samples", "3", "--mode", "preimage").failedWith(ExitCode.USAGE).err())
        .contains("--index");
    assertThat(onGlyphs("--samples", "3", "--to", "2").failedWith(ExitCode.USAGE).err())
        .contains("--mode directed");
    assertThat(onGlyphs("--dry-run").failedWith(ExitCode.USAGE).err()).contains("--samples");
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
}

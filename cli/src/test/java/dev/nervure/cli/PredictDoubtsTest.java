package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code predict} and its neighbours say where answers and labels do not go together. */
class PredictDoubtsTest {
  /** Three float32 operations on values of order 100. */
  private static final double ROUNDING = 1e-4;

  @TempDir Path folder;

  @Test
  void aCmykJpegHasThePixelsThatPillowGives() throws Exception {
    Path data = resource("/cases/cmyk-jpeg");
    Path out = folder.resolve("o.npy");
    CommandRun run =
        CommandRun.of(
                "predict",
                data.resolve("id3.onnx").toString(),
                "--data",
                data.resolve("cm2").toString(),
                "--color",
                "rgb",
                "--strict",
                "--out",
                out.toString())
            .succeeded();
    assertThat(run.err()).contains("no accuracy: the data have 1 class,");
    float[] read = NpyReader.open(out).readAll().floats();
    byte[] pillow = Files.readAllBytes(data.resolve("c.rgb"));
    for (int pixel = 0; pixel < 256; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        // Both round the product of two bytes to the nearest byte.
        assertThat(read[channel * 256 + pixel])
            .isEqualTo((pillow[pixel * 3 + channel] & 0xff) / 255f);
      }
    }
  }

  @Test
  void foldersAreNotComparedWithOtherOutputs() throws IOException {
    Path data = images("bee", "cat");
    String model = linear(4, 5);
    CommandRun run = predict(model, data).succeeded();
    assertThat(run.out()).doesNotContain("accuracy");
    assertThat(run.err())
        .contains("no accuracy", "bee, cat", "the network has 5 outputs", "--class-names");
    JsonNode json = predict(model, data, "--json").succeeded().json();
    assertThat(json.get("accuracy").isNull()).isTrue();
    assertThat(json.get("notes").get(0).asText()).contains("no accuracy");
    Path names = Files.writeString(folder.resolve("names.txt"), "ant\nBee\ncat\ndog\neel\n");
    JsonNode named =
        predict(model, data, "--class-names", names.toString(), "--json").succeeded().json();
    // The network answers with the position of the brightest pixel, and so with the class.
    assertThat(named.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(named.get("predictions").get(0).get("name").asText()).isEqualTo("Bee");
    JsonNode numbers = predict(model, images("1", "2"), "--json").succeeded().json();
    assertThat(numbers.get("accuracy").asDouble()).isEqualTo(1);
    CommandRun beyond = predict(model, images("1", "7")).succeeded();
    assertThat(beyond.err()).contains("no accuracy: label 7 has no output among the network's 5");
    Path few = Files.writeString(folder.resolve("few.txt"), "ant\nbee\ncat\n");
    assertThat(predict(model, data, "--class-names", few.toString()).succeeded().err())
        .contains(
            "no accuracy: the data have 3 classes (ant, bee, cat) and the network has 5 outputs");
  }

  @Test
  void studiesKeepToTheSame() throws IOException {
    Path data = images("bee", "cat");
    String model = linear(4, 5);
    JsonNode profile =
        CommandRun.of(
                "profile",
                model,
                "--data",
                data.toString(),
                "--measures",
                "mle_dimension",
                "--out",
                folder.resolve("run").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(profile.get("accuracy").isNull()).isTrue();
    assertThat(profile.get("notes").toString()).contains("no accuracy");
    JsonNode fibers =
        CommandRun.of(
                "fibers",
                "study",
                model,
                "--data",
                data.toString(),
                "--samples",
                "2",
                "--length",
                "0.01",
                "--out",
                folder.resolve("fibers").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(fibers.get("accuracy").isNull()).isTrue();
    assertThat(fibers.get("inputs").get(0).get("predicted").isNull()).isTrue();
    assertThat(fibers.get("notes").toString()).contains("no accuracy");
  }

  @Test
  void outputsThatAreNoNumbersAreCounted() throws IOException {
    String model =
        write("log", List.of(Node.of("Log", List.of("input"), "output")), Map.of(), -1, 3);
    Path data =
        Files.writeString(
            folder.resolve("t.csv"),
            "a,b,c,label\n1,2,3,2\n3,2,1,0\n-1,2,3,2\n0,1,2,2\n-1,1,1,0\n");
    CommandRun run = predict(model, data).succeeded();
    assertThat(run.out()).contains("accuracy: 0.6000 of 5 samples", "sample 2: no answer");
    assertThat(run.err())
        .contains("2 of 5 samples have NaN among their outputs, first sample 2", "count as wrong")
        .contains("1 of 5 samples have infinite outputs, first sample 3");
    JsonNode json = predict(model, data, "--json").succeeded().json();
    assertThat(json.get("nanSamples").asInt()).isEqualTo(2);
    assertThat(json.get("infiniteSamples").asInt()).isEqualTo(1);
  }

  @Test
  void samplesWithoutLabelsHaveNoWrongAnswersInAnyCommand() throws IOException {
    String model =
        write("log", List.of(Node.of("Log", List.of("input"), "output")), Map.of(), -1, 3);
    Path data = Files.writeString(folder.resolve("t.csv"), "a,b,c\n1,2,3\n3,2,1\n-1,2,3\n2,1,2\n");
    String note =
        "1 of 4 samples have NaN among their outputs, first sample 2: they have no answer;";
    assertThat(predict(model, data, "--label-column", "none").succeeded().err()).contains(note);
    CommandRun profile =
        CommandRun.of(
                "profile",
                model,
                "--data",
                data.toString(),
                "--label-column",
                "none",
                "--layers",
                "input",
                "--measures",
                "mle_dimension",
                "--out",
                folder.resolve("unlabelled").toString(),
                "--json")
            .succeeded();
    assertThat(profile.json().get("notes").toString()).contains(note);
  }

  @Test
  void channelsThatAreScaledEachOnItsWayAreNoChain() throws IOException {
    // As torchvision's transform_input: a Gather, a product and a sum for each channel, then
    // Concat.
    List<Node> nodes = new ArrayList<>();
    Map<String, NdArray> constants = new HashMap<>();
    List<String> channels = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      constants.put("at" + k, NdArray.of(new long[] {k}, 1));
      constants.put("factor" + k, NdArray.of(new float[] {0.01f}, 1));
      constants.put("summand" + k, NdArray.of(new float[] {-0.03f}, 1));
      nodes.add(
          Node.of("Gather", List.of("input", "at" + k), "one" + k)
              .with("axis", new Attribute.IntAttribute(1)));
      nodes.add(Node.of("Mul", List.of("one" + k, "factor" + k), "scaled" + k));
      nodes.add(Node.of("Add", List.of("scaled" + k, "summand" + k), "channel" + k));
      channels.add("channel" + k);
    }
    nodes.add(Node.of("Concat", channels, "all").with("axis", new Attribute.IntAttribute(1)));
    nodes.add(Node.of("Flatten", List.of("all"), "output"));
    String model = write("channels", nodes, constants, -1, 3, 2, 2);
    assertThat(predict(model, noise()).succeeded().err()).doesNotContain("scales its input");
    assertThat(predict(model, noise(), "--mean", "0.5", "--std", "0.2").succeeded().err())
        .doesNotContain("scales its input");
  }

  @Test
  void inputsThatAreScaledTwiceAreSaid() throws IOException {
    Map<String, NdArray> constants =
        Map.of(
            "mean", NdArray.of(new float[] {0.485f, 0.456f, 0.406f}, 1, 3, 1, 1),
            "std", NdArray.of(new float[] {0.229f, 0.224f, 0.225f}, 3, 1, 1));
    String model =
        write(
            "inside",
            List.of(
                Node.of("Identity", List.of("input"), "same"),
                Node.of("Sub", List.of("same", "mean"), "centred"),
                Node.of("Div", List.of("centred", "std"), "normal"),
                Node.of("Flatten", List.of("normal"), "output")),
            constants,
            -1,
            3,
            2,
            2);
    Path data = noise();
    String[] twice = {"--mean", "0.485,0.456,0.406", "--std", "0.229,0.224,0.225"};
    assertThat(predict(model, data).succeeded().err()).doesNotContain("scales its input");
    assertThat(predict(model, data, twice).succeeded().err())
        .contains("the network scales its input itself", "0.4850", "0.2290", "leave this out");
    CommandRun dump =
        CommandRun.of(
                "activations",
                model,
                "--data",
                data.toString(),
                "--mean",
                "0.5",
                "--std",
                "0.2",
                "--out",
                folder.resolve("dump").toString())
            .succeeded();
    assertThat(dump.err()).contains("the network scales its input itself");
  }

  @Test
  void aNetworkForBytesIsSaidToExpectThem() throws IOException {
    String model =
        write(
            "bytes",
            List.of(
                Node.of("Div", List.of("input", "most"), "unit"),
                Node.of("Flatten", List.of("unit"), "output")),
            Map.of("most", NdArray.of(new float[] {255}, 1)),
            -1,
            3,
            2,
            2);
    Path data = noise();
    assertThat(predict(model, data).succeeded().err()).contains("values up to 255", "--std 0.0039");
    assertThat(predict(model, data, "--mean", "0", "--std", "0.003921569").succeeded().err())
        .contains("leave this out unless");
  }

  @Test
  void batchNormalizationTellsWhatTrainingDataWereLike() throws IOException {
    String model =
        write(
            "normal",
            List.of(
                Node.of("BatchNormalization", List.of("input", "one", "zero", "mean", "var"), "n"),
                Node.of("Flatten", List.of("n"), "output")),
            Map.of(
                "one", NdArray.of(new float[] {1, 1, 1}, 3),
                "zero", NdArray.of(new float[3], 3),
                "mean", NdArray.of(new float[] {0.5f, 0.5f, 0.5f}, 3),
                "var", NdArray.of(new float[] {0.09f, 0.09f, 0.09f}, 3)),
            -1,
            3,
            2,
            2);
    Path data = noise();
    assertThat(predict(model, data).succeeded().err()).doesNotContain("statistics");
    assertThat(predict(model, data, "--mean", "0.5", "--std", "0.05").succeeded().err())
        .contains("statistics of its training data", "without --mean and --std");
  }

  @Test
  void anotherOrderOfTheClassesIsNamed() throws IOException {
    StringBuilder table = new StringBuilder("a,b,c,label\n");
    for (int i = 0; i < 90; i++) {
      int largest = i % 3;
      for (int k = 0; k < 3; k++) {
        table.append(k == largest ? "9," : "1,");
      }
      table.append((largest + 1) % 3).append('\n');
    }
    Path data = Files.writeString(folder.resolve("t.csv"), table);
    String model =
        write("same", List.of(Node.of("Identity", List.of("input"), "output")), Map.of(), -1, 3);
    CommandRun run = predict(model, data).succeeded();
    assertThat(run.out()).contains("accuracy: 0.0000");
    assertThat(run.err()).contains("no better than chance", "accuracy would be 1.0000");
    Path names = Files.writeString(folder.resolve("names.txt"), "1\n2\n0\n");
    assertThat(predict(model, data, "--class-names", names.toString()).succeeded().out())
        .contains("accuracy: 1.0000");
  }

  @Test
  void aTableIsScaledAsItsTrainingTable() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    // The network: the mean of its two columns, trained on columns and target from 0 to 1.
    String model =
        write(
            "mean",
            List.of(Node.of("MatMul", List.of("input", "half"), "output")),
            Map.of("half", NdArray.of(new float[] {0.5f, 0.5f}, 2, 1)),
            -1,
            2);
    StringBuilder train = new StringBuilder("id,hot,cold,target\n1,100,-5,300\n2,300,5,500\n");
    StringBuilder test = new StringBuilder("cold,hot,target\n");
    for (int i = 0; i < 50; i++) {
      double hot = 100 + 200 * random.nextDouble();
      double cold = -5 + 10 * random.nextDouble();
      double target = 300 + 200 * ((hot - 100) / 200 + (cold + 5) / 10) / 2;
      test.append(String.format(Locale.ROOT, "%.9f,%.9f,%.9f%n", cold, hot, target));
      train.append(String.format(Locale.ROOT, "%d,%.9f,%.9f,%.9f%n", i + 3, hot, cold, target));
    }
    Path from = Files.writeString(folder.resolve("train.csv"), train);
    Path data = Files.writeString(folder.resolve("test.csv"), test);
    CommandRun plain = predict(model, data).succeeded();
    assertThat(plain.err()).contains("mean of the targets", "--scale METHOD");
    String[] half = {"--scale", "minmax", "--scale-from", from.toString()};
    CommandRun inside = predict(model, data, half).succeeded();
    assertThat(inside.err()).contains("outputs follow the targets", "--scale-target");
    JsonNode json =
        predict(
                model,
                data,
                "--scale",
                "minmax",
                "--scale-from",
                from.toString(),
                "--scale-target",
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("rootMeanSquaredError").asDouble())
        .as("seed %d", seed)
        .isCloseTo(0, within(ROUNDING));
    assertThat(json.get("notes").toString()).doesNotContain("mean of the targets");
  }

  @Test
  void theScalingIdentifiesTheSamplesAndSetsTheBox() throws IOException {
    String model =
        write(
            "sum",
            List.of(Node.of("MatMul", List.of("input", "ones"), "output")),
            Map.of("ones", NdArray.of(new float[] {1, 1, 1, 1}, 2, 2)),
            -1,
            2);
    Path from = Files.writeString(folder.resolve("train.csv"), "a,b\n0,10\n10,30\n5,20\n");
    Path data = Files.writeString(folder.resolve("t.csv"), "a,b\n2,15\n8,25\n");
    List<String> hashes = new ArrayList<>();
    List<String> boxes = new ArrayList<>();
    for (String method : new String[] {"standard", "minmax"}) {
      Path run = folder.resolve("run-" + method);
      CommandRun.of(
              "fibers",
              "study",
              model,
              "--data",
              data.toString(),
              "--label-column",
              "none",
              "--samples",
              "2",
              "--length",
              "0.1",
              "--scale",
              method,
              "--scale-from",
              from.toString(),
              "--out",
              run.toString())
          .succeeded();
      JsonNode manifest = new ObjectMapper().readTree(run.resolve("manifest.json").toFile());
      hashes.add(manifest.get("inputs").get("data").get("hash").asText());
      boxes.add(manifest.get("parameters").get("box").asText());
    }
    assertThat(hashes.get(0)).isNotEqualTo(hashes.get(1));
    assertThat(boxes.get(0)).isNotEqualTo(boxes.get(1)).contains("-1.22");
  }

  @Test
  void columnsEnterTheNetworkInTheOrderOfTheTrainingTable() throws IOException {
    String model =
        write("same", List.of(Node.of("Identity", List.of("input"), "output")), Map.of(), -1, 3);
    Path train =
        Files.writeString(folder.resolve("train.csv"), "a,b,c,label\n0,10,7,0\n2,30,9,1\n");
    Path data = Files.writeString(folder.resolve("t.csv"), "c,a,b,label\n8,2,10,0\n9,0,20,1\n");
    Path out = folder.resolve("o.npy");
    String[] scaled = {
      "--scale", "minmax", "--scale-from", train.toString(), "--out", out.toString()
    };
    assertThat(predict(model, data, scaled).succeeded().err())
        .contains("another order than in", "a, b, c");
    assertThat(NpyReader.open(out).readAll().floats()).containsExactly(1, 0, 0.5f, 0, 0.5f, 1);
  }

  @Test
  void scalingsThatDoNotGoTogetherAreRefused() throws IOException {
    String model =
        write("same", List.of(Node.of("Identity", List.of("input"), "output")), Map.of(), -1, 2);
    Path data = Files.writeString(folder.resolve("t.csv"), "a,b,label\n1,2,0\n2,1,1\n");
    Path other = Files.writeString(folder.resolve("other.csv"), "a,c,label\n1,2,0\n2,1,1\n");
    assertThat(predict(model, data, "--scale", "minmax").failedWith(ExitCode.USAGE).err())
        .contains("--scale-from");
    assertThat(predict(model, data, "--scale-target").failedWith(ExitCode.USAGE).err())
        .contains("--scale-target needs");
    String[] unlike = {"--scale", "minmax", "--scale-from", other.toString()};
    assertThat(predict(model, data, unlike).failedWith(ExitCode.BAD_INPUT).err())
        .contains("has no column 'b'");
    String[] both = {
      "--scale", "minmax", "--scale-from", data.toString(), "--mean", "0", "--std", "1"
    };
    assertThat(predict(model, data, both).failedWith(ExitCode.USAGE).err()).contains("--mean");
    String[] noTarget = {"--scale", "minmax", "--scale-from", data.toString(), "--scale-target"};
    assertThat(predict(model, data, noTarget).failedWith(ExitCode.BAD_INPUT).err())
        .contains("no real-valued target");
  }

  private static CommandRun predict(String model, Path data, String... more) {
    List<String> arguments = new ArrayList<>(List.of("predict", model, "--data", data.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(new String[0]));
  }

  /** Grey images of four pixels, of which the i-th is white for folder i + 1. */
  private Path images(String... classes) throws IOException {
    Path root = Files.createTempDirectory(folder, "images");
    for (int i = 0; i < classes.length; i++) {
      BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i % 2, i / 2, 0, 255);
      Path inside = Files.createDirectories(root.resolve(classes[i]));
      ImageIO.write(image, "png", inside.resolve("1.png").toFile());
    }
    return root;
  }

  /** A network of so many pixels whose output i + 1 is pixel i. */
  private String linear(int pixels, int outputs) throws IOException {
    float[] weights = new float[pixels * outputs];
    for (int i = 0; i + 1 < outputs && i < pixels; i++) {
      weights[i * outputs + i + 1] = 1;
    }
    return write(
        "linear",
        List.of(
            Node.of("Flatten", List.of("input"), "flat"),
            Node.of("MatMul", List.of("flat", "weights"), "output")),
        Map.of("weights", NdArray.of(weights, pixels, outputs)),
        -1,
        1,
        2,
        2);
  }

  /** Fifty images of evenly spread values. */
  private Path noise() throws IOException {
    float[] values = new float[50 * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 % 100) / 100f;
    }
    Path file = folder.resolve("noise.npy");
    NpyWriter.write(file, NdArray.of(values, 50, 3, 2, 2));
    return file;
  }

  private String write(String name, List<Node> nodes, Map<String, NdArray> constants, int... shape)
      throws IOException {
    Graph graph =
        new Graph(
            name,
            nodes,
            constants,
            List.of(new ValueInfo("input", ElementType.FLOAT32, shape)),
            List.of(new ValueInfo("output", ElementType.FLOAT32, null)),
            13);
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(graph, file);
    return file.toString();
  }

  private static Path resource(String name) throws URISyntaxException {
    URL url = Objects.requireNonNull(PredictDoubtsTest.class.getResource(name), name);
    return Path.of(url.toURI());
  }
}

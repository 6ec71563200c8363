package dev.nervure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Two circles, of 400 points on radius 1 and 200 on radius 1/2, each a class. */
class MapperCommandTest {
  private static final int OUTER = 400;
  private static final int INNER = 200;

  @TempDir Path folder;
  private Path points;
  private Path labels;

  @BeforeEach
  void writeCircles() {
    int n = OUTER + INNER;
    double[] values = new double[2 * n];
    long[] classes = new long[n];
    for (int i = 0; i < n; i++) {
      boolean outer = i < OUTER;
      double angle = 2 * Math.PI * (outer ? i : i - OUTER) / (outer ? OUTER : INNER);
      values[2 * i] = (outer ? 1 : 0.5) * Math.cos(angle);
      values[2 * i + 1] = (outer ? 1 : 0.5) * Math.sin(angle);
      classes[i] = outer ? 0 : 1;
    }
    points = folder.resolve("circles.npy");
    labels = folder.resolve("classes.npy");
    NpyWriter.write(points, NdArray.of(values, n, 2));
    NpyWriter.write(labels, NdArray.of(classes, n));
  }

  private CommandRun mapper(String... more) {
    String[] all =
        new String[] {
          "mapper", points.toString(), "--lens", "column:0", "-o", folder.resolve("run").toString()
        };
    String[] both = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, both, all.length, more.length);
    return CommandRun.of(both);
  }

  /** The counts that were worked out independently for this data, cover and eps. */
  @Test
  void theGraphOfTwoCirclesIsTwoCircles() {
    JsonNode json =
        mapper(
                "--labels",
                labels.toString(),
                "--intervals",
                "10",
                "--overlap",
                "0.25",
                "--clusterer",
                "dbscan",
                "--eps",
                "0.08",
                "--min-samples",
                "5",
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("nodes")).hasSize(28);
    assertThat(json.get("edges")).hasSize(28);
    assertThat(json.get("components").asInt()).isEqualTo(2);
    assertThat(json.get("loops").asInt()).isEqualTo(2);
    assertThat(json.at("/purity/nodeWise").asDouble()).isEqualTo(1);
    assertThat(json.at("/purity/classWise/0").asDouble()).isEqualTo(1);
    assertThat(json.get("uncovered").asDouble()).isZero();
    assertMembersAreWhole(json);
  }

  /**
   * Every member is of the class that its node counts, and edges join nodes with common members.
   */
  private static void assertMembersAreWhole(JsonNode json) {
    TreeSet<Integer> covered = new TreeSet<>();
    for (JsonNode node : json.get("nodes")) {
      assertThat(node.get("members")).hasSize(node.get("size").asInt());
      int outer = 0;
      for (JsonNode member : node.get("members")) {
        covered.add(member.asInt());
        outer += member.asInt() < OUTER ? 1 : 0;
      }
      assertThat(node.at("/classes/0").asInt()).isEqualTo(outer);
    }
    assertThat(covered).hasSize(OUTER + INNER);
    for (JsonNode edge : json.get("edges")) {
      TreeSet<Integer> common = new TreeSet<>();
      json.get("nodes").get(edge.get(0).asInt()).get("members").forEach(m -> common.add(m.asInt()));
      TreeSet<Integer> other = new TreeSet<>();
      json.get("nodes").get(edge.get(1).asInt()).get("members").forEach(m -> other.add(m.asInt()));
      common.retainAll(other);
      assertThat(common).isNotEmpty();
    }
  }

  @Test
  void mixedNodesAreLessPureThanEachClassAlone() {
    JsonNode json =
        mapper("--labels", labels.toString(), "--intervals", "10", "--eps", "0.6", "--json")
            .succeeded()
            .json();
    assertThat(json.get("nodes")).hasSize(14);
    assertThat(json.get("loops").asInt()).isEqualTo(3);
    assertThat(json.at("/purity/nodeWise").asDouble()).isCloseTo(0.714286, within(1e-6));
    assertThat(json.at("/purity/classWise/0").asDouble()).isCloseTo(0.795, within(1e-12));
    assertThat(json.at("/purity/classWise/1").asDouble()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void withoutLabelsThereIsAGraphAndNoPurity() {
    JsonNode json = mapper("--intervals", "10", "--eps", "0.08", "--json").succeeded().json();
    assertThat(json.get("nodes")).hasSize(28);
    assertThat(json.get("purity").isNull()).isTrue();
    assertThat(json.at("/nodes/0/purity").isNull()).isTrue();
    assertThat(json.at("/layers/0/measures/mapper_node_purity/notEstimable").asText())
        .contains("no labels");
  }

  @Test
  void oneClassAloneHasNoPurity() {
    JsonNode json =
        mapper(
                "--labels",
                labels.toString(),
                "--classes",
                "1",
                "--intervals",
                "10",
                "--eps",
                "0.08",
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("purity").isNull()).isTrue();
    assertThat(json.at("/layers/0/measures/mapper_point_purity/notEstimable").asText())
        .contains("one class");
    assertThat(json.at("/nodes/0/members/0").asInt()).isGreaterThanOrEqualTo(OUTER);
  }

  @Test
  void membersOfNodesAreMappedAnew() throws Exception {
    Path members = folder.resolve("members.csv");
    StringBuilder lines = new StringBuilder("node,sample\n");
    for (int i = OUTER; i < OUTER + INNER; i++) {
      lines.append("3,").append(i).append('\n');
    }
    Files.writeString(members, lines);
    JsonNode json =
        mapper("--members", members.toString(), "--intervals", "10", "--eps", "0.08", "--json")
            .succeeded()
            .json();
    assertThat(json.get("samples").asInt()).isEqualTo(INNER);
    assertThat(json.get("components").asInt()).isEqualTo(1);
    assertThat(json.get("loops").asInt()).isEqualTo(1);
    for (JsonNode node : json.get("nodes")) {
      assertThat(node.at("/members/0").asInt()).isGreaterThanOrEqualTo(OUTER);
    }
  }

  @Test
  void severalLayersHaveAGraphEach() throws Exception {
    Path dump = Files.createDirectory(folder.resolve("dump"));
    Files.copy(points, dump.resolve("first.npy"));
    Files.copy(points, dump.resolve("second.npy"));
    Files.copy(labels, dump.resolve("labels.npy"));
    JsonNode json =
        CommandRun.of(
                "mapper",
                "--activations",
                dump.toString(),
                "--intervals",
                "10",
                "-o",
                folder.resolve("run").toString(),
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("graphs").get("first")).isEqualTo(json.get("graphs").get("second"));
    assertThat(json.has("nodes")).isFalse();
  }

  @Test
  void aLayerWithoutAGraphChangesNoNames() throws Exception {
    Path dump = Files.createDirectory(folder.resolve("dump"));
    Files.copy(points, dump.resolve("first.npy"));
    Files.copy(labels, dump.resolve("labels.npy"));
    float[] broken = new float[2 * (OUTER + INNER)];
    broken[5] = Float.NaN;
    NpyWriter.write(dump.resolve("second.npy"), NdArray.of(broken, OUTER + INNER, 2));
    JsonNode both = ofDump(dump, "--layers", "all");
    assertThat(both.has("nodes")).isFalse();
    assertThat(both.get("graphs")).hasSize(1);
    assertThat(both.at("/graphs/first/nodes")).isNotEmpty();
    assertThat(both.at("/classGroups/first")).isNotEmpty();
    CommandRun withoutAny = dumped(dump, "--layers", "second");
    assertThat(withoutAny.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    JsonNode alone = withoutAny.json();
    assertThat(withoutAny.err()).contains("no layer has a graph: activations are NaN or infinite");
    assertThat(alone.get("nodes").isNull()).isTrue();
    assertThat(alone.has("graphs")).isFalse();
    assertThat(alone.at("/layers/0/measures/mapper_nodes/notEstimable").asText())
        .contains("NaN or infinite");
  }

  private JsonNode ofDump(Path dump, String... more) {
    return dumped(dump, more).succeeded().json();
  }

  private CommandRun dumped(Path dump, String... more) {
    String[] all = {
      "mapper",
      "--activations",
      dump.toString(),
      "--intervals",
      "10",
      "--eps",
      "0.08",
      "--json",
      "--overwrite",
      "-o",
      folder.resolve("run").toString()
    };
    String[] both = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, both, all.length, more.length);
    return CommandRun.of(both);
  }

  /** Against the outputs that {@code nervure predict} writes. */
  @Test
  void anOutputOfTheNetworkIsTheLensOfEveryLayer() throws Exception {
    String model = SmallNetwork.write(folder.resolve("lenet.onnx")).toString();
    Path logits = folder.resolve("logits.npy");
    CommandRun.of(
            "predict", model, "--data", SmallNetwork.DATA, "--out", logits.toString(), "--quiet")
        .succeeded();
    float[] outputs = NpyReader.open(logits).readAll().floats();
    for (String lens : List.of("logit:3", "probability:3")) {
      JsonNode json =
          CommandRun.of(
                  "mapper",
                  model,
                  "--data",
                  SmallNetwork.DATA,
                  "--lens",
                  lens,
                  "--intervals",
                  "3",
                  "--clusterer",
                  "one",
                  "--layers",
                  "type:Gemm",
                  "-o",
                  folder.resolve("run").toString(),
                  "--overwrite",
                  "--json")
              .succeeded()
              .json();
      JsonNode graphs = json.get("graphs");
      assertThat(graphs).hasSize(3);
      for (JsonNode graph : graphs) {
        assertThat(graph.get("nodes")).isNotEmpty();
        for (JsonNode node : graph.get("nodes")) {
          double sum = 0;
          for (JsonNode member : node.get("members")) {
            sum += value(outputs, 10 * member.asInt(), lens.startsWith("p"));
          }
          assertThat(node.get("lens").asDouble())
              .isCloseTo(sum / node.get("size").asInt(), within(1e-9));
        }
      }
    }
    CommandRun none =
        CommandRun.of("mapper", model, "--data", SmallNetwork.DATA, "--lens", "logit:10");
    assertThat(none.err()).contains("no such output but 10");
  }

  /** Output 3 of ten, or its share in the softmax. */
  private static double value(float[] outputs, int from, boolean isProbability) {
    double total = 0;
    for (int k = 0; k < 10; k++) {
      total += Math.exp((double) outputs[from + k] - outputs[from + 3]);
    }
    return isProbability ? 1 / total : outputs[from + 3];
  }

  @Test
  void aLensOfOutputsWithoutANetworkIsRefused() {
    assertThat(mapper("--lens", "logit:3").err()).contains("output of a network", "--data");
    assertThat(mapper("--lens", "probability:").err()).contains("names no class");
  }

  @Test
  void intervalsAreChosenForThePoints() {
    JsonNode json =
        mapper("--intervals", "auto", "--clusterer", "single_linkage", "--json").succeeded().json();
    JsonNode value = json.at("/layers/0/measures/mapper_intervals");
    assertThat(json.get("intervals").asInt()).isEqualTo(value.get("estimate").asInt()).isPositive();
    JsonNode parameters = value.get("parameters");
    assertThat(parameters.get("overlap").asDouble()).isCloseTo(1.0 / 3, within(1e-12));
    // Whole intervals of the range [-1, 1], with what they share, are as long as the rule asks.
    double length = parameters.get("length").asDouble();
    int n = json.get("intervals").asInt();
    assertThat(2 / (n - (n - 1) / 3.0)).isGreaterThanOrEqualTo(length);
    // Points within delta, the radius of the clusters: both circles whole, in one piece each.
    assertThat(json.get("eps").asDouble()).isEqualTo(parameters.get("delta").asDouble());
    assertThat(json.get("components").asInt()).isEqualTo(2);
    assertThat(mapper("--intervals", "auto", "--overlap", "0.2").err()).contains("1/3");
    assertThat(mapper("--intervals", "auto", "--lens", "pca", "--lens-dimensions", "2").err())
        .contains("one column");
    assertThat(mapper("--intervals", "auto", "--cover", "balanced").err())
        .contains("fixed and fit");
    assertThat(mapper("--intervals", "few").err()).contains("or auto");
  }

  @Test
  void simplicesOfMoreNodesAreCounted() {
    JsonNode json =
        mapper(
                "--intervals",
                "10",
                "--overlap",
                "0.6",
                "--clusterer",
                "one",
                "--simplices",
                "3",
                "--json")
            .succeeded()
            .json();
    JsonNode simplices = json.get("simplices");
    assertThat(simplices.get(0).asInt()).isEqualTo(10);
    assertThat(simplices.get(1).asInt()).isEqualTo(json.get("edges").size());
    // Intervals of half-length R / (2 n (1 - p)) = 1.25 R / n: those up to two apart meet.
    assertThat(simplices).extracting(JsonNode::asInt).containsExactly(10, 17, 8, 0);
    assertThat(mapper("--simplices", "11").err()).contains("[1, 10]");
  }

  @Test
  void graphsAreWrittenForOtherPrograms() throws Exception {
    Path graphs = folder.resolve("graphs");
    JsonNode json =
        mapper(
                "--labels",
                labels.toString(),
                "--intervals",
                "10",
                "--eps",
                "0.6",
                "--export",
                graphs.toString(),
                "--json")
            .succeeded()
            .json();
    List<Path> files;
    try (Stream<Path> listed = Files.list(graphs)) {
      files = listed.sorted().toList();
    }
    assertThat(files).hasSize(2);
    JsonNode graph = new ObjectMapper().readTree(files.get(1).toFile());
    assertThat(graph.get("nodes")).isEqualTo(json.get("nodes"));
    assertThat(graph.get("edges")).isEqualTo(json.get("edges"));

    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(files.get(0).toFile());
    NodeList nodes = document.getElementsByTagName("node");
    NodeList edges = document.getElementsByTagName("edge");
    assertThat(nodes.getLength()).isEqualTo(json.get("nodes").size());
    assertThat(edges.getLength()).isEqualTo(json.get("edges").size());
    Map<String, String[]> members = new HashMap<>();
    for (int v = 0; v < nodes.getLength(); v++) {
      Element node = (Element) nodes.item(v);
      NodeList data = node.getElementsByTagName("data");
      assertThat(data.getLength()).isEqualTo(5);
      members.put(node.getAttribute("id"), data.item(4).getTextContent().split(" "));
      assertThat(data.item(3).getTextContent()).containsPattern("^[01]=[0-9]+(; 1=[0-9]+)?$");
    }
    for (int e = 0; e < edges.getLength(); e++) {
      Element edge = (Element) edges.item(e);
      TreeSet<String> common =
          new TreeSet<>(List.of(Objects.requireNonNull(members.get(edge.getAttribute("source")))));
      common.retainAll(List.of(Objects.requireNonNull(members.get(edge.getAttribute("target")))));
      assertThat(edge.getTextContent()).isEqualTo(String.valueOf(common.size()));
    }
  }

  @Test
  void bothLensesAreInTheFiles() throws Exception {
    Path graphs = folder.resolve("graphs");
    CommandRun run =
        CommandRun.of(
            "mapper",
            points.toString(),
            "--lens",
            "columns",
            "--cover",
            "balls",
            "--radius",
            "0.5",
            "--clusterer",
            "one",
            "-o",
            folder.resolve("run").toString(),
            "--export",
            graphs.toString(),
            "--json");
    JsonNode nodes = run.succeeded().json().get("nodes");
    Path file;
    try (Stream<Path> listed = Files.list(graphs)) {
      file = listed.filter(path -> path.toString().endsWith(".graphml")).findFirst().orElseThrow();
    }
    NodeList written =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("node");
    assertThat(written.getLength()).isEqualTo(nodes.size()).isPositive();
    for (int v = 0; v < written.getLength(); v++) {
      NodeList data = ((Element) written.item(v)).getElementsByTagName("data");
      for (int lens = 0; lens < 2; lens++) {
        Element one = (Element) data.item(1 + lens);
        assertThat(one.getAttribute("key")).isEqualTo(lens == 0 ? "lens" : "lens2");
        assertThat(Double.parseDouble(one.getTextContent()))
            .isEqualTo(nodes.get(v).get("lens").get(lens).asDouble());
      }
    }
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThat(mapper("--lens", "pcaa").err()).contains("eccentricity", "column:3", "probability");
    assertThat(mapper("--lens", "density_gaussian").err()).contains("needs --bandwidth");
    assertThat(mapper("--cover", "balls").err()).contains("needs --radius");
    CommandRun failed = mapper("--lens", "column:7");
    assertThat(failed.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(failed.err()).contains("no layer has a graph", "there is no column 7");
    assertThat(mapper("--eps", "-1").err()).contains("--eps must be positive");
    assertThat(mapper("--cover", "balls").err()).contains("radius");
    assertThat(mapper("--cover", "fixed", "--radius", "1").err()).contains("--cover balls");
    assertThat(mapper("--clusterer", "ward", "--eps", "1").err()).contains("dbscan");
    assertThat(mapper("--lens", "column:x").err()).contains("column:3");
    assertThat(mapper("--lens", "norm").err()).contains("no lens 'norm'");
    assertThat(mapper("--layers", "all").err()).contains("belongs to activations");
    assertThat(mapper("--overlap", "1").err()).contains("[0, 1)");
    assertThat(CommandRun.of("mapper", "net.onnx").err()).contains("--data is missing");
    assertThat(CommandRun.of("mapper").err()).contains("give a model");
  }

  @Test
  void aRadiusThatIsTooSmallSaysSo() {
    CommandRun run = mapper("--intervals", "10", "--eps", "1e-6");
    run.succeeded();
    assertThat(run.err())
        .contains("the graph is empty", "too small", "try an eps of about 0.03141");
  }
}

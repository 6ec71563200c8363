package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AxisRolesTest {

  private static Node transpose(String from, String to, long... order) {
    return Node.of("Transpose", List.of(from), to).with("perm", new Attribute.IntsAttribute(order));
  }

  private static NdArray longs(long... values) {
    return NdArray.of(values, values.length);
  }

  /** Letters of the axes of every layer. */
  private static Map<String, String> axes(Graph graph) {
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      Map<String, String> axes = new LinkedHashMap<>();
      model.layers().forEach(layer -> axes.put(layer.name(), AxisRole.letters(layer.axes())));
      return axes;
    }
  }

  @Test
  void channelsFollowATransposition() {
    Graph graph =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(1, 5, 3, 3, 3), "s", SmallGraphs.random(2, 5)),
            SmallGraphs.edge("x", -1, 6, 6, 3),
            "y",
            Node.of("Relu", List.of("x"), "r"),
            transpose("r", "t", 0, 3, 1, 2),
            Node.of("Conv", List.of("t", "w"), "c"),
            transpose("c", "u", 0, 2, 3, 1),
            Node.of("Mul", List.of("u", "s"), "y"));
    assertThat(axes(graph))
        .containsEntry("x", "HWC")
        .containsEntry("r", "HWC")
        .containsEntry("t", "CHW")
        .containsEntry("c", "CHW")
        .containsEntry("u", "HWC")
        .containsEntry("y", "HWC");
  }

  @Test
  void theInputHasTheAxesThatItsReaderWants() {
    Map<String, NdArray> weights = Map.of("w", SmallGraphs.random(1, 8, 4));
    assertThat(
            axes(
                SmallGraphs.graph(
                    weights,
                    SmallGraphs.edge("x", -1, 12, 8),
                    "y",
                    Node.of("MatMul", List.of("x", "w"), "y"))))
        .containsEntry("x", "TC");
    assertThat(
            axes(
                SmallGraphs.graph(
                    Map.of("w", SmallGraphs.random(1, 4, 12, 3)),
                    SmallGraphs.edge("x", -1, 12, 8),
                    "y",
                    Node.of("Conv", List.of("x", "w"), "y"))))
        .containsEntry("x", "CT")
        .containsEntry("y", "CT");
  }

  @Test
  void channelsThatAreDividedIntoHeadsStayChannels() {
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(1, 8, 8));
    weights.put("heads", longs(0, 6, 2, 4));
    weights.put("joined", longs(0, 6, 8));
    Graph graph =
        SmallGraphs.graph(
            weights,
            SmallGraphs.edge("x", -1, 6, 8),
            "y",
            Node.of("MatMul", List.of("x", "w"), "p"),
            Node.of("Reshape", List.of("p", "heads"), "h"),
            transpose("h", "q", 0, 2, 1, 3),
            transpose("h", "k", 0, 2, 3, 1),
            Node.of("MatMul", List.of("q", "k"), "scores"),
            Node.of("Softmax", List.of("scores"), "s"),
            Node.of("MatMul", List.of("s", "q"), "o"),
            transpose("o", "m", 0, 2, 1, 3),
            Node.of("Reshape", List.of("m", "joined"), "j"),
            Node.of("MatMul", List.of("j", "w"), "y"));
    assertThat(axes(graph))
        .containsEntry("h", "TCC")
        .containsEntry("q", "CTC")
        .containsEntry("k", "CCT")
        .containsEntry("scores", "CHW")
        .containsEntry("s", "CHW")
        .containsEntry("o", "CTC")
        .containsEntry("j", "TC")
        .containsEntry("y", "TC");
  }

  /** As exporters write group normalisation. */
  @Test
  void aNormalisationByGroupsRestoresTheAxes() {
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(1, 6, 2, 3));
    weights.put("v", SmallGraphs.random(2, 4, 6, 3));
    weights.put("one", SmallGraphs.random(3, 3));
    weights.put("groups", longs(0, 3, -1));
    weights.put("back", longs(0, 6, 18));
    Graph graph =
        SmallGraphs.graph(
            weights,
            SmallGraphs.edge("x", -1, 2, 20),
            "y",
            Node.of("Conv", List.of("x", "w"), "c"),
            Node.of("Reshape", List.of("c", "groups"), "g"),
            Node.of("InstanceNormalization", List.of("g", "one", "one"), "n"),
            Node.of("Reshape", List.of("n", "back"), "b"),
            Node.of("Relu", List.of("b"), "r"),
            Node.of("Conv", List.of("r", "v"), "y"));
    assertThat(axes(graph))
        .containsEntry("c", "CT")
        .containsEntry("b", "CT")
        .containsEntry("r", "CT");
  }

  @Test
  void averagesKeepWhatIsLeft() {
    Graph graph =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(1, 5, 5)),
            SmallGraphs.edge("x", -1, 5, 5),
            "y",
            Node.of("MatMul", List.of("x", "w"), "p"),
            Node.of("ReduceMean", List.of("p"), "m")
                .with("axes", new Attribute.IntsAttribute(1))
                .with("keepdims", new Attribute.IntAttribute(0)),
            Node.of("MatMul", List.of("m", "w"), "y"));
    assertThat(axes(graph)).containsEntry("p", "TC").containsEntry("m", "C");
  }

  @Test
  void averagesOverPositionsKeepEveryHead() {
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(1, 8, 8));
    weights.put("heads", longs(0, 6, 2, 4));
    Graph graph =
        SmallGraphs.graph(
            weights,
            SmallGraphs.edge("x", -1, 6, 8),
            "q",
            Node.of("MatMul", List.of("x", "w"), "p"),
            Node.of("Reshape", List.of("p", "heads"), "h"),
            transpose("h", "q", 0, 2, 1, 3));
    try (Model model = Model.of(graph, Precision.FLOAT64)) {
      SampleBatches samples = SampleBatches.of(SmallGraphs.random(5, 3, 6, 8));
      Activations mean = Activations.of(model).pooling(Pooling.GLOBAL_AVERAGE);
      double[] whole =
          mean.layers(model.select("p")).collect(samples).get(model.layer("p")).doubles();
      NdArray heads = mean.layers(model.select("q")).collect(samples).get(model.layer("q"));
      assertThat(heads.shape()).containsExactly(3, 8);
      // Heads and their channels in one row are the channels that they were divided from.
      assertThat(heads.doubles()).containsExactly(whole);
      NdArray positions =
          Activations.of(model)
              .pooling(Pooling.SPATIAL)
              .layers(model.select("q"))
              .collect(samples)
              .get(model.layer("q"));
      NdArray tokens =
          Activations.of(model)
              .pooling(Pooling.SPATIAL)
              .layers(model.select("p"))
              .collect(samples)
              .get(model.layer("p"));
      assertThat(positions.shape()).containsExactly(18, 8);
      assertThat(positions.doubles()).containsExactly(tokens.doubles());
    }
  }

  @Test
  void lettersAreReadAndWritten() {
    assertThat(AxisRole.letters(AxisRole.parse("nhwc"))).isEqualTo("HWC");
    assertThat(AxisRole.letters(AxisRole.parse("NTF"))).isEqualTo("TC");
    assertThat(AxisRole.letters(AxisRole.parse("NCDHW"))).isEqualTo("CDHW");
    assertThatThrownBy(() -> AxisRole.parse("TNF")).hasMessageContaining("counts the samples");
    assertThatThrownBy(() -> AxisRole.parse("NHW")).hasMessageContaining("no axis holds channels");
    assertThatThrownBy(() -> AxisRole.parse("NXC")).hasMessageContaining("'X' is none");
  }
}

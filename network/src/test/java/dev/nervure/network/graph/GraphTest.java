package dev.nervure.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final ValueInfo X = new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2});

  private static ValueInfo edge(String name) {
    return new ValueInfo(name, ElementType.FLOAT32, null);
  }

  private static Graph graph(Node... nodes) {
    String last = nodes[nodes.length - 1].outputs().get(0);
    return new Graph(
        "g",
        List.of(nodes),
        Map.of("w", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2)),
        List.of(X),
        List.of(edge(last)),
        17);
  }

  @Test
  void knowsWhoWritesAndReadsEachEdge() {
    Graph graph =
        graph(
            Node.of("MatMul", List.of("x", "w"), "h"),
            Node.of("Relu", List.of("h"), "r"),
            Node.of("Mul", List.of("r", "r"), "q"),
            Node.of("Add", List.of("q", "h"), "y"));
    assertThat(graph.producers()).containsEntry("h", 0).containsEntry("y", 3).hasSize(4);
    assertThat(graph.consumers())
        .containsEntry("h", List.of(1, 3))
        .containsEntry("r", List.of(2))
        .doesNotContainKey("y");
    assertThat(graph.parameterCount()).isEqualTo(4);
  }

  @Test
  void refusesEdgesReadBeforeTheyAreWritten() {
    assertThatThrownBy(
            () -> graph(Node.of("Relu", List.of("h"), "y"), Node.of("Relu", List.of("x"), "h")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Relu node y reads edge h");
  }

  @Test
  void refusesEdgesWrittenTwice() {
    assertThatThrownBy(
            () -> graph(Node.of("Relu", List.of("x"), "y"), Node.of("Tanh", List.of("x"), "y")))
        .hasMessageContaining("Tanh node y writes edge y, which exists already");
  }

  @Test
  void refusesOutputsThatNothingWritesOrThatAreListedTwice() {
    List<Node> nodes = List.of(Node.of("Relu", List.of("x"), "y"));
    assertThatThrownBy(() -> new Graph("g", nodes, Map.of(), List.of(X), List.of(edge("z")), 17))
        .hasMessageContaining("output z is written by nothing");
    assertThatThrownBy(
            () -> new Graph("g", nodes, Map.of(), List.of(X), List.of(edge("y"), edge("y")), 17))
        .hasMessageContaining("output y is listed twice");
  }

  @Test
  void replacesInitializersOfTheSameShapeOnly() {
    Graph graph = graph(Node.of("MatMul", List.of("x", "w"), "y"));
    NdArray other = NdArray.of(new float[] {9, 9, 9, 9}, 2, 2);
    assertThat(graph.withInitializers(Map.of("w", other)).initializers().get("w")).isSameAs(other);
    assertThat(graph.initializers().get("w")).isNotSameAs(other);
    assertThatThrownBy(() -> graph.withInitializers(Map.of("w", other.reshape(4))))
        .hasMessageContaining("must have shape [2, 2] but was [4]");
    assertThatThrownBy(() -> graph.withInitializers(Map.of("v", other)))
        .hasMessageContaining("no initializer v");
  }

  @Test
  void attributesHaveKinds() {
    Node node =
        Node.of("Conv", List.of("x", "w"), "y")
            .with("pads", new Attribute.IntsAttribute(1, 2))
            .with("alpha", new Attribute.FloatAttribute(0.5f));
    assertThat(node.integers("pads")).containsExactly(1, 2);
    assertThat(node.integers("strides")).isNull();
    assertThat(node.real("alpha", 1)).isEqualTo(0.5f);
    assertThat(node.integer("group", 1)).isEqualTo(1);
    assertThatThrownBy(() -> node.integer("pads", 0))
        .hasMessageContaining("attribute pads of Conv node y must be of kind IntAttribute");
    assertThat(new Attribute.IntsAttribute(1, 2)).isEqualTo(new Attribute.IntsAttribute(1, 2));
  }
}

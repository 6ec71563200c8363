package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.Precision;
import dev.nervure.network.SmallGraphs;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Attribute.FloatAttribute;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.StringAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.Evaluator;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a runtime fuses into one node is what the nodes were before. */
class RuntimeOperatorsTest {

  private static final Offset<Double> ROUNDING = offset(1e-12);

  private static final Map<String, NdArray> WEIGHTS =
      Map.of(
          "b", SmallGraphs.random(1, 4),
          "s", SmallGraphs.random(2, 4),
          "w", SmallGraphs.random(3, 5, 4),
          "c", SmallGraphs.random(4, 4),
          "factor", NdArray.of(new double[] {0.5}, 1),
          "slope", NdArray.of(new double[] {1.5}, 1));

  private static Node fused(String operator, Map<String, Attribute> attributes, String... inputs) {
    return new Node(operator, "f", "com.microsoft", List.of(inputs), List.of("y"), attributes);
  }

  private static void same(Node fused, Node... nodes) {
    NdArray x = SmallGraphs.random(9, 2, 3, 4);
    assertThat(run(x, fused)).containsExactly(run(x, nodes), ROUNDING);
  }

  private static double[] run(NdArray x, Node... nodes) {
    Graph graph = SmallGraphs.graph(WEIGHTS, SmallGraphs.edge("x", -1, 3, 4), "y", nodes);
    try (Evaluator evaluator = new Evaluator(graph, Precision.FLOAT64, "fused")) {
      return evaluator
          .evaluate(evaluator.plan(List.of("x"), List.of("y")), List.of(x))
          .get(0)
          .doubles();
    }
  }

  private static Node of(String operator, String output, String... inputs) {
    return Node.of(operator, List.of(inputs), output);
  }

  @Test
  void gates() {
    same(fused("Gelu", Map.of(), "x"), of("Gelu", "y", "x"));
    same(fused("BiasGelu", Map.of(), "x", "b"), of("Add", "a", "x", "b"), of("Gelu", "y", "a"));
    same(
        fused("FastGelu", Map.of(), "x", "b"),
        of("Add", "a", "x", "b"),
        of("Gelu", "y", "a").with("approximate", new StringAttribute("tanh")));
    same(
        fused("QuickGelu", Map.of("alpha", new FloatAttribute(1.5f)), "x"),
        of("Mul", "a", "x", "slope"),
        of("Sigmoid", "g", "a"),
        of("Mul", "y", "x", "g"));
  }

  @Test
  void products() {
    same(
        fused(
            "FusedMatMul",
            Map.of("transB", new IntAttribute(1), "alpha", new FloatAttribute(0.5f)),
            "x",
            "w"),
        of("Transpose", "t", "w"),
        of("MatMul", "m", "x", "t"),
        of("Mul", "y", "m", "factor"));
  }

  @Test
  void normalisationsOfSums() {
    same(
        fused("SkipLayerNormalization", Map.of(), "x", "x", "s", "b", "c"),
        of("Add", "a", "x", "x"),
        of("Add", "d", "a", "c"),
        of("LayerNormalization", "y", "d", "s", "b"));
    same(
        fused("SkipSimplifiedLayerNormalization", Map.of(), "x", "x", "s", "c"),
        of("Add", "a", "x", "x"),
        of("Add", "d", "a", "c"),
        of("RMSNormalization", "y", "d", "s"));
  }
}

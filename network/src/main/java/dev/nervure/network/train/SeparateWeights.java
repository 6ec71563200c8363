package dev.nervure.network.train;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what exporters do to save space: equal weights stored once and copied by Identity nodes,
 * and weights in Constant nodes. Training needs each weight as a tensor of its own.
 */
final class SeparateWeights {

  private SeparateWeights() {}

  /**
   * The same network with every constant tensor that a node makes as an initializer, under the name
   * of the edge; the graph itself if there is none.
   */
  static Graph of(Graph graph) {
    Map<String, NdArray> initializers = new LinkedHashMap<>(graph.initializers());
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      NdArray value = value(node, initializers);
      if (value == null || isOutput(graph, node)) {
        nodes.add(node);
      } else {
        initializers.put(node.outputs().get(0), value);
      }
    }
    if (nodes.size() == graph.nodes().size()) {
      return graph;
    }
    return new Graph(
        graph.name(), nodes, initializers, graph.inputs(), graph.outputs(), graph.opset());
  }

  private static @Nullable NdArray value(Node node, Map<String, NdArray> initializers) {
    if (!node.domain().isEmpty()) {
      return null;
    }
    return switch (node.operator()) {
      case "Identity" -> initializers.get(node.inputs().get(0));
      case "Constant" -> node.tensor("value");
      default -> null;
    };
  }

  private static boolean isOutput(Graph graph, Node node) {
    return graph.outputs().stream().anyMatch(out -> out.name().equals(node.outputs().get(0)));
  }
}

package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frees the batch dimension of graphs that were exported for a fixed number of samples: reshapes to
 * a constant that starts with this number take as many samples as come.
 */
final class FixedBatch {

  private FixedBatch() {}

  /**
   * The freed graph, or the same one where there is nothing to free.
   *
   * @param shapes of the edges for as many samples as the file was made for
   * @param samples their number
   */
  static Graph free(Graph graph, Map<String, int[]> shapes, int samples) {
    Map<String, NdArray> constants = graph.constants();
    Map<String, NdArray> initializers = new LinkedHashMap<>(graph.initializers());
    List<Node> nodes = new ArrayList<>();
    boolean changed = false;
    for (Node node : graph.nodes()) {
      NdArray target =
          node.operator().equals("Reshape") ? constants.get(node.inputs().get(1)) : null;
      int[] result = shapes.get(node.outputs().get(0));
      if (target == null
          || result == null
          || !startsWith(target, samples)
          || result[0] != samples) {
        nodes.add(node);
        continue;
      }
      long[] free = new long[result.length];
      for (int i = 0; i < free.length; i++) {
        free[i] = i == 0 ? -1 : result[i];
      }
      String name = node.inputs().get(1) + "/any_batch/" + nodes.size();
      initializers.put(name, NdArray.of(free, free.length));
      nodes.add(
          new Node(
              node.operator(),
              node.name(),
              node.domain(),
              List.of(node.inputs().get(0), name),
              node.outputs(),
              node.attributes()));
      changed = true;
    }
    return changed
        ? new Graph(
            graph.name(), nodes, initializers, graph.inputs(), graph.outputs(), graph.opset())
        : graph;
  }

  private static boolean startsWith(NdArray target, int samples) {
    return target.type() == ElementType.INT64 && target.size() >= 2 && target.longs()[0] == samples;
  }
}

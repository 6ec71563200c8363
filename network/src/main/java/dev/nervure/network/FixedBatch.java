package dev.nervure.network;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frees the batch dimension of graphs that were exported for one sample: reshapes to a constant
 * {@code [1, ...]} take as many samples as come.
 */
final class FixedBatch {

  private FixedBatch() {}

  /** The freed graph, or the same one where there is nothing to free. */
  static Graph free(Graph graph) {
    Map<String, NdArray> constants = new LinkedHashMap<>(graph.initializers());
    for (Node node : graph.nodes()) {
      NdArray value = node.operator().equals("Constant") ? node.tensor("value") : null;
      if (value != null) {
        constants.put(node.outputs().get(0), value);
      }
    }
    Map<String, NdArray> initializers = new LinkedHashMap<>(graph.initializers());
    List<Node> nodes = new ArrayList<>();
    boolean changed = false;
    for (Node node : graph.nodes()) {
      NdArray target =
          node.operator().equals("Reshape") ? constants.get(node.inputs().get(1)) : null;
      if (target == null || !startsWithOne(target)) {
        nodes.add(node);
        continue;
      }
      long[] free = target.longs().clone();
      free[0] = -1;
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

  private static boolean startsWithOne(NdArray target) {
    if (target.type() != ElementType.INT64 || target.size() < 2) {
      return false;
    }
    long[] sizes = target.longs();
    return sizes[0] == 1 && Arrays.stream(sizes).noneMatch(size -> size < 0);
  }
}

package dev.nervure.network;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives the layers of a network from its graph and the shapes that its edges were seen to have
 * for one sample.
 */
final class LayerCatalog {

  private LayerCatalog() {}

  /**
   * The layers in the order of evaluation.
   *
   * @param graph as the file has it
   * @param found how samples go through it, and the shapes that its edges were seen to have
   * @param axes what the axes behind the samples are, for edges of which it is known
   */
  static List<Layer> layers(
      Graph graph, String input, SampleAxis found, Map<String, List<AxisRole>> axes) {
    Map<String, int[]> seen = found.shapes();
    Map<String, int[]> one = new LinkedHashMap<>();
    seen.forEach((edge, shape) -> one.put(edge, withSampleAxis(shape)));
    Map<String, Integer> depths = depths(graph, input, one.keySet());
    Map<String, List<AxisRole>> roles = AxisRoles.of(found.evaluator().graph(), seen, axes);
    Map<String, Integer> producers = graph.producers();
    int deepest = 1;
    for (int depth : depths.values()) {
      deepest = Math.max(deepest, depth);
    }
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, int[]> edge : one.entrySet()) {
      Integer depth = depths.get(edge.getKey());
      if (depth == null || !found.holdsSamples(edge.getKey())) {
        continue;
      }
      Integer producer = producers.get(edge.getKey());
      Node node = producer == null ? null : graph.nodes().get(producer);
      int[] shape = Arrays.copyOfRange(edge.getValue(), 1, edge.getValue().length);
      layers.add(
          new Layer(
              edge.getKey(),
              node == null ? "Input" : node.operator(),
              scope(edge.getKey(), node),
              depth,
              (double) depth / deepest,
              shape,
              last(roles.get(edge.getKey()), shape.length)));
    }
    return List.copyOf(layers);
  }

  /** Without the axis of samples, where there is one. */
  private static List<AxisRole> last(@Nullable List<AxisRole> roles, int count) {
    List<AxisRole> all = Objects.requireNonNull(roles);
    return all.subList(all.size() - count, all.size());
  }

  /** Where samples are run one by one, an edge need not have an axis for them. */
  private static int[] withSampleAxis(int[] shape) {
    if (shape.length > 0 && shape[0] == 1) {
      return shape;
    }
    int[] with = new int[shape.length + 1];
    with[0] = 1;
    System.arraycopy(shape, 0, with, 1, shape.length);
    return with;
  }

  /** Longest way from the input, in operations, over floating-point edges. */
  private static Map<String, Integer> depths(Graph graph, String input, Set<String> edges) {
    Map<String, Integer> depths = new HashMap<>();
    depths.put(input, 0);
    for (Node node : graph.nodes()) {
      int depth = -1;
      for (String edge : node.inputs()) {
        depth = Math.max(depth, depths.getOrDefault(edge, -1));
      }
      for (String output : node.outputs()) {
        // An edge that carries integers on the way (token ids) still has a depth.
        if (depth >= 0 && !output.isEmpty()) {
          depths.put(output, depth + 1);
        }
      }
    }
    depths.keySet().retainAll(new HashSet<>(edges));
    return depths;
  }

  private static String scope(String edge, @Nullable Node node) {
    String module = node == null ? "" : node.text(Node.MODULE, "");
    if (!module.isEmpty()) {
      return module;
    }
    String path = edge.contains("/") || node == null ? edge : node.name();
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(path.startsWith("/") ? 1 : 0, Math.max(end, 1));
  }
}

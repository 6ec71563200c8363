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
import java.util.Set;
import java.util.function.Predicate;

/**
 * Derives the layers of a network from its graph and the shapes that its edges were seen to have
 * for one sample.
 */
final class LayerCatalog {

  private static final Set<String> CHANNELS_FIRST =
      Set.of(
          "Conv",
          "ConvTranspose",
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "LRN");

  private static final Set<String> CHANNELS_LAST =
      Set.of("MatMul", "LayerNormalization", "RMSNormalization", "Gemm");

  private static final Set<String> REARRANGING =
      Set.of("Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze", "Einsum", "Gather");

  private LayerCatalog() {}

  /**
   * @param seen shapes for one sample, in the order of evaluation
   * @param holdsSamples which edges hold values for each sample
   */
  static List<Layer> layers(
      Graph graph, String input, Map<String, int[]> seen, Predicate<String> holdsSamples) {
    Map<String, int[]> one = new LinkedHashMap<>();
    seen.forEach((edge, shape) -> one.put(edge, withSampleAxis(shape)));
    Map<String, Integer> depths = depths(graph, input, one.keySet());
    Map<String, Boolean> last = channelsLast(graph, one);
    Map<String, Integer> producers = graph.producers();
    int deepest = 1;
    for (int depth : depths.values()) {
      deepest = Math.max(deepest, depth);
    }
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, int[]> edge : one.entrySet()) {
      Integer depth = depths.get(edge.getKey());
      if (depth == null || !holdsSamples.test(edge.getKey())) {
        continue;
      }
      Integer producer = producers.get(edge.getKey());
      Node node = producer == null ? null : graph.nodes().get(producer);
      int[] shape = Arrays.copyOfRange(edge.getValue(), 1, edge.getValue().length);
      layers.add(
          new Layer(
              edge.getKey(),
              node == null ? "Input" : node.operator(),
              scope(edge.getKey(), node == null ? "" : node.name()),
              depth,
              (double) depth / deepest,
              shape,
              last.getOrDefault(edge.getKey(), false)));
    }
    return List.copyOf(layers);
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

  /**
   * Where the features are, by the operations that read or write an edge and, between those, by
   * inheritance.
   */
  private static Map<String, Boolean> channelsLast(Graph graph, Map<String, int[]> shapes) {
    Map<String, Boolean> last = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (String output : node.outputs()) {
        int[] shape = shapes.get(output);
        if (shape == null) {
          continue;
        }
        boolean value;
        if (CHANNELS_FIRST.contains(node.operator())) {
          value = false;
        } else if (CHANNELS_LAST.contains(node.operator())) {
          value = shape.length == 3 || (shape.length > 3 && !isAttention(node, graph));
        } else if (REARRANGING.contains(node.operator())) {
          value = shape.length == 3;
        } else {
          value = false;
          for (String input : node.inputs()) {
            int[] from = shapes.get(input);
            if (from != null && from.length == shape.length) {
              value |= last.getOrDefault(input, false);
            }
          }
        }
        last.put(output, value);
      }
    }
    return last;
  }

  /**
   * A product of two computed tensors: its leading dimensions are heads, which are more like
   * channels.
   */
  private static boolean isAttention(Node node, Graph graph) {
    return node.operator().equals("MatMul")
        && !graph.initializers().containsKey(node.inputs().get(1));
  }

  private static String scope(String edge, String node) {
    String path = edge.contains("/") ? edge : node;
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(path.startsWith("/") ? 1 : 0, Math.max(end, 1));
  }
}

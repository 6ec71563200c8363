package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
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
import org.jspecify.annotations.Nullable;

/**
 * Puts the samples on the first axis of edges that have them elsewhere, so that these can be layers
 * too: inside a recurrent layer of a batch-first network time comes first, and some networks merge
 * samples and positions into one axis. Behind what writes such an edge it is rearranged, under the
 * edge's own name, and before what reads it arranged as it was; the network computes what it did.
 */
final class SamplesFirst {

  private SamplesFirst() {}

  /** Where an edge has its samples. */
  private record Place(int axis, int perSample, int[] shapeOfOne) {}

  /**
   * The edges of which the samples may be elsewhere than on an axis of their own in front: as many
   * samples make one axis as many times as long.
   *
   * @param one shapes for one sample
   * @param several shapes for so many
   * @param count how many, at least 2
   */
  static Set<String> candidates(Map<String, int[]> one, Map<String, int[]> several, int count) {
    Set<String> found = new HashSet<>();
    one.forEach(
        (edge, shape) -> {
          int[] longer = several.get(edge);
          if (longer != null && place(shape, longer, count) != null) {
            found.add(edge);
          }
        });
    return found;
  }

  private static @Nullable Place place(int[] one, int[] several, int count) {
    if (one.length != several.length) {
      return null;
    }
    int axis = -1;
    for (int i = 0; i < one.length; i++) {
      if (one[i] != several[i]) {
        if (axis >= 0 || several[i] != count * one[i]) {
          return null;
        }
        axis = i;
      }
    }
    boolean elsewhere = axis > 0 && one[axis] == 1;
    boolean merged = axis == 0 && one[0] > 1;
    return elsewhere || merged ? new Place(axis, one[axis], one) : null;
  }

  /**
   * The graph with some edges rearranged.
   *
   * @param edges among the {@link #candidates}
   * @param one shapes for one sample
   * @param several shapes for so many
   * @param count how many
   */
  static Graph rearranged(
      Graph graph,
      Set<String> edges,
      Map<String, int[]> one,
      Map<String, int[]> several,
      int count) {
    Map<String, NdArray> initializers = new LinkedHashMap<>(graph.initializers());
    Map<String, String> readAs = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<String> inputs =
          node.inputs().stream().map(edge -> readAs.getOrDefault(edge, edge)).toList();
      List<String> outputs =
          node.outputs().stream()
              .map(edge -> edges.contains(edge) ? computed(edge) : edge)
              .toList();
      nodes.add(
          new Node(
              node.operator(), node.name(), node.domain(), inputs, outputs, node.attributes()));
      for (String edge : node.outputs()) {
        int[] of = one.get(edge);
        int[] longer = several.get(edge);
        Place place =
            edges.contains(edge) && of != null && longer != null ? place(of, longer, count) : null;
        if (place != null) {
          rearrange(edge, place, nodes, initializers);
          readAs.put(edge, asRead(edge));
        }
      }
    }
    return new Graph(
        graph.name(), nodes, initializers, graph.inputs(), graph.outputs(), graph.opset());
  }

  private static String computed(String edge) {
    return edge + "/as_computed";
  }

  private static String asRead(String edge) {
    return edge + "/as_read";
  }

  private static void rearrange(
      String edge, Place place, List<Node> nodes, Map<String, NdArray> initializers) {
    int[] shape = place.shapeOfOne();
    if (place.perSample() > 1) {
      long[] apart = new long[shape.length + 1];
      apart[0] = -1;
      long[] merged = new long[shape.length];
      merged[0] = -1;
      for (int i = 0; i < shape.length; i++) {
        apart[i + 1] = shape[i];
        merged[i] = i == 0 ? -1 : shape[i];
      }
      nodes.add(reshape(computed(edge), edge, apart, initializers));
      nodes.add(reshape(edge, asRead(edge), merged, initializers));
      return;
    }
    long[] order = new long[shape.length];
    long[] back = new long[shape.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i == 0 ? place.axis() : i <= place.axis() ? i - 1 : i;
      back[(int) order[i]] = i;
    }
    nodes.add(transpose(computed(edge), edge, order));
    nodes.add(transpose(edge, asRead(edge), back));
  }

  private static Node transpose(String from, String to, long[] order) {
    return Node.of("Transpose", List.of(from), to).with("perm", new Attribute.IntsAttribute(order));
  }

  private static Node reshape(
      String from, String to, long[] shape, Map<String, NdArray> initializers) {
    String name = to + "/shape";
    initializers.put(name, NdArray.of(Arrays.copyOf(shape, shape.length), shape.length));
    return Node.of("Reshape", List.of(from, name), to);
  }
}

package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network of convolutions with all weights {@value #WEIGHT}, without biases, normalisations,
 * nonlinearities and constants added or multiplied: how much of each pixel its architecture alone
 * brings to a position. Its values are not negative where its input is not, so that rectifiers
 * change nothing.
 */
final class ConstantConvolutions {
  /** That of the code of Purvine et al. 2023; it decides how much shortcuts count. */
  static final float WEIGHT = 0.001f;

  /** They hand their first input on. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "BatchNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "LayerNormalization",
          "LRN",
          "Relu",
          "LeakyRelu",
          "PRelu",
          "ThresholdedRelu",
          "Elu",
          "Selu",
          "Celu",
          "Gelu",
          "Mish",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Tanh",
          "Softplus",
          "Softsign",
          "Clip",
          "Dropout",
          "Identity",
          "Cast");

  /** Linear, or taking maxima, without weights. */
  private static final Set<String> KEPT =
      Set.of(
          "AveragePool",
          "MaxPool",
          "GlobalAveragePool",
          "GlobalMaxPool",
          "ReduceMean",
          "Sum",
          "Concat",
          "Pad",
          "Slice",
          "Split",
          "Transpose",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Gather",
          "Resize",
          "Upsample",
          "SpaceToDepth",
          "DepthToSpace",
          "Shape",
          "Constant",
          "ConstantOfShape");

  private static final Set<String> GATES = Set.of("Sigmoid", "HardSigmoid", "Softmax");
  private static final Set<String> OF_TWO = Set.of("Add", "Sub", "Mul", "Div");

  private final Graph graph;
  private final Map<String, NdArray> constants;
  private final Map<String, Node> producers = new HashMap<>();
  private final Set<String> data = new HashSet<>();
  private final Map<String, NdArray> weights = new LinkedHashMap<>();

  private ConstantConvolutions(Graph graph) {
    this.graph = graph;
    this.constants = graph.constants();
    graph.inputs().forEach(input -> data.add(input.name()));
    for (Node node : graph.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
      if (node.inputs().stream().anyMatch(data::contains)) {
        data.addAll(node.outputs());
      }
    }
  }

  /**
   * The part of a graph that some of its edges depend on, with constant weights.
   *
   * @param edges the outputs of the new graph, by the names that they have
   * @throws IllegalArgumentException where one depends on an operator that is neither a convolution
   *     nor linear without weights; names it
   */
  static Graph of(Graph graph, List<String> edges) {
    return new ConstantConvolutions(graph).upTo(edges);
  }

  private Graph upTo(List<String> edges) {
    Set<String> wanted = new HashSet<>(edges);
    List<Node> nodes = new ArrayList<>();
    List<Node> all = graph.nodes();
    for (int i = all.size() - 1; i >= 0; i--) {
      Node node = all.get(i);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        Node made = made(node);
        nodes.add(made);
        wanted.addAll(made.inputs());
      }
    }
    Collections.reverse(nodes);
    Map<String, NdArray> initializers = new LinkedHashMap<>();
    graph
        .initializers()
        .forEach(
            (name, value) -> {
              if (wanted.contains(name)) {
                initializers.put(name, value);
              }
            });
    initializers.putAll(weights);
    return new Graph(
        graph.name(),
        nodes,
        initializers,
        graph.inputs(),
        edges.stream().map(edge -> new ValueInfo(edge, null, null)).toList(),
        graph.opset());
  }

  private Node made(Node node) {
    String operator =
        node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator();
    boolean readsData = node.inputs().stream().anyMatch(data::contains);
    if (!readsData || KEPT.contains(operator)) {
      return node;
    }
    if (operator.equals("Conv")) {
      return convolution(node);
    }
    if (LEFT_OUT.contains(operator)) {
      return handingOn(node, node.inputs().get(0));
    }
    if (OF_TWO.contains(operator)) {
      String carried = carried(node);
      if (carried != null) {
        return handingOn(node, carried);
      }
      if (operator.equals("Add")) {
        return node;
      }
    }
    throw new IllegalArgumentException(
        "which pixels feed a position is known of convolutions, pooling and sums, but %s node %s is none of them; choose layers before it, or another selection"
            .formatted(operator, node.label()));
  }

  /** Of an operand that carries the image and one that does not, the first; null of two that do. */
  private @Nullable String carried(Node node) {
    String first = node.inputs().get(0);
    String second = node.inputs().get(1);
    if (!data.contains(first) || !data.contains(second)) {
      return data.contains(first) ? first : second;
    }
    if (node.operator().equals("Mul") && isGate(first) != isGate(second)) {
      return isGate(first) ? second : first;
    }
    return null;
  }

  /** Whether an edge holds shares by which others are multiplied, such as of squeeze-excitation. */
  private boolean isGate(String edge) {
    Node node = producers.get(edge);
    return node != null && GATES.contains(node.operator());
  }

  private Node convolution(Node node) {
    String name = node.inputs().get(1);
    NdArray weight = constants.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          "the weights of Conv node %s are computed, so that they cannot be made constant"
              .formatted(node.label()));
    }
    float[] values = new float[Math.toIntExact(weight.size())];
    Arrays.fill(values, WEIGHT);
    String constant = name + "/constant";
    weights.put(constant, NdArray.of(values, weight.shape()));
    return new Node(
        node.operator(),
        node.name(),
        node.domain(),
        List.of(node.inputs().get(0), constant),
        node.outputs(),
        node.attributes());
  }

  private static Node handingOn(Node node, String input) {
    return Node.of("Identity", List.of(input), node.outputs().get(0));
  }
}

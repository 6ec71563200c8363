package dev.nervure.network.train;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which constants of a graph are weights, and of what kind, by the operators that read them and at
 * which input. Constants are initializers and Constant nodes; Identity and Transpose are seen
 * through, so that tied weights stay tied.
 */
final class WeightRoles {
  /** Operators with weights of their own; what comes before all of them prepares the input. */
  private static final Set<String> LAYERS =
      Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "Gather", "LSTM", "GRU", "RNN");

  private static final Set<String> NORMALIZATIONS =
      Set.of(
          "BatchNormalization",
          "LayerNormalization",
          "InstanceNormalization",
          "GroupNormalization");

  /** Their constants are bounds, sizes, exponents, indices: never weights. */
  private static final Set<String> TAKE_SETTINGS =
      Set.of(
          "Clip",
          "Pow",
          "Pad",
          "Resize",
          "Slice",
          "Reshape",
          "Dropout",
          "Greater",
          "Less",
          "Equal",
          "Max",
          "Min",
          "Range",
          "Tile",
          "Unsqueeze",
          "Squeeze",
          "Split",
          "ConstantOfShape");

  /** An added constant with a number this large or none at all masks, it does not learn. */
  private static final double MASK = 1e3;

  private final Graph graph;
  private final LayerGains gains;
  private final Map<String, NdArray> constants;
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, WeightRole> roles = new LinkedHashMap<>();
  private final Set<String> unclear = new LinkedHashSet<>();

  /** Edges that depend on a layer with weights. */
  private final Set<String> behindLayers = new HashSet<>();

  private WeightRoles(Graph graph) {
    this.graph = graph;
    this.gains = new LayerGains(graph);
    this.constants = new LinkedHashMap<>(graph.initializers());
    for (Node node : graph.nodes()) {
      NdArray value = isConstant(node) ? node.tensor("value") : null;
      if (value != null) {
        constants.put(node.outputs().get(0), value);
      }
      node.outputs().forEach(output -> producers.put(output, node));
    }
  }

  static WeightRoles of(Graph graph) {
    WeightRoles found = new WeightRoles(graph);
    graph.nodes().forEach(found::visit);
    found.unclear.removeAll(found.roles.keySet());
    return found;
  }

  /** Whether a node holds a tensor. */
  static boolean isConstant(Node node) {
    return node.operator().equals("Constant") && node.domain().isEmpty() && node.has("value");
  }

  /** What each weight is to become, by its name, in the order of the graph. */
  Map<String, WeightRole> roles() {
    return Collections.unmodifiableMap(roles);
  }

  /** Constants of which it cannot be told whether they are weights. */
  List<String> unclear() {
    return List.copyOf(unclear);
  }

  /** A constant by its name. */
  NdArray tensor(String name) {
    return Objects.requireNonNull(constants.get(name), name);
  }

  private void visit(Node node) {
    boolean behind = node.inputs().stream().anyMatch(behindLayers::contains);
    for (int position = 0; position < node.inputs().size(); position++) {
      Origin origin = origin(node.inputs().get(position));
      if (origin == null || tensor(origin.name()).type() == ElementType.INT64) {
        continue;
      }
      WeightRole role = role(node, position, origin, behind);
      if (role != null) {
        roles.putIfAbsent(origin.name(), role);
      } else if (mayLearn(node, origin, behind)) {
        unclear.add(origin.name());
      }
    }
    boolean seesThrough = originOf(node) != null;
    if (!seesThrough && (behind || (node.domain().isEmpty() && LAYERS.contains(node.operator())))) {
      behindLayers.addAll(node.outputs());
    }
  }

  /** Null where it is no weight for all that is known. */
  private @Nullable WeightRole role(Node node, int position, Origin origin, boolean behind) {
    if (!node.domain().isEmpty()) {
      return null;
    }
    int[] shape = origin.shape();
    String operator = node.operator();
    if (NORMALIZATIONS.contains(operator)) {
      // Scale, shift, running mean, running variance.
      return position == 1 || position == 4 ? WeightRole.ONE : WeightRole.ZERO;
    }
    return switch (operator) {
      case "Conv", "ConvTranspose", "Gemm", "MatMul" -> ofLayer(node, position, shape);
      // Weights of the input, of the state, biases; then the state that it begins with.
      case "LSTM", "GRU", "RNN" ->
          position == 1 || position == 2
              ? WeightRole.drawn(1, shape[shape.length - 1])
              : WeightRole.ZERO;
      case "Gather" -> position == 0 && shape.length > 1 ? WeightRole.EMBEDDING : null;
      case "PRelu" -> position == 1 ? WeightRole.SLOPE : null;
      case "Concat", "Expand" -> position == 0 && extents(shape) > 0 ? WeightRole.EMBEDDING : null;
      case "Add" -> added(origin, behind);
      case "Mul" -> behind && extents(shape) == 1 ? WeightRole.ONE : null;
      default -> null;
    };
  }

  private WeightRole ofLayer(Node node, int position, int[] shape) {
    boolean bias = position == 2;
    if (bias) {
      return WeightRole.ZERO;
    }
    return WeightRole.drawn(gains.of(node), fanIn(node, position, shape));
  }

  /** How many numbers meet in one output, on average over the outputs. */
  private static double fanIn(Node node, int position, int[] shape) {
    switch (node.operator()) {
      case "Conv" -> {
        return product(shape, 1);
      }
      case "ConvTranspose" -> {
        long[] strides = node.integers("strides");
        double values = shape[0] / (double) node.integer("group", 1) * product(shape, 2);
        for (int i = 0; strides != null && i < strides.length; i++) {
          values /= strides[i];
        }
        return values;
      }
      case "Gemm" -> {
        boolean transposed = node.integer(position == 0 ? "transA" : "transB", 0) == 1;
        return shape[(position == 1) == transposed ? 1 : 0];
      }
      default -> {
        return position == 1 && shape.length > 1
            ? shape[shape.length - 2]
            : shape[shape.length - 1];
      }
    }
  }

  /** A bias behind a layer, or a position of a sequence; numbers that mask are neither. */
  private @Nullable WeightRole added(Origin origin, boolean behind) {
    int extents = extents(origin.shape());
    if (!behind || extents == 0) {
      return null;
    }
    for (double value : tensor(origin.name()).doubles()) {
      if (!(Math.abs(value) < MASK)) {
        return null;
      }
    }
    return extents == 1 ? WeightRole.ZERO : WeightRole.EMBEDDING;
  }

  /** Whether a constant without a role may all the same be something learned. */
  private boolean mayLearn(Node node, Origin origin, boolean behind) {
    boolean passed = originOf(node) != null || isConstant(node);
    boolean setting = node.domain().isEmpty() && TAKE_SETTINGS.contains(node.operator());
    return behind && !passed && !setting && extents(origin.shape()) > 0;
  }

  /**
   * A constant as an operator reads it.
   *
   * @param name its name
   * @param shape with its axes in the order in which they are read
   */
  private record Origin(String name, int[] shape) {}

  /** The constant behind an edge; null where the edge is computed. */
  private @Nullable Origin origin(String edge) {
    NdArray constant = constants.get(edge);
    if (constant != null) {
      return new Origin(edge, constant.shape());
    }
    Node node = producers.get(edge);
    return node == null ? null : originOf(node);
  }

  /** The constant that a node hands on; null where it does more than that. */
  private @Nullable Origin originOf(Node node) {
    boolean handsOn =
        node.domain().isEmpty()
            && (node.operator().equals("Identity") || node.operator().equals("Transpose"));
    Origin before = handsOn ? origin(node.inputs().get(0)) : null;
    if (before == null || node.operator().equals("Identity")) {
      return before;
    }
    int[] shape = before.shape();
    long[] order = node.integers("perm");
    int[] turned = new int[shape.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = shape[order == null ? shape.length - 1 - i : Math.toIntExact(order[i])];
    }
    return new Origin(before.name(), turned);
  }

  /** Axes of more than one value. */
  private static int extents(int[] shape) {
    int count = 0;
    for (int axis : shape) {
      count += axis > 1 ? 1 : 0;
    }
    return count;
  }

  private static double product(int[] shape, int from) {
    double product = 1;
    for (int i = from; i < shape.length; i++) {
      product *= shape[i];
    }
    return product;
  }
}

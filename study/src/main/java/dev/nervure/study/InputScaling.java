package dev.nervure.study;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations with constants that a network begins with: subtractions, divisions, products, sums
 * and batch normalisation of its input, found behind operations that move values without changing
 * them. So a network normalises inside itself what others are given normalised. The one way from
 * the input is followed to where ways part: what is done on one of several is done to some values
 * only.
 */
final class InputScaling {
  /** These hand their first input on, perhaps in another order or shape. */
  private static final Set<String> MOVING =
      Set.of(
          "Cast",
          "CastLike",
          "Identity",
          "Transpose",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Dropout",
          "Gather",
          "Slice",
          "Split");

  /** Of these some values only may come out, or in another order. */
  private static final Set<String> CHOOSING = Set.of("Gather", "Slice", "Split");

  /** These look at the shape of an edge, not at its values. */
  private static final Set<String> MEASURING = Set.of("Shape", "Size");

  private static final Set<String> ARITHMETIC = Set.of("Sub", "Add", "Div", "Mul");

  private static final int MOST_SHOWN = 4;

  private final Graph graph;
  private final Map<String, Integer> producers;
  private final Map<String, List<Integer>> consumers;

  /**
   * One operation: values become scale x value + shift.
   *
   * @param text operator, name and constants, for people
   * @param scale one, or one a channel; empty where the constants have another form
   * @param shift as many
   * @param batchNormalization whether it is one, with statistics of training
   */
  record Step(String text, double[] scale, double[] shift, boolean batchNormalization) {
    private Step withoutConstants() {
      return new Step(text, new double[0], new double[0], batchNormalization);
    }
  }

  private InputScaling(Graph graph) {
    this.graph = graph;
    this.producers = graph.producers();
    this.consumers = graph.consumers();
  }

  /** The steps in the order of the graph; none for most networks. */
  static List<Step> of(Graph graph) {
    return new InputScaling(graph).steps();
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    boolean whole = true;
    String edge = graph.inputs().get(0).name();
    while (edge != null) {
      Node node = onlyReader(edge);
      if (node == null) {
        break;
      }
      Step step = step(node, edge);
      boolean moves = MOVING.contains(node.operator()) && node.inputs().get(0).equals(edge);
      if (step == null && !moves) {
        break;
      }
      if (step != null && !isTrivial(step)) {
        // Channels that were chosen are no longer those of the samples.
        steps.add(whole ? step : step.withoutConstants());
      }
      whole &= !CHOOSING.contains(node.operator());
      edge = onlyReadOutput(node);
    }
    return steps;
  }

  /** The one node that takes the values of an edge; null where ways part, or end. */
  private @Nullable Node onlyReader(String edge) {
    List<Node> readers =
        consumers.getOrDefault(edge, List.of()).stream()
            .distinct()
            .map(graph.nodes()::get)
            .filter(node -> !MEASURING.contains(node.operator()))
            .toList();
    return readers.size() == 1 ? readers.get(0) : null;
  }

  private @Nullable String onlyReadOutput(Node node) {
    List<String> read = node.outputs().stream().filter(consumers::containsKey).toList();
    return read.size() == 1 ? read.get(0) : null;
  }

  private static boolean isTrivial(Step step) {
    return step.scale().length > 0
        && Arrays.stream(step.scale()).allMatch(value -> value == 1)
        && Arrays.stream(step.shift()).allMatch(value -> value == 0);
  }

  /** The node as a step; null where it is none. */
  private @Nullable Step step(Node node, String edge) {
    if (node.operator().equals("BatchNormalization") && node.inputs().get(0).equals(edge)) {
      return batchNormalization(node);
    }
    if (!ARITHMETIC.contains(node.operator()) || node.inputs().size() != 2) {
      return null;
    }
    boolean first = node.inputs().get(0).equals(edge);
    String other = node.inputs().get(first ? 1 : 0);
    NdArray constant = other.equals(edge) ? null : constant(other);
    if (constant == null || constant.type() == ElementType.INT64 || constant.size() == 0) {
      return null;
    }
    double[] values = constant.doubles();
    String text =
        "%s '%s' %s"
            .formatted(
                node.operator(),
                node.label(),
                first ? shown(values) : shown(values) + " before the input");
    boolean perChannel =
        Arrays.stream(constant.shape()).filter(axis -> axis != 1).count() <= 1
            && (first || !node.operator().equals("Div"));
    return perChannel ? arithmetic(node.operator(), first, values, text) : unknown(text);
  }

  private static Step unknown(String text) {
    return new Step(text, new double[0], new double[0], false);
  }

  private static Step arithmetic(String operator, boolean first, double[] values, String text) {
    double[] scale = new double[values.length];
    double[] shift = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      scale[i] = 1;
      switch (operator) {
        case "Add" -> shift[i] = value;
        case "Sub" -> {
          scale[i] = first ? 1 : -1;
          shift[i] = first ? -value : value;
        }
        case "Mul" -> scale[i] = value;
        case "Div" -> scale[i] = 1 / value;
        default -> throw new IllegalArgumentException("no arithmetic: " + operator);
      }
    }
    return new Step(text, scale, shift, false);
  }

  private @Nullable Step batchNormalization(Node node) {
    NdArray mean = node.inputs().size() < 5 ? null : constant(node.inputs().get(3));
    NdArray variance = node.inputs().size() < 5 ? null : constant(node.inputs().get(4));
    if (mean == null || variance == null) {
      return null;
    }
    // Weights and bias come after the statistics, which tell what training data were like.
    double[] scale = variance.doubles();
    double[] shift = mean.doubles();
    double[] deviations = new double[scale.length];
    float epsilon = node.real("epsilon", 1e-5f);
    for (int i = 0; i < scale.length; i++) {
      deviations[i] = Math.sqrt(scale[i] + epsilon);
      scale[i] = 1 / deviations[i];
      shift[i] = -shift[i] * scale[i];
    }
    return new Step(
        "BatchNormalization '%s', mean %s, deviation %s"
            .formatted(node.label(), shown(mean.doubles()), shown(deviations)),
        scale,
        shift,
        true);
  }

  /** The value of an edge that no input reaches; null for others, and for computed constants. */
  private @Nullable NdArray constant(String edge) {
    String at = edge;
    for (int moves = 0; moves < 8; moves++) {
      NdArray initializer = graph.initializers().get(at);
      if (initializer != null) {
        return initializer;
      }
      Integer producer = producers.get(at);
      if (producer == null) {
        return null;
      }
      Node node = graph.nodes().get(producer);
      if (node.operator().equals("Constant")) {
        return ofConstant(node);
      }
      if (!MOVING.contains(node.operator()) || node.inputs().isEmpty()) {
        return null;
      }
      at = node.inputs().get(0);
    }
    return null;
  }

  private static @Nullable NdArray ofConstant(Node node) {
    NdArray tensor = node.tensor("value");
    if (tensor != null) {
      return tensor;
    }
    float[] values = node.reals("value_floats");
    if (values != null) {
      return NdArray.of(values, values.length);
    }
    return node.has("value_float")
        ? NdArray.of(new float[] {node.real("value_float", 0)}, 1)
        : null;
  }

  private static String shown(double[] values) {
    if (values.length > MOST_SHOWN) {
      return String.format(
          Locale.ROOT,
          "%d values from %.4g to %.4g",
          values.length,
          Arrays.stream(values).min().orElse(0),
          Arrays.stream(values).max().orElse(0));
    }
    List<String> texts =
        Arrays.stream(values).mapToObj(value -> String.format(Locale.ROOT, "%.4g", value)).toList();
    return values.length == 1 ? texts.get(0) : texts.toString();
  }
}

package dev.nervure.network.train;

import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By how much the weights of a layer are wider than 1 / sqrt(fan-in): the {@linkplain
 * Activation#gain gain} of the first nonlinearity behind it, past normalisations, sums, pooling and
 * changes of shape; 1 where another layer, a softmax or the output comes first.
 */
final class LayerGains {
  private static final Map<String, Double> NONLINEARITIES =
      Map.ofEntries(
          Map.entry("Relu", Activation.RELU.gain()),
          Map.entry("LeakyRelu", Activation.LEAKY_RELU.gain()),
          Map.entry("PRelu", Activation.RELU.gain()),
          Map.entry("Elu", Activation.ELU.gain()),
          Map.entry("Selu", Activation.ELU.gain()),
          Map.entry("Celu", Activation.ELU.gain()),
          Map.entry("Clip", Activation.RELU6.gain()),
          Map.entry("HardSwish", Activation.SWISH.gain()),
          Map.entry("Mish", Activation.SWISH.gain()),
          Map.entry("Softplus", Activation.RELU.gain()),
          Map.entry("Gelu", Activation.SWISH.gain()),
          Map.entry("Erf", Activation.SWISH.gain()),
          Map.entry("Tanh", Activation.TANH.gain()));

  private static final Set<String> PASSED =
      Set.of(
          "BatchNormalization",
          "LayerNormalization",
          "InstanceNormalization",
          "GroupNormalization",
          "Add",
          "Sum",
          "Mul",
          "Div",
          "Identity",
          "Dropout",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Pad",
          "Concat",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool");

  private final Graph graph;
  private final Map<String, List<Integer>> consumers;

  LayerGains(Graph graph) {
    this.graph = graph;
    this.consumers = graph.consumers();
  }

  /** Breadth first, at equal distance in the order of the graph. */
  double of(Node layer) {
    Deque<String> edges = new ArrayDeque<>(layer.outputs());
    Set<String> seen = new HashSet<>(layer.outputs());
    while (!edges.isEmpty()) {
      for (int index : consumers.getOrDefault(edges.remove(), List.of())) {
        Node node = graph.nodes().get(index);
        Double gain = NONLINEARITIES.get(node.operator());
        if (gain != null) {
          return gain;
        }
        if (node.operator().equals("Sigmoid")) {
          return isSwish(node) ? Activation.SWISH.gain() : Activation.SIGMOID.gain();
        }
        if (PASSED.contains(node.operator()) && seen.add(node.outputs().get(0))) {
          edges.add(node.outputs().get(0));
        }
      }
    }
    return 1;
  }

  /** Whether a sigmoid is a factor of its own argument. */
  private boolean isSwish(Node sigmoid) {
    return consumers.getOrDefault(sigmoid.outputs().get(0), List.of()).stream()
        .map(graph.nodes()::get)
        .anyMatch(
            node ->
                node.operator().equals("Mul") && node.inputs().contains(sigmoid.inputs().get(0)));
  }
}

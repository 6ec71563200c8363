package dev.nervure.network.train;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors of a graph training changes: weights and biases of convolutions, dense layers and
 * normalisations, slopes, embeddings, recurrent weights, and tensors of more than one value that
 * are added or, where one-dimensional, multiplied (how exporters write biases and scales). Running
 * statistics and other constants stay.
 *
 * @param names names of the tensors; those that weight decay applies to (two or more dimensions)
 *     come first
 * @param decayedValues number of values of those first tensors together
 * @param values number of all values
 */
record TrainableWeights(List<String> names, int decayedValues, int values) {

  private static final Map<String, Set<Integer>> POSITIONS =
      Map.ofEntries(
          Map.entry("Conv", Set.of(1, 2)),
          Map.entry("ConvTranspose", Set.of(1, 2)),
          Map.entry("Gemm", Set.of(0, 1, 2)),
          Map.entry("MatMul", Set.of(0, 1)),
          Map.entry("BatchNormalization", Set.of(1, 2)),
          Map.entry("LayerNormalization", Set.of(1, 2)),
          Map.entry("InstanceNormalization", Set.of(1, 2)),
          Map.entry("GroupNormalization", Set.of(1, 2)),
          Map.entry("PRelu", Set.of(1)),
          Map.entry("Gather", Set.of(0)),
          Map.entry("LSTM", Set.of(1, 2, 3)),
          Map.entry("GRU", Set.of(1, 2, 3)),
          Map.entry("RNN", Set.of(1, 2, 3)),
          Map.entry("Add", Set.of(0, 1)),
          Map.entry("Mul", Set.of(0, 1)));

  static TrainableWeights of(Graph graph) {
    Set<String> found = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      for (int position : POSITIONS.getOrDefault(node.operator(), Set.of())) {
        if (position >= node.inputs().size()) {
          continue;
        }
        String name = node.inputs().get(position);
        NdArray tensor = graph.initializers().get(name);
        if (tensor != null && isTrainable(node.operator(), tensor)) {
          found.add(name);
        }
      }
    }
    List<String> decayed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    long decayedValues = 0;
    long values = 0;
    // In the order of the initializers, so that the order does not depend on that of a set.
    for (Map.Entry<String, NdArray> entry : graph.initializers().entrySet()) {
      if (!found.contains(entry.getKey())) {
        continue;
      }
      values += entry.getValue().size();
      if (entry.getValue().rank() >= 2) {
        decayed.add(entry.getKey());
        decayedValues += entry.getValue().size();
      } else {
        others.add(entry.getKey());
      }
    }
    if (values == 0) {
      throw new IllegalArgumentException("graph " + graph.name() + " has no weights to train");
    }
    if (values > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "graph "
              + graph.name()
              + " has "
              + values
              + " weights but at most 2^31 - 9 can be trained");
    }
    decayed.addAll(others);
    return new TrainableWeights(List.copyOf(decayed), (int) decayedValues, (int) values);
  }

  private static boolean isTrainable(String operator, NdArray tensor) {
    if (tensor.type() == ElementType.INT64) {
      return false;
    }
    return switch (operator) {
      case "Add" -> tensor.size() > 1;
      case "Mul" -> tensor.size() > 1 && tensor.rank() == 1;
      default -> true;
    };
  }
}

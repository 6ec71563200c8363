package dev.nervure.network.graph;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as a directed acyclic graph of operations over named edges. The operator names and
 * their meaning are those of ONNX at the given opset. Checked on construction: nodes come after
 * what they read, each edge is written once, each edge read is written by something, each output
 * exists.
 *
 * @param name what the network is called
 * @param nodes operations in topological order
 * @param initializers constant tensors (weights among them) by edge name, in the order of the file
 * @param inputs edges that the caller feeds; initializers are not among them
 * @param outputs edges that are the network's result; no name twice
 * @param opset version of the ONNX operator set that defines the operators' meaning
 */
public record Graph(
    String name,
    List<Node> nodes,
    Map<String, NdArray> initializers,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs,
    long opset) {

  public Graph {
    nodes = List.copyOf(nodes);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    check(nodes, initializers, inputs, outputs);
  }

  /**
   * The same graph with some initializers replaced; each must exist and keep its shape. O(number of
   * initializers).
   */
  public Graph withInitializers(Map<String, NdArray> replacements) {
    Map<String, NdArray> changed = new LinkedHashMap<>(initializers);
    for (Map.Entry<String, NdArray> entry : replacements.entrySet()) {
      NdArray present = changed.get(entry.getKey());
      if (present == null) {
        throw new IllegalArgumentException(
            "there is no initializer " + entry.getKey() + " in graph " + name);
      }
      if (!Arrays.equals(present.shape(), entry.getValue().shape())) {
        throw new IllegalArgumentException(
            "initializer "
                + entry.getKey()
                + " must have shape "
                + Arrays.toString(present.shape())
                + " but was "
                + Arrays.toString(entry.getValue().shape()));
      }
      changed.put(entry.getKey(), entry.getValue());
    }
    return new Graph(name, nodes, changed, inputs, outputs, opset);
  }

  /** The tensors that depend on no input by edge: initializers and the values of Constant nodes. */
  public Map<String, NdArray> constants() {
    Map<String, NdArray> constants = new LinkedHashMap<>(initializers);
    for (Node node : nodes) {
      NdArray value = node.operator().equals("Constant") ? node.tensor("value") : null;
      if (value != null) {
        constants.put(node.outputs().get(0), value);
      }
    }
    return constants;
  }

  /** Index of the node that writes each edge. */
  public Map<String, Integer> producers() {
    Map<String, Integer> producers = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (!output.isEmpty()) {
          producers.put(output, i);
        }
      }
    }
    return producers;
  }

  /**
   * Indices, ascending, of the nodes that read each edge; an edge read twice by a node has it once.
   */
  public Map<String, List<Integer>> consumers() {
    Map<String, List<Integer>> consumers = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : new LinkedHashSet<>(nodes.get(i).inputs())) {
        if (!input.isEmpty()) {
          consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(i);
        }
      }
    }
    return consumers;
  }

  /**
   * Number of floating-point values in the initializers: weights, biases and running statistics.
   */
  public long parameterCount() {
    long count = 0;
    for (NdArray tensor : initializers.values()) {
      if (tensor.type() != ElementType.INT64) {
        count += tensor.size();
      }
    }
    return count;
  }

  private static void check(
      List<Node> nodes,
      Map<String, NdArray> initializers,
      List<ValueInfo> inputs,
      List<ValueInfo> outputs) {
    Set<String> known = new HashSet<>(initializers.keySet());
    for (ValueInfo input : inputs) {
      if (!known.add(input.name())) {
        throw new IllegalArgumentException("edge " + input.name() + " is defined twice (input)");
      }
    }
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        if (!input.isEmpty() && !known.contains(input)) {
          throw new IllegalArgumentException(
              node.operator()
                  + " node "
                  + node.label()
                  + " reads edge "
                  + input
                  + ", which nothing before it writes");
        }
      }
      for (String output : node.outputs()) {
        if (!output.isEmpty() && !known.add(output)) {
          throw new IllegalArgumentException(
              node.operator()
                  + " node "
                  + node.label()
                  + " writes edge "
                  + output
                  + ", which exists already");
        }
      }
    }
    Set<String> results = new HashSet<>();
    for (ValueInfo output : outputs) {
      if (!known.contains(output.name())) {
        throw new IllegalArgumentException("output " + output.name() + " is written by nothing");
      }
      if (!results.add(output.name())) {
        throw new IllegalArgumentException("output " + output.name() + " is listed twice");
      }
    }
  }
}

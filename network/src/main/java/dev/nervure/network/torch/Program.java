package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.torch.operators.ConstantValue;
import dev.nervure.network.torch.operators.Kernel;
import dev.nervure.network.torch.operators.Linearity;
import dev.nervure.network.torch.operators.NodeContext;
import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import dev.nervure.network.torch.operators.OperatorDefinition;
import dev.nervure.network.torch.operators.OperatorRegistry;
import dev.nervure.network.torch.operators.Pullback;
import dev.nervure.network.torch.operators.Pushforward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A graph made ready to run: edges are numbered slots, every node has its kernel with attributes
 * parsed, and it is known which slots are constant and which depend on shapes only. Immutable;
 * holds no tensors.
 */
final class Program {

  /** One node that runs. */
  record Step(
      Node node,
      Kernel kernel,
      @Nullable Pullback pullback,
      @Nullable Pushforward pushforward,
      boolean differentiable,
      Linearity linearity,
      int[] inputs,
      int[] outputs) {}

  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, NdArray> constants = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final int[] producers;
  private final boolean[] fromInput;
  private final boolean[] fromShapes;
  private final List<Integer> inputs = new ArrayList<>();

  /** Edges that a node reads or that the network gives. */
  private final Set<String> read = new HashSet<>();

  Program(Graph graph, ScalarType working, String where) {
    constants.putAll(graph.initializers());
    graph.nodes().forEach(node -> read.addAll(node.inputs()));
    graph.outputs().forEach(output -> read.add(output.name()));
    graph.initializers().keySet().forEach(this::slot);
    for (ValueInfo input : graph.inputs()) {
      inputs.add(slot(input.name()));
    }
    for (Node node : graph.nodes()) {
      if (isConstant(node)) {
        slot(node.outputs().get(0));
      } else {
        steps.add(compile(node, graph.opset(), working, where));
      }
    }
    producers = new int[names.size()];
    fromInput = new boolean[names.size()];
    fromShapes = new boolean[names.size()];
    classify();
  }

  int slotCount() {
    return names.size();
  }

  /** The slot of an edge. */
  int slotOf(String edge) {
    Integer slot = slots.get(edge);
    if (slot == null) {
      throw new IllegalArgumentException("the network has no edge " + edge);
    }
    return slot;
  }

  String nameOf(int slot) {
    return names.get(slot);
  }

  Map<String, NdArray> constants() {
    return constants;
  }

  List<Step> steps() {
    return steps;
  }

  List<Integer> inputs() {
    return inputs;
  }

  boolean isConstant(int slot) {
    return constants.containsKey(names.get(slot));
  }

  /** Index of the step that writes a slot, or -1. */
  int producer(int slot) {
    return producers[slot];
  }

  /** Whether the values depend on those of an input. */
  boolean dependsOnInput(int slot) {
    return fromInput[slot];
  }

  /** Whether the values are fixed by the shapes of the inputs alone. */
  boolean dependsOnShapesOnly(int slot) {
    return fromShapes[slot];
  }

  /** Constants, and copies of constants, are known before anything runs. */
  private boolean isConstant(Node node) {
    if (!node.domain().isEmpty()) {
      return false;
    }
    if (node.operator().equals("Constant")) {
      NdArray value = ConstantValue.of(node);
      if (value != null) {
        constants.put(node.outputs().get(0), value);
      }
      return value != null;
    }
    if (node.operator().equals("Identity") && constants.containsKey(node.inputs().get(0))) {
      constants.put(node.outputs().get(0), constants.get(node.inputs().get(0)));
      return true;
    }
    return false;
  }

  private Step compile(Node node, long opset, ScalarType working, String where) {
    OperatorDefinition definition = OperatorRegistry.find(node.domain(), node.operator());
    String label = node.operator() + " node " + node.label();
    if (definition == null) {
      throw new BadModelException(label + ": the operator is not supported", where, "");
    }
    try {
      NodeContext context = new NodeContext(node, opset, working, constants::get, read::contains);
      Function<NodeContext, Pullback> pullback = definition.pullback();
      Function<NodeContext, Pushforward> pushforward = definition.pushforward();
      Kernel kernel = definition.kernel().apply(context);
      if (kernel instanceof Kernel.Single) {
        for (int i = 1; i < node.outputs().size(); i++) {
          context.require(
              !context.wantsOutput(i), "the output " + node.outputs().get(i) + " is not supported");
        }
      }
      boolean rounds = kernel instanceof Kernel.Rounding;
      return new Step(
          node,
          kernel,
          pullback == null || rounds ? null : pullback.apply(context),
          pushforward == null || rounds ? null : pushforward.apply(context),
          definition.differentiable() && !rounds,
          rounds ? Linearity.NONE : definition.linearity(),
          slots(node.inputs()),
          slots(node.outputs()));
    } catch (UnsupportedNodeException e) {
      throw new BadModelException(
          label + ": " + e.getMessage(), where, "export the model without it", e);
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new BadModelException(
          label + " is not valid: " + e.getMessage(), where, "export it again", e);
    }
  }

  private int[] slots(List<String> edges) {
    int[] result = new int[edges.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = edges.get(i).isEmpty() ? -1 : slot(edges.get(i));
    }
    return result;
  }

  private int slot(String edge) {
    @Nullable Integer known = slots.get(edge);
    if (known != null) {
      return known;
    }
    slots.put(edge, names.size());
    names.add(edge);
    return names.size() - 1;
  }

  private void classify() {
    Arrays.fill(producers, -1);
    for (int input : inputs) {
      fromInput[input] = true;
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean shapeReader =
          step.node().operator().equals("Shape") || step.node().operator().equals("Size");
      boolean values = false;
      boolean shapes = shapeReader;
      for (int input : step.inputs()) {
        if (input >= 0) {
          values |= fromInput[input] && !shapeReader;
          shapes |= fromShapes[input];
        }
      }
      for (int output : step.outputs()) {
        if (output >= 0) {
          producers[output] = i;
          fromInput[output] = values;
          fromShapes[output] = shapes && !values;
        }
      }
    }
  }
}

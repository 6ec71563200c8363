package dev.nervure.network.torch.operators;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Node;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * What a definition may look at when it makes the kernel of a node: attributes, constant inputs,
 * the operator set's version and the working type.
 */
public final class NodeContext {

  private final Node node;
  private final long opset;
  private final ScalarType working;
  private final Function<String, @Nullable NdArray> constants;
  private final Predicate<String> read;

  /**
   * @param constants values of the edges that are known when the model is loaded, else null
   * @param read whether a node reads an edge or the network gives it
   */
  public NodeContext(
      Node node,
      long opset,
      ScalarType working,
      Function<String, @Nullable NdArray> constants,
      Predicate<String> read) {
    this.node = node;
    this.opset = opset;
    this.working = working;
    this.constants = constants;
    this.read = read;
  }

  public Node node() {
    return node;
  }

  public long opset() {
    return opset;
  }

  /** The floating-point type of the evaluation. */
  public ScalarType working() {
    return working;
  }

  public long integer(String attribute, long fallback) {
    return node.integer(attribute, fallback);
  }

  public boolean flag(String attribute) {
    return node.integer(attribute, 0) != 0;
  }

  public double real(String attribute, double fallback) {
    return node.has(attribute) ? node.real(attribute, 0) : fallback;
  }

  public String text(String attribute, String fallback) {
    return node.text(attribute, fallback);
  }

  public long @Nullable [] integers(String attribute) {
    return node.integers(attribute);
  }

  /** Number of outputs that the node names. */
  public int outputCount() {
    return node.outputs().size();
  }

  /** Whether an optional output is there and read. */
  public boolean wantsOutput(int index) {
    return index < node.outputs().size()
        && !node.outputs().get(index).isEmpty()
        && read.test(node.outputs().get(index));
  }

  public boolean hasInput(int index) {
    return index < node.inputs().size() && !node.inputs().get(index).isEmpty();
  }

  /** An input that is known when the model is loaded, or null. */
  public @Nullable NdArray constant(int index) {
    return hasInput(index) ? constants.apply(node.inputs().get(index)) : null;
  }

  /** The integers of a constant input, or null where the input is missing or computed. */
  public long @Nullable [] constantLongs(int index) {
    NdArray value = constant(index);
    return value == null || value.type() != ElementType.INT64 ? null : value.longs().clone();
  }

  /**
   * The number that a constant float input holds, or null where it is missing, computed or no
   * single number.
   */
  public @Nullable Double constantNumber(int index) {
    NdArray value = constant(index);
    if (value == null || value.size() != 1) {
      return null;
    }
    return switch (value.type()) {
      case FLOAT32 -> (double) value.floats()[0];
      case FLOAT64 -> value.doubles()[0];
      case INT64 -> (double) value.longs()[0];
    };
  }

  /** Refuses the node: something about it is valid ONNX but not supported here. */
  public void require(boolean supported, String why) {
    if (!supported) {
      throw new UnsupportedNodeException(why);
    }
  }

  /** Thrown while a kernel is made; the caller adds operator, node and file. */
  public static final class UnsupportedNodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedNodeException(String why) {
      super(why);
    }
  }
}

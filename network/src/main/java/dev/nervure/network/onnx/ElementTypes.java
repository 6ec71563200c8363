package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The element types of edges, as codes of ONNX. A graph keeps less of them, since all integers are
 * evaluated in 64 bits; where the width decides what an operator does (bits that are shifted out,
 * values that saturate) it is found here while the file is read. What is not known stays out.
 */
final class ElementTypes {

  private static final int UNKNOWN = 0;
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT32 = 6;
  private static final int INT64 = 7;
  private static final int BOOL = 9;

  /** Operators whose first output counts or numbers something. */
  private static final Set<String> COUNTS =
      Set.of("Shape", "Size", "NonZero", "ArgMax", "ArgMin", "NonMaxSuppression");

  private static final Set<String> TRUTHS =
      Set.of(
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "Less",
          "LessOrEqual",
          "Not",
          "And",
          "Or",
          "Xor",
          "IsNaN",
          "IsInf");

  /** Operators that say the type of their output in an attribute. */
  private static final Map<String, String> NAMED =
      Map.of(
          "Cast", "to",
          "BitCast", "to",
          "EyeLike", "dtype",
          "RandomNormalLike", "dtype",
          "RandomUniformLike", "dtype",
          "Bernoulli", "dtype");

  /** Operators that say it too, and which it is where they do not. */
  private static final Set<String> WINDOWS =
      Set.of("HannWindow", "HammingWindow", "BlackmanWindow", "MelWeightMatrix");

  /** The input from which the output has its type, where that is not the first one. */
  private static final Map<String, Integer> LIKE =
      Map.of(
          "CastLike", 1,
          "Where", 1,
          "OneHot", 2,
          "DequantizeLinear", 1,
          "QLinearConv", 7,
          "QLinearMatMul", 7,
          "QuantizeLinear", 2);

  private final Map<String, Integer> codes = new HashMap<>();

  ElementTypes(GraphProto graph) {
    for (TensorProto tensor : graph.getInitializerList()) {
      codes.put(tensor.getName(), tensor.getDataType());
    }
    for (List<ValueInfoProto> edges :
        List.of(graph.getInputList(), graph.getValueInfoList(), graph.getOutputList())) {
      for (ValueInfoProto edge : edges) {
        int code = edge.getType().getTensorType().getElemType();
        if (edge.getType().hasTensorType() && code != UNKNOWN) {
          codes.putIfAbsent(edge.getName(), code);
        }
      }
    }
  }

  /** Takes in a node; nodes come in an order in which each follows what it reads. */
  void add(NodeProto node) {
    List<String> outputs = node.getOutputList();
    for (int i = 0; i < outputs.size(); i++) {
      int code = output(node, i);
      if (code != UNKNOWN) {
        codes.putIfAbsent(outputs.get(i), code);
      }
    }
  }

  /** The type of an edge, or null. */
  @Nullable Integer of(String edge) {
    return codes.get(edge);
  }

  private int input(NodeProto node, int index) {
    return index < node.getInputCount()
        ? codes.getOrDefault(node.getInput(index), UNKNOWN)
        : UNKNOWN;
  }

  private int output(NodeProto node, int index) {
    String operator = node.getOpType();
    if (index > 0) {
      return switch (operator) {
        case "TopK", "MaxPool", "Unique" -> INT64;
        case "Dropout" -> BOOL;
        case "DynamicQuantizeLinear" -> index == 1 ? FLOAT : UINT8;
        case "Split", "LSTM", "GRU", "RNN" -> input(node, 0);
        default -> UNKNOWN;
      };
    }
    if (COUNTS.contains(operator)) {
      return INT64;
    }
    if (TRUTHS.contains(operator)) {
      return BOOL;
    }
    String attribute = NAMED.get(operator);
    if (attribute != null) {
      int named = integer(node, attribute);
      return named != UNKNOWN ? named : input(node, 0);
    }
    if (WINDOWS.contains(operator)) {
      int named = integer(node, "output_datatype");
      return named != UNKNOWN ? named : FLOAT;
    }
    int like = input(node, LIKE.getOrDefault(operator, 0));
    return switch (operator) {
      case "Constant", "ConstantOfShape" -> constant(node);
      case "DynamicQuantizeLinear" -> UINT8;
      case "ConvInteger", "MatMulInteger" -> INT32;
      case "QuantizeLinear" -> {
        int named = integer(node, "output_dtype");
        boolean hasZero = node.getInputCount() > 2 && !node.getInput(2).isEmpty();
        yield hasZero ? like : named != UNKNOWN ? named : UINT8;
      }
      case "DequantizeLinear" -> {
        int named = integer(node, "output_dtype");
        yield named != UNKNOWN ? named : like;
      }
      default -> like;
    };
  }

  private static int integer(NodeProto node, String name) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals(name)) {
        return (int) attribute.getI();
      }
    }
    return UNKNOWN;
  }

  private static int constant(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      switch (attribute.getName()) {
        case "value" -> {
          return attribute.getT().getDataType();
        }
        case "value_float", "value_floats" -> {
          return FLOAT;
        }
        case "value_int", "value_ints" -> {
          return INT64;
        }
        default -> {
          // Names and strings say nothing about numbers.
        }
      }
    }
    return node.getOpType().equals("ConstantOfShape") ? FLOAT : UNKNOWN;
  }
}

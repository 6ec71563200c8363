package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns one parsed file into a {@link Graph}. One use. */
final class GraphReader {

  /** Operators for which the width of integers or the kind of narrow floats matters. */
  private static final Set<String> TYPED =
      Set.of(
          "BitCast",
          "BitShift",
          "BitwiseNot",
          "CastLike",
          "DequantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "QuantizeLinear",
          "ReduceMax",
          "ReduceMin");

  private final Path file;
  private final ModelProto model;
  private final long opset;
  private final TensorReader tensors;

  GraphReader(Path file, ModelProto model, long opset) {
    this.file = file;
    this.model = model;
    this.opset = opset;
    this.tensors = new TensorReader(file, new ExternalData(file));
  }

  Graph read() {
    GraphProto proto = model.getGraph();
    if (proto.getSparseInitializerCount() > 0) {
      throw refuse(
          "sparse tensors are not supported (" + proto.getSparseInitializerCount() + " of them)",
          "store the weights densely");
    }
    Map<String, NdArray> initializers = new LinkedHashMap<>();
    for (TensorProto tensor : proto.getInitializerList()) {
      if (initializers.put(tensor.getName(), tensors.read(tensor, "")) != null) {
        throw refuse("tensor " + tensor.getName() + " is defined twice", OnnxReader.CHECK_ADVICE);
      }
    }
    List<ValueInfo> inputs = new ArrayList<>();
    Set<String> known = new HashSet<>(initializers.keySet());
    for (ValueInfoProto value : proto.getInputList()) {
      if (known.add(value.getName())) {
        inputs.add(valueInfo(value));
      }
    }
    if (inputs.isEmpty()) {
      throw refuse("the graph has no input", OnnxReader.CHECK_ADVICE);
    }
    List<Node> nodes = new ArrayList<>();
    Map<String, NodeProto> protos = new HashMap<>();
    for (NodeProto node :
        FunctionInliner.inline(file, model.getFunctionsList(), proto.getNodeList(), opset)) {
      nodes.add(node(node));
      node.getOutputList().forEach(output -> protos.put(output, node));
    }
    List<ValueInfo> outputs = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    for (ValueInfoProto value : proto.getOutputList()) {
      // Some exporters list an output twice; it is one edge all the same.
      if (listed.add(value.getName())) {
        outputs.add(valueInfo(value));
      }
    }
    if (outputs.isEmpty()) {
      throw refuse("the graph has no output", OnnxReader.CHECK_ADVICE);
    }
    String name = proto.getName().isEmpty() ? file.getFileName().toString() : proto.getName();
    List<Node> sorted = typed(NodeOrder.sort(file, nodes, known), protos, new ElementTypes(proto));
    return new Graph(name, sorted, initializers, inputs, outputs, opset);
  }

  /** The nodes with their element types noted where what they do depends on them. */
  private static List<Node> typed(
      List<Node> nodes, Map<String, NodeProto> protos, ElementTypes types) {
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      NodeProto proto = node.outputs().stream().map(protos::get).findFirst().orElse(null);
      if (proto != null) {
        types.add(proto);
      }
      Node known = node;
      if (TYPED.contains(node.operator()) && node.domain().isEmpty()) {
        known = noted(known, Node.ELEMENT_TYPE, types.of(node.outputs().get(0)));
        known = noted(known, Node.INPUT_TYPE, types.of(node.inputs().get(0)));
      }
      result.add(known);
    }
    return result;
  }

  private static Node noted(Node node, String attribute, @Nullable Integer code) {
    return code == null ? node : node.with(attribute, new Attribute.IntAttribute(code));
  }

  private Node node(NodeProto proto) {
    String where = proto.getOpType() + " node " + label(proto);
    if (proto.getOpType().isEmpty()) {
      throw refuse("node " + label(proto) + " has no operator", OnnxReader.CHECK_ADVICE);
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (AttributeProto attribute : proto.getAttributeList()) {
      Attribute value = attribute(attribute, where);
      if (value != null) {
        attributes.put(attribute.getName(), value);
      }
    }
    String module = ModuleNames.of(proto);
    if (!module.isEmpty()) {
      attributes.put(Node.MODULE, new Attribute.StringAttribute(module));
    }
    String domain = proto.getDomain().equals("ai.onnx") ? "" : proto.getDomain();
    return new Node(
        proto.getOpType(),
        proto.getName(),
        domain,
        proto.getInputList(),
        proto.getOutputList(),
        attributes);
  }

  private @Nullable Attribute attribute(AttributeProto proto, String where) {
    return switch (proto.getType()) {
      case INT -> new Attribute.IntAttribute(proto.getI());
      case FLOAT -> new Attribute.FloatAttribute(proto.getF());
      case STRING -> new Attribute.StringAttribute(proto.getS().toStringUtf8());
      case TENSOR ->
          new Attribute.TensorAttribute(tensors.read(proto.getT(), where + " attribute "));
      case INTS ->
          new Attribute.IntsAttribute(
              proto.getIntsList().stream().mapToLong(Long::longValue).toArray());
      case FLOATS -> {
        float[] values = new float[proto.getFloatsCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = proto.getFloats(i);
        }
        yield new Attribute.FloatsAttribute(values);
      }
      case STRINGS -> {
        List<String> values = new ArrayList<>();
        for (ByteString value : proto.getStringsList()) {
          values.add(value.toStringUtf8());
        }
        yield new Attribute.StringsAttribute(values);
      }
      case UNDEFINED -> undefined(proto, where);
      case GRAPH, GRAPHS ->
          throw refuse(
              "control flow is not supported: " + where + " contains a graph of its own",
              "export a model without If, Loop or Scan, for example by tracing it");
      default ->
          throw refuse(
              where
                  + ": attribute "
                  + proto.getName()
                  + " is of kind "
                  + proto.getType()
                  + ", which is not supported",
              "export with dense tensors only");
    };
  }

  /** Files of the first format versions leave the kind out; then the field that is set tells. */
  private @Nullable Attribute undefined(AttributeProto proto, String where) {
    AttributeProto.AttributeType kind;
    if (proto.getIntsCount() > 0) {
      kind = AttributeProto.AttributeType.INTS;
    } else if (proto.getFloatsCount() > 0) {
      kind = AttributeProto.AttributeType.FLOATS;
    } else if (proto.getStringsCount() > 0) {
      kind = AttributeProto.AttributeType.STRINGS;
    } else if (proto.hasT()) {
      kind = AttributeProto.AttributeType.TENSOR;
    } else if (proto.hasG() || proto.getGraphsCount() > 0) {
      kind = AttributeProto.AttributeType.GRAPH;
    } else if (proto.hasI()) {
      kind = AttributeProto.AttributeType.INT;
    } else if (proto.hasF()) {
      kind = AttributeProto.AttributeType.FLOAT;
    } else if (proto.hasS()) {
      kind = AttributeProto.AttributeType.STRING;
    } else {
      return null;
    }
    return attribute(proto.toBuilder().setType(kind).build(), where);
  }

  private ValueInfo valueInfo(ValueInfoProto proto) {
    TypeProto type = proto.getType();
    if (!type.hasTensorType()) {
      if (type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
        return new ValueInfo(proto.getName(), null, null);
      }
      throw refuse(
          "edge " + proto.getName() + " is a " + type.getValueCase() + ", not a tensor",
          "export a model of tensors only");
    }
    int code = type.getTensorType().getElemType();
    ElementType element = code == 0 ? null : tensors.elementType(code, "edge " + proto.getName());
    if (!type.getTensorType().hasShape()) {
      return new ValueInfo(proto.getName(), element, null);
    }
    TensorShapeProto shape = type.getTensorType().getShape();
    int[] sizes = new int[shape.getDimCount()];
    for (int i = 0; i < sizes.length; i++) {
      TensorShapeProto.Dimension dimension = shape.getDim(i);
      long size = dimension.hasDimValue() ? dimension.getDimValue() : -1;
      if (size > Integer.MAX_VALUE) {
        throw refuse("edge " + proto.getName() + " has dimension " + size, OnnxReader.CHECK_ADVICE);
      }
      // Zero and negative sizes are what some exporters write for a free dimension.
      sizes[i] = size <= 0 ? -1 : (int) size;
    }
    return new ValueInfo(proto.getName(), element, sizes);
  }

  private BadModelException refuse(String what, String whatToTry) {
    return new BadModelException(what, file.toString(), whatToTry);
  }

  private static String label(NodeProto proto) {
    if (!proto.getName().isEmpty()) {
      return proto.getName();
    }
    return proto.getOutputCount() > 0 ? proto.getOutput(0) : "(unnamed)";
  }
}

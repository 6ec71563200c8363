package dev.nervure.network.torch.operators;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.torch.Evaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file with one node, written, read and run in float64. */
final class OneNode {

  private final String operator;
  private final long opset;
  private final NodeProto.Builder node = NodeProto.newBuilder();
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("one node");
  private final Map<String, NdArray> inputs = new LinkedHashMap<>();
  private int outputs = 1;

  private OneNode(String operator, long opset) {
    this.operator = operator;
    this.opset = opset;
    node.setOpType(operator).setName("the_node");
  }

  static OneNode of(String operator, long opset) {
    return new OneNode(operator, opset);
  }

  /** A computed input. */
  OneNode input(NdArray value) {
    String name = "x" + inputs.size();
    inputs.put(name, value);
    node.addInput(name);
    int code = value.type() == ElementType.INT64 ? 7 : 11;
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(TypeProto.Tensor.newBuilder().setElemType(code))));
    return this;
  }

  OneNode input(double[] values, int... shape) {
    return input(NdArray.of(values, shape));
  }

  /** An input that is an initializer. */
  OneNode constant(NdArray value) {
    String name = "c" + node.getInputCount();
    node.addInput(name);
    graph.addInitializer(tensor(value).setName(name));
    return this;
  }

  OneNode constant(double[] values, int... shape) {
    return constant(NdArray.of(values, shape));
  }

  OneNode constant(long... values) {
    return constant(NdArray.of(values, values.length));
  }

  OneNode scalar(double value) {
    return constant(NdArray.of(new double[] {value}));
  }

  /** An input that is left out. */
  OneNode missing() {
    node.addInput("");
    return this;
  }

  OneNode outputs(int count) {
    outputs = count;
    return this;
  }

  OneNode set(String name, long value) {
    return attribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.INT)
            .setI(value));
  }

  OneNode set(String name, double value) {
    return attribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.FLOAT)
            .setF((float) value));
  }

  OneNode set(String name, String value) {
    return attribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.STRING)
            .setS(ByteString.copyFromUtf8(value)));
  }

  OneNode list(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute(attribute);
  }

  OneNode floats(String name, float... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute(attribute);
  }

  OneNode tensor(String name, NdArray value) {
    return attribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(tensor(value)));
  }

  private OneNode attribute(AttributeProto.Builder attribute) {
    node.addAttribute(attribute);
    return this;
  }

  private static TensorProto.Builder tensor(NdArray value) {
    TensorProto.Builder tensor = TensorProto.newBuilder();
    for (int size : value.shape()) {
      tensor.addDims(size);
    }
    if (value.type() == ElementType.INT64) {
      tensor.setDataType(7);
      for (long number : value.longs()) {
        tensor.addInt64Data(number);
      }
    } else {
      tensor.setDataType(11);
      for (double number : value.doubles()) {
        tensor.addDoubleData(number);
      }
    }
    return tensor;
  }

  /** The graph as it is read back from a file. */
  Graph graph() {
    if (inputs.isEmpty()) {
      graph.addInput(ValueInfoProto.newBuilder().setName("unused"));
      inputs.put("unused", NdArray.of(new double[1], 1));
    }
    for (int i = 0; i < outputs; i++) {
      node.addOutput("y" + i);
      graph.addOutput(ValueInfoProto.newBuilder().setName("y" + i));
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(graph.addNode(node))
            .build();
    try {
      Path file = Files.createTempFile("one-node-" + operator, ".onnx");
      try {
        Files.write(file, model.toByteArray());
        return OnnxReader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first output. */
  NdArray run() {
    return runAll().get(0);
  }

  List<NdArray> runAll() {
    try (Evaluator evaluator = new Evaluator(graph(), Precision.FLOAT64, operator)) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < outputs; i++) {
        names.add("y" + i);
      }
      return evaluator.evaluate(
          evaluator.plan(inputs.keySet(), names), List.copyOf(inputs.values()));
    }
  }
}

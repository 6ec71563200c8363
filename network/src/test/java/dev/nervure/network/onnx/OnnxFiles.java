package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small ONNX files for tests. */
public final class OnnxFiles {

  private OnnxFiles() {}

  public static Path write(Path folder, MessageLite model) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    return file;
  }

  public static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph);
  }

  public static GraphProto.Builder graph(NodeProto.Builder... nodes) {
    GraphProto.Builder graph =
        GraphProto.newBuilder().setName("test").addInput(edge("x", -1, 2)).addOutput(edge("y"));
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    return graph;
  }

  public static NodeProto.Builder node(String operator, String inputs, String outputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName("the_" + operator);
    for (String input : inputs.split(" ")) {
      node.addInput(input);
    }
    for (String output : outputs.split(" ")) {
      node.addOutput(output);
    }
    return node;
  }

  public static AttributeProto.Builder ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute;
  }

  public static ValueInfoProto.Builder edge(String name, long... shape) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(1);
    if (shape.length > 0) {
      TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
      for (long size : shape) {
        TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
        sizes.addDim(size < 0 ? dimension.setDimParam("N") : dimension.setDimValue(size));
      }
      tensor.setShape(sizes);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor));
  }

  /** A float32 tensor with the values 0.1, 0.2, ... as raw bytes. */
  public static TensorProto.Builder tensor(String name, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    int size = 1;
    for (long dimension : shape) {
      tensor.addDims(dimension);
      size *= (int) dimension;
    }
    return tensor.setRawData(ByteString.copyFrom(bytes(size)));
  }

  public static byte[] bytes(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(0.1f * (i + 1));
    }
    return bytes.array();
  }

  /** A float32 tensor that lies in another file. */
  public static TensorProto.Builder external(
      String name, String location, long offset, long length, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", String.valueOf(offset)))
            .addExternalData(entry("length", String.valueOf(length)));
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** A small convolutional network: 1 x 6 x 6 to 3 logits. */
  public static ModelProto convolutional() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("small")
            .addInput(edge("x", -1, 1, 6, 6))
            .addOutput(edge("y", -1, 3))
            .addInitializer(tensor("w", 4, 1, 3, 3))
            .addInitializer(tensor("b", 4))
            .addInitializer(tensor("v", 3, 16))
            .addNode(node("Conv", "x w b", "c").addAttribute(ints("pads", 1, 1, 0, 0)))
            .addNode(node("Relu", "c", "r"))
            .addNode(
                node("MaxPool", "r", "p")
                    .addAttribute(ints("kernel_shape", 2, 2))
                    .addAttribute(ints("strides", 2, 2)))
            .addNode(node("Flatten", "p", "f"))
            .addNode(
                node("Gemm", "f v", "y")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("transB")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1)));
    return model(graph).build();
  }
}

package dev.nervure.network.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Attribute.FloatAttribute;
import dev.nervure.network.graph.Attribute.FloatsAttribute;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Attribute.StringAttribute;
import dev.nervure.network.graph.Attribute.StringsAttribute;
import dev.nervure.network.graph.Attribute.TensorAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a {@link Graph} as an ONNX file that other frameworks read. Tensors are little-endian raw
 * data inside the file; a free dimension of an input or output is called {@code batch} in first
 * place and {@code dN} elsewhere. Integers and booleans of a file that was read are 64-bit integers
 * in the graph and are written so, except constants in places where the standard wants a boolean.
 */
public final class OnnxWriter {
  /** Attributes that only we know. */
  private static final Set<String> NOTED = Set.of(Node.ELEMENT_TYPE, Node.INPUT_TYPE, Node.MODULE);

  private static final String PRODUCER = "nervure";

  /** Protocol buffers end at 2 GiB; the margin is for everything but the tensors. */
  private static final long LARGEST_FILE = Integer.MAX_VALUE - (16L << 20);

  /** The inputs, by operator, that hold booleans. */
  private static final Map<String, Set<Integer>> BOOLEAN_INPUTS =
      Map.of(
          "Where", Set.of(0),
          "Not", Set.of(0),
          "And", Set.of(0, 1),
          "Or", Set.of(0, 1),
          "Xor", Set.of(0, 1),
          "Compress", Set.of(1),
          "Dropout", Set.of(2));

  private OnnxWriter() {}

  /**
   * Writes the file whole or not at all: to a temporary file beside it first, which then takes its
   * place. Missing folders are made. O(size).
   *
   * @throws IllegalArgumentException if the weights need more than 2 GiB, the limit of the format
   * @throws IOException if the file cannot be written; what was there before stays
   */
  public static void write(Graph graph, Path file) throws IOException {
    ModelProto model = model(graph);
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("not a file name: " + file);
    }
    Files.createDirectories(folder);
    // Not createTempFile, whose files nobody but the owner may read.
    String unique = ProcessHandle.current().pid() + "-" + System.nanoTime();
    Path temporary = folder.resolve("." + target.getFileName() + "." + unique + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        model.writeTo(out);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static ModelProto model(Graph graph) {
    long bytes = 0;
    for (NdArray tensor : graph.initializers().values()) {
      bytes += tensor.size() * (tensor.type() == ElementType.FLOAT32 ? 4 : 8);
    }
    if (bytes > LARGEST_FILE) {
      throw new IllegalArgumentException(
          "graph "
              + graph.name()
              + " has "
              + bytes
              + " bytes of tensors but an ONNX file holds at most "
              + LARGEST_FILE);
    }
    Set<String> booleans = booleanEdges(graph);
    GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
    graph
        .initializers()
        .forEach((name, value) -> proto.addInitializer(tensor(name, value, booleans)));
    for (ValueInfo input : graph.inputs()) {
      proto.addInput(valueInfo(input));
    }
    for (ValueInfo output : graph.outputs()) {
      proto.addOutput(valueInfo(output));
    }
    Map<String, Long> domains = new TreeMap<>();
    domains.put("", graph.opset());
    for (Node node : graph.nodes()) {
      domains.putIfAbsent(node.domain(), 1L);
      proto.addNode(node(node, booleans));
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(formatVersion(graph.opset()))
            .setProducerName(PRODUCER)
            .setGraph(proto);
    domains.forEach(
        (domain, version) ->
            model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    return model.build();
  }

  /** The oldest format version, but at least 8, that may carry the operator set. */
  private static long formatVersion(long opset) {
    if (opset <= 18) {
      return 8;
    }
    return opset <= 20 ? 9 : 10;
  }

  private static Set<String> booleanEdges(Graph graph) {
    Set<String> edges = new HashSet<>();
    for (Node node : graph.nodes()) {
      for (int position : BOOLEAN_INPUTS.getOrDefault(node.operator(), Set.of())) {
        if (position < node.inputs().size()) {
          edges.add(node.inputs().get(position));
        }
      }
    }
    return edges;
  }

  private static NodeProto node(Node node, Set<String> booleans) {
    NodeProto.Builder proto =
        NodeProto.newBuilder()
            .setOpType(node.operator())
            .setName(node.name())
            .addAllInput(node.inputs())
            .addAllOutput(node.outputs());
    if (!node.domain().isEmpty()) {
      proto.setDomain(node.domain());
    }
    boolean feedsBoolean = !node.outputs().isEmpty() && booleans.contains(node.outputs().get(0));
    node.attributes()
        .forEach(
            (name, value) -> {
              if (!NOTED.contains(name)) {
                proto.addAttribute(attribute(name, value, feedsBoolean));
              }
            });
    return proto.build();
  }

  private static AttributeProto attribute(String name, Attribute value, boolean feedsBoolean) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
    if (value instanceof IntAttribute integer) {
      proto.setType(AttributeProto.AttributeType.INT).setI(integer.value());
    } else if (value instanceof FloatAttribute real) {
      proto.setType(AttributeProto.AttributeType.FLOAT).setF(real.value());
    } else if (value instanceof StringAttribute text) {
      proto
          .setType(AttributeProto.AttributeType.STRING)
          .setS(ByteString.copyFromUtf8(text.value()));
    } else if (value instanceof TensorAttribute tensor) {
      Set<String> booleans = feedsBoolean ? Set.of(name) : Set.of();
      proto
          .setType(AttributeProto.AttributeType.TENSOR)
          .setT(tensor(name, tensor.value(), booleans));
    } else if (value instanceof IntsAttribute integers) {
      proto.setType(AttributeProto.AttributeType.INTS);
      for (long element : integers.values()) {
        proto.addInts(element);
      }
    } else if (value instanceof FloatsAttribute reals) {
      proto.setType(AttributeProto.AttributeType.FLOATS);
      for (float element : reals.values()) {
        proto.addFloats(element);
      }
    } else if (value instanceof StringsAttribute texts) {
      proto.setType(AttributeProto.AttributeType.STRINGS);
      List<ByteString> elements = texts.values().stream().map(ByteString::copyFromUtf8).toList();
      proto.addAllStrings(elements);
    }
    return proto.build();
  }

  private static TensorProto tensor(String name, NdArray value, Set<String> booleans) {
    TensorProto.Builder proto = TensorProto.newBuilder().setName(name);
    for (int size : value.shape()) {
      proto.addDims(size);
    }
    int count = Math.toIntExact(value.size());
    switch (value.type()) {
      case FLOAT32 -> {
        ByteBuffer bytes = buffer(count, Float.BYTES);
        bytes.asFloatBuffer().put(value.floats());
        proto.setDataType(TensorProto.DataType.FLOAT.getNumber());
        proto.setRawData(ByteString.copyFrom(bytes));
      }
      case FLOAT64 -> {
        ByteBuffer bytes = buffer(count, Double.BYTES);
        bytes.asDoubleBuffer().put(value.doubles());
        proto.setDataType(TensorProto.DataType.DOUBLE.getNumber());
        proto.setRawData(ByteString.copyFrom(bytes));
      }
      case INT64 -> {
        long[] values = value.longs();
        if (booleans.contains(name)) {
          byte[] flags = new byte[count];
          for (int i = 0; i < count; i++) {
            flags[i] = (byte) (values[i] == 0 ? 0 : 1);
          }
          proto.setDataType(TensorProto.DataType.BOOL.getNumber());
          proto.setRawData(ByteString.copyFrom(flags));
        } else {
          ByteBuffer bytes = buffer(count, Long.BYTES);
          bytes.asLongBuffer().put(values);
          proto.setDataType(TensorProto.DataType.INT64.getNumber());
          proto.setRawData(ByteString.copyFrom(bytes));
        }
      }
    }
    return proto.build();
  }

  private static ByteBuffer buffer(int count, int width) {
    return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto valueInfo(ValueInfo info) {
    ValueInfoProto.Builder proto = ValueInfoProto.newBuilder().setName(info.name());
    ElementType type = info.type();
    if (type == null) {
      return proto.build();
    }
    TensorProto.DataType code =
        switch (type) {
          case FLOAT32 -> TensorProto.DataType.FLOAT;
          case FLOAT64 -> TensorProto.DataType.DOUBLE;
          case INT64 -> TensorProto.DataType.INT64;
        };
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(code.getNumber());
    int[] shape = info.shape();
    if (shape != null) {
      TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
      for (int i = 0; i < shape.length; i++) {
        if (shape[i] >= 0) {
          dimensions.addDimBuilder().setDimValue(shape[i]);
        } else {
          dimensions.addDimBuilder().setDimParam(i == 0 ? "batch" : "d" + i);
        }
      }
      tensor.setShape(dimensions);
    }
    return proto.setType(TypeProto.newBuilder().setTensorType(tensor)).build();
  }
}

package dev.nervure.network.onnx;

import static dev.nervure.network.onnx.OnnxFiles.edge;
import static dev.nervure.network.onnx.OnnxFiles.external;
import static dev.nervure.network.onnx.OnnxFiles.graph;
import static dev.nervure.network.onnx.OnnxFiles.model;
import static dev.nervure.network.onnx.OnnxFiles.node;
import static dev.nervure.network.onnx.OnnxFiles.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.nervure.array.ElementType;
import dev.nervure.network.BadModelException;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxReaderTest {

  @TempDir Path folder;

  private Graph read(ModelProto.Builder model) throws IOException {
    return OnnxReader.read(OnnxFiles.write(folder, model.build()));
  }

  private void assertRefused(ModelProto.Builder model, String... words) {
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("model.onnx")
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void keepsNodesTensorsAndShapes() throws IOException {
    Graph graph = OnnxReader.read(OnnxFiles.write(folder, OnnxFiles.convolutional()));
    assertThat(graph.opset()).isEqualTo(17);
    assertThat(graph.nodes())
        .extracting(Node::operator)
        .containsExactly("Conv", "Relu", "MaxPool", "Flatten", "Gemm");
    assertThat(graph.inputs().get(0).shape()).containsExactly(-1, 1, 6, 6);
    assertThat(graph.inputs().get(0).type()).isEqualTo(ElementType.FLOAT32);
    assertThat(graph.initializers().get("v").shape()).containsExactly(3, 16);
    assertThat(graph.initializers().get("b").floats()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
    assertThat(graph.nodes().get(0).integers("pads")).containsExactly(1, 1, 0, 0);
  }

  @Test
  void sortsNodesAndListsAnOutputOnce() throws IOException {
    Graph graph =
        read(model(graph(node("Relu", "h", "y"), node("Tanh", "x", "h")).addOutput(edge("y"))));
    assertThat(graph.nodes()).extracting(Node::operator).containsExactly("Tanh", "Relu");
    assertThat(graph.outputs()).hasSize(1);
  }

  @Test
  void readsAllElementTypesInRawAndTypedFields() throws IOException {
    GraphProto.Builder graph = graph(node("Relu", "x", "y"));
    graph.addInitializer(typed("f16", 10, 0x3c00, 0xc000).setName("f16"));
    graph.addInitializer(typed("bf16", 16, 0x3f80, 0xc000).setName("bf16"));
    graph.addInitializer(typed("i8", 3, 1, -2));
    graph.addInitializer(typed("bool", 9, 1, 0));
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("u8")
            .setDataType(2)
            .addDims(2)
            .setRawData(ByteString.copyFrom(new byte[] {1, (byte) 200})));
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("f64")
            .setDataType(11)
            .addDims(2)
            .addDoubleData(0.1)
            .addDoubleData(-7));
    Graph read = read(model(graph));
    assertThat(read.initializers().get("f16").floats()).containsExactly(1, -2);
    assertThat(read.initializers().get("bf16").floats()).containsExactly(1, -2);
    assertThat(read.initializers().get("i8").longs()).containsExactly(1, -2);
    assertThat(read.initializers().get("bool").longs()).containsExactly(1, 0);
    assertThat(read.initializers().get("u8").longs()).containsExactly(1, 200);
    assertThat(read.initializers().get("f64").doubles()).containsExactly(0.1, -7);
  }

  private static TensorProto.Builder typed(String name, int type, int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    tensor.addDims(values.length);
    for (int value : values) {
      tensor.addInt32Data(value);
    }
    return tensor;
  }

  @Test
  void halfPrecisionIsExact() throws IOException {
    int[] bits = {0x0001, 0x03ff, 0x0400, 0x7bff, 0x8000, 0x3555};
    Graph read = read(model(graph(node("Relu", "x", "y")).addInitializer(typed("h", 10, bits))));
    float[] values = read.initializers().get("h").floats();
    assertThat(values[0]).isEqualTo(0x1p-24f);
    assertThat(values[1]).isEqualTo(1023 * 0x1p-24f);
    assertThat(values[2]).isEqualTo(0x1p-14f);
    assertThat(values[3]).isEqualTo(65504f);
    assertThat(1 / values[4]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(values[5]).isCloseTo(1 / 3f, offset(1e-4f));
  }

  @Test
  void inlinesLocalFunctionsWithTheirAttributes() throws IOException {
    FunctionProto scaled =
        FunctionProto.newBuilder()
            .setDomain("local")
            .setName("Scaled")
            .addInput("a")
            .addOutput("b")
            .addAttribute("slope")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .addNode(
                node("LeakyRelu", "a", "t")
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("alpha")
                            .setRefAttrName("slope")
                            .setType(AttributeProto.AttributeType.FLOAT)))
            .addNode(node("Tanh", "t", "b"))
            .build();
    NodeProto.Builder call =
        node("Scaled", "x", "h")
            .setDomain("local")
            .setName("first")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("slope")
                    .setF(0.25f)
                    .setType(AttributeProto.AttributeType.FLOAT));
    NodeProto.Builder second = node("Scaled", "h", "y").setDomain("local").setName("second");
    Graph read = read(model(graph(call, second)).addFunctions(scaled));
    assertThat(read.nodes())
        .extracting(Node::operator)
        .containsExactly("LeakyRelu", "Tanh", "LeakyRelu", "Tanh");
    assertThat(read.nodes().get(0).real("alpha", 0)).isEqualTo(0.25f);
    assertThat(read.nodes().get(2).has("alpha")).isFalse();
    assertThat(read.nodes().get(0).outputs()).containsExactly("first/t");
    assertThat(read.nodes().get(2).outputs()).containsExactly("second/t");
  }

  @Test
  void refusesFunctionsThatCallThemselvesOrGrowWithoutBound() {
    FunctionProto.Builder loop =
        FunctionProto.newBuilder()
            .setDomain("local")
            .setName("Loop1")
            .addInput("a")
            .addOutput("b")
            .addNode(node("Loop1", "a", "b").setDomain("local"));
    assertRefused(
        model(graph(node("Loop1", "x", "y").setDomain("local"))).addFunctions(loop), "Loop1");
    ModelProto.Builder bomb = model(graph(node("F0", "x", "y").setDomain("local")));
    for (int i = 0; i < 40; i++) {
      String next = i == 39 ? "Relu" : "F" + (i + 1);
      String domain = i == 39 ? "" : "local";
      bomb.addFunctions(
          FunctionProto.newBuilder()
              .setDomain("local")
              .setName("F" + i)
              .addInput("a")
              .addOutput("b")
              .addNode(node(next, "a", "t").setDomain(domain))
              .addNode(node(next, "t", "b").setDomain(domain)));
    }
    assertRefused(bomb, "F");
  }

  @Test
  void refusesControlFlowNamingTheNode() {
    NodeProto.Builder branch =
        node("If", "x", "y")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("then_branch")
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(graph()));
    assertRefused(model(graph(branch)), "If node the_If", "control flow");
  }

  @Test
  void refusesBrokenGraphs() {
    assertRefused(model(graph(node("Relu", "h", "y"))), "reads edge h, which nothing writes");
    assertRefused(
        model(graph(node("Relu", "y", "h"), node("Tanh", "h", "y"))), "cycle", "the_Relu");
    assertRefused(
        model(graph(node("Relu", "x", "y"), node("Tanh", "x", "y"))), "edge y is written twice");
    assertRefused(model(graph(node("Relu", "x", "z"))), "output y is written by nothing");
    assertRefused(
        model(graph(node("Relu", "x", "y")).clearInput().addInitializer(tensor("x", 2))),
        "no input");
    assertRefused(model(graph(node("Relu", "x", "y")).clearOutput()), "no output");
    assertRefused(model(graph()), "no graph");
  }

  @Test
  void refusesOpsetsItDoesNotKnow() {
    ModelProto.Builder old = model(graph(node("Relu", "x", "y")));
    old.setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(6));
    assertRefused(old, "operator set 6", "7 to 28");
    assertRefused(old.clearOpsetImport(), "does not say which ONNX operator set");
  }

  @Test
  void refusesTensorsWhoseDataDoesNotFitTheirShape() {
    TensorProto.Builder huge = TensorProto.newBuilder().setName("w").setDataType(1);
    huge.addDims(1 << 20).addDims(1 << 20).addDims(1 << 30);
    assertRefused(model(graph(node("Relu", "x", "y")).addInitializer(huge)), "not valid");
    TensorProto.Builder wide = TensorProto.newBuilder().setName("w").setDataType(1);
    wide.addDims(1 << 30).setRawData(ByteString.copyFrom(new byte[8]));
    assertRefused(model(graph(node("Relu", "x", "y")).addInitializer(wide)), "tensor w");
    TensorProto.Builder negative = TensorProto.newBuilder().setName("w").setDataType(1);
    negative.addDims(-3);
    assertRefused(model(graph(node("Relu", "x", "y")).addInitializer(negative)), "dimension -3");
    TensorProto.Builder text = TensorProto.newBuilder().setName("w").setDataType(8).addDims(0);
    assertRefused(model(graph(node("Relu", "x", "y")).addInitializer(text)), "STRING");
    TensorProto.Builder unknown = TensorProto.newBuilder().setName("w").setDataType(99).addDims(0);
    assertRefused(model(graph(node("Relu", "x", "y")).addInitializer(unknown)), "type 99");
  }

  @Test
  void refusesWhatIsNoTensor() {
    ValueInfoProto.Builder sequence = edge("x");
    sequence.getTypeBuilder().getSequenceTypeBuilder();
    assertRefused(model(graph(node("Relu", "x", "y")).setInput(0, sequence)), "not a tensor");
  }

  private ModelProto.Builder withExternal(String location, long offset, long length) {
    return model(
        graph(node("Add", "x w", "y")).addInitializer(external("w", location, offset, length, 2)));
  }

  @Test
  void readsExternalDataBesideTheModel() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.write(folder.resolve("sub/weights.bin"), OnnxFiles.bytes(4));
    Graph graph = read(withExternal("sub/weights.bin", 8, 8));
    assertThat(graph.initializers().get("w").floats()).containsExactly(0.3f, 0.4f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../weights.bin",
        "/etc/hostname",
        "sub/../../weights.bin",
        "",
        "C:\\w",
        "..",
        "."
      })
  void refusesLocationsOutsideTheFolder(String location) throws IOException {
    Files.createDirectories(folder.resolve("inner/sub"));
    Files.write(folder.resolve("weights.bin"), OnnxFiles.bytes(2));
    Path file = folder.resolve("inner/model.onnx");
    Files.write(file, withExternal(location, 0, 8).build().toByteArray());
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("tensor w");
  }

  @Test
  void refusesLinksMissingFilesAndBytesThatAreNotThere() throws IOException {
    Path outside = Files.write(folder.resolve("outside.bin"), OnnxFiles.bytes(2));
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("link.bin"), outside);
    Files.createSymbolicLink(inner.resolve("folder"), folder);
    Files.createLink(inner.resolve("hard.bin"), outside);
    Files.write(inner.resolve("short.bin"), new byte[7]);
    Files.createDirectory(inner.resolve("directory"));
    Path file = inner.resolve("model.onnx");
    String[][] cases = {
      {"link.bin", "symbolic link"},
      {"folder/outside.bin", "symbolic link"},
      {"hard.bin", "hard link"},
      {"short.bin", "only 7"},
      {"missing.bin", "does not exist"},
      {"directory", "not a plain file"},
    };
    for (String[] one : cases) {
      Files.write(file, withExternal(one[0], 0, 8).build().toByteArray());
      assertThatThrownBy(() -> OnnxReader.read(file))
          .isInstanceOf(BadModelException.class)
          .hasMessageContaining(one[1]);
    }
    Files.write(file, withExternal("short.bin", Long.MAX_VALUE, 8).build().toByteArray());
    assertThatThrownBy(() -> OnnxReader.read(file)).isInstanceOf(BadModelException.class);
    Files.write(file, withExternal("short.bin", 0, 1L << 40).build().toByteArray());
    assertThatThrownBy(() -> OnnxReader.read(file)).isInstanceOf(BadModelException.class);
  }

  @Test
  void refusesManyTensorsLaidOverOneFile() throws IOException {
    Files.write(folder.resolve("weights.bin"), OnnxFiles.bytes(2));
    GraphProto.Builder graph = graph(node("Relu", "x", "y"));
    for (int i = 0; i < 20; i++) {
      graph.addInitializer(external("w" + i, "weights.bin", 0, 8, 2));
    }
    assertRefused(model(graph), "times the bytes of weights.bin");
  }

  @Test
  void refusesMissingEmptyAndForeignFiles() throws IOException {
    assertThatThrownBy(() -> OnnxReader.read(folder.resolve("none.onnx")))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> OnnxReader.read(folder)).isInstanceOf(BadModelException.class);
    Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    assertThatThrownBy(() -> OnnxReader.read(empty)).hasMessageContaining("empty");
    Path zip = Files.write(folder.resolve("zip.onnx"), new byte[] {'P', 'K', 3, 4, 0, 0, 9, 9});
    assertThatThrownBy(() -> OnnxReader.read(zip)).isInstanceOf(BadModelException.class);
    Path text = Files.writeString(folder.resolve("text.onnx"), "this is no model at all");
    assertThatThrownBy(() -> OnnxReader.read(text)).isInstanceOf(BadModelException.class);
  }
}

package dev.nervure.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
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
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {

  /** Loads and checks each file with types, then runs shape inference and prints what comes out. */
  private static final String CHECKER =
      """
      import sys, onnx
      from onnx import checker, shape_inference
      for path in sys.argv[1:]:
          model = onnx.load(path)
          checker.check_model(model, full_check=True)
          inferred = shape_inference.infer_shapes(model, strict_mode=True)
          d = inferred.graph.output[0].type.tensor_type.shape.dim
          i = model.graph.input[0].type.tensor_type.shape.dim[0]
          print(model.ir_version, model.opset_import[0].version, i.dim_param, d[-1].dim_value)
      """;

  private static void assertSameGraph(Graph actual, Graph expected) {
    assertThat(actual.name()).isEqualTo(expected.name());
    assertThat(actual.opset()).isEqualTo(expected.opset());
    assertThat(actual.inputs()).isEqualTo(expected.inputs());
    assertThat(actual.outputs()).isEqualTo(expected.outputs());
    assertThat(new ArrayList<>(actual.initializers().keySet()))
        .isEqualTo(new ArrayList<>(expected.initializers().keySet()));
    expected
        .initializers()
        .forEach((name, value) -> assertSameTensor(actual.initializers().get(name), value));
    assertThat(actual.nodes()).hasSameSizeAs(expected.nodes());
    for (int i = 0; i < expected.nodes().size(); i++) {
      Node node = actual.nodes().get(i);
      Node other = expected.nodes().get(i);
      assertThat(node.operator()).isEqualTo(other.operator());
      assertThat(node.name()).isEqualTo(other.name());
      assertThat(node.domain()).isEqualTo(other.domain());
      assertThat(node.inputs()).isEqualTo(other.inputs());
      assertThat(node.outputs()).isEqualTo(other.outputs());
      assertThat(node.attributes().keySet()).isEqualTo(other.attributes().keySet());
      other
          .attributes()
          .forEach(
              (name, value) -> {
                if (value instanceof TensorAttribute tensor) {
                  assertSameTensor(node.tensor(name), tensor.value());
                } else {
                  assertThat(node.attributes().get(name)).isEqualTo(value);
                }
              });
    }
  }

  private static void assertSameTensor(NdArray actual, NdArray expected) {
    assertThat(actual.type()).isEqualTo(expected.type());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    if (expected.type() == ElementType.INT64) {
      assertThat(actual.longs()).isEqualTo(expected.longs());
    } else {
      assertThat(actual.doubles()).isEqualTo(expected.doubles());
    }
  }

  private static Graph everyKindOfAttribute() {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("i", new IntAttribute(-7));
    attributes.put("f", new FloatAttribute(0.1f));
    attributes.put("s", new StringAttribute("größe"));
    attributes.put("t", new TensorAttribute(NdArray.of(new double[] {1, -2.5}, 2)));
    attributes.put("is", new IntsAttribute(Long.MIN_VALUE, 0, Long.MAX_VALUE));
    attributes.put("fs", new FloatsAttribute(Float.MIN_VALUE, Float.MAX_VALUE));
    attributes.put("ss", new StringsAttribute(List.of("", "a")));
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("scalar", NdArray.of(new float[] {3}, new int[0]));
    tensors.put("empty", NdArray.of(new long[0], 0));
    tensors.put("matrix", NdArray.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
    return new Graph(
        "attributes",
        List.of(
            new Node(
                "Op", "", "com.example", List.of("x", "", "scalar"), List.of("y"), attributes)),
        tensors,
        List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 3, -1})),
        List.of(new ValueInfo("y", null, null)),
        17);
  }

  @TempDir private Path folder;

  @Test
  void everyArchitectureComesBackAsItWas() throws IOException {
    for (Architecture architecture : Architectures.all()) {
      Graph graph =
          architecture.graph(architecture.defaults(List.of(3, 32, 32), 10).withWidth(16), 1);
      Path file = folder.resolve(architecture.name() + ".onnx");
      OnnxWriter.write(graph, file);
      assertSameGraph(OnnxReader.read(file), graph);
    }
  }

  @Test
  void everyKindOfAttributeAndTensorIsWritten() throws IOException {
    Path file = folder.resolve("new/folder/attributes.onnx");
    OnnxWriter.write(everyKindOfAttribute(), file);
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImportList())
        .extracting(id -> id.getDomain() + id.getVersion())
        .containsExactlyInAnyOrder("17", "com.example1");
    assertThat(model.getGraph().getNode(0).getAttributeList()).hasSize(7);
    assertThat(model.getGraph().getNode(0).getAttribute(2).getS().toStringUtf8())
        .isEqualTo("größe");
    assertThat(
            model
                .getGraph()
                .getInput(0)
                .getType()
                .getTensorType()
                .getShape()
                .getDim(2)
                .getDimParam())
        .isEqualTo("d2");
    assertThat(model.getGraph().getInitializer(0).getDimsCount()).isZero();
  }

  @Test
  void aConstantWhereABooleanBelongsIsWrittenAsOne() throws IOException {
    Graph graph =
        new Graph(
            "where",
            List.of(Node.of("Where", List.of("mask", "x", "zero"), "y")),
            Map.of(
                "mask", NdArray.of(new long[] {1, 0, 1}, 3),
                "zero", NdArray.of(new float[] {0}, 1)),
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 3})),
            List.of(new ValueInfo("y", ElementType.FLOAT32, new int[] {-1, 3})),
            13);
    Path file = folder.resolve("where.onnx");
    OnnxWriter.write(graph, file);
    assertThat(OnnxReader.read(file).initializers().get("mask").longs()).containsExactly(1, 0, 1);
    assertThat(check(List.of(file))).containsExactly("8 13 batch 3");
  }

  @Test
  void theReferenceCheckerAcceptsEveryArchitecture() throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Architecture architecture : Architectures.all()) {
      Graph graph =
          architecture.graph(
              architecture.defaults(List.of(3, 32, 32), 10).withWidth(16).withDropout(0.1), 1);
      Path file = folder.resolve(architecture.name() + ".onnx");
      OnnxWriter.write(graph, file);
      files.add(file);
      expected.add("8 13 batch 10");
    }
    assertThat(check(files)).isEqualTo(expected);
  }

  @Test
  void aFailedWriteLeavesWhatWasThere() throws IOException {
    Path occupied = folder.resolve("occupied");
    Files.createDirectories(occupied.resolve("inside"));
    Graph graph = everyKindOfAttribute();
    assertThatThrownBy(() -> OnnxWriter.write(graph, occupied)).isInstanceOf(IOException.class);
    try (Stream<Path> rest = Files.list(folder)) {
      assertThat(rest).containsExactly(occupied);
    }
    Path file = folder.resolve("file.onnx");
    Files.writeString(file, "before");
    OnnxWriter.write(graph, file);
    assertThat(Files.size(file)).isGreaterThan(100);
  }

  /**
   * What the checker prints, a line per file; the test is skipped where Python has no onnx package.
   */
  private static List<String> check(List<Path> files) throws IOException {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(python), "no /usr/bin/python3");
    assumeTrue(
        run(List.of(python.toString(), "-c", "import onnx")).isPresent(),
        "Python has no package onnx");
    List<String> command = new ArrayList<>(List.of(python.toString(), "-c", CHECKER));
    files.forEach(file -> command.add(file.toString()));
    return run(command).orElseThrow(() -> new AssertionError("the checker refused a file"));
  }

  private static Optional<List<String>> run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (process.exitValue() != 0) {
      System.err.println(output);
      return Optional.empty();
    }
    return Optional.of(output.lines().toList());
  }
}

package dev.nervure.network.conformance;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.Precision;
import dev.nervure.network.conformance.NodeTestOutcome.Verdict;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.network.torch.Evaluator;
import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import dev.nervure.network.torch.operators.OperatorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs node tests in the layout of ONNX's own: folders {@code NAME} with {@code model.onnx} and
 * {@code test_data_set_0/input_K.pb}, {@code output_K.pb} (serialised TensorProto messages), in a
 * folder or a zip file.
 *
 * <p>The tensors are no samples: all inputs are fed as they are. A test is evaluated in float64
 * where an input, an output or a weight of its graph is float64, else in float32. An output is
 * right if it has the shape and the kind of the reference (floating-point, or integers and truth
 * values) and if it differs by no more than 1e-7 + 1e-3 |reference|, as in ONNX's own runner;
 * integers have to be equal. References in 16-bit types were rounded after every operation, our
 * values are not: beside that they may differ by two units in the last place of their type.
 */
public final class NodeTests {

  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;
  private static final int HALF_UNITS = 2;

  private NodeTests() {}

  /**
   * Runs all tests of a folder or zip file, by name in alphabetical order. Milliseconds for each.
   *
   * @throws IllegalArgumentException if there is none
   * @throws UncheckedIOException if the tests cannot be read
   */
  public static List<NodeTestOutcome> run(Path folderOrZip) {
    try {
      if (Files.isDirectory(folderOrZip)) {
        return runFolder(folderOrZip);
      }
      try (FileSystem zip = FileSystems.newFileSystem(folderOrZip)) {
        return runFolder(zip.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<NodeTestOutcome> runFolder(Path folder) throws IOException {
    List<Path> tests;
    try (Stream<Path> all = Files.walk(folder)) {
      tests =
          all.filter(path -> path.endsWith("model.onnx"))
              .map(path -> path.toAbsolutePath().getParent())
              .sorted()
              .toList();
    }
    if (tests.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no NAME/model.onnx in " + folder + "; give the folder that holds the tests");
    }
    List<NodeTestOutcome> outcomes = new ArrayList<>();
    for (Path test : tests) {
      outcomes.add(runTest(test));
    }
    return outcomes;
  }

  private static NodeTestOutcome runTest(Path test) throws IOException {
    Path file = test.resolve("model.onnx");
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    Outcome outcome = new Outcome(test.getFileName().toString(), model);
    Graph graph;
    try {
      graph = OnnxReader.read(file);
    } catch (BadModelException e) {
      return outcome.refused(e.what());
    }
    // By the file's own list, since a reference stands for each output, also where one is listed
    // twice.
    List<String> names =
        model.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    List<NdArray> feeds = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      feeds.add(OnnxReader.readTensor(data(test, "input", i)));
    }
    List<NdArray> results;
    try (Evaluator evaluator = new Evaluator(graph, precision(graph), outcome.name)) {
      List<String> inputs = graph.inputs().stream().map(ValueInfo::name).toList();
      results = evaluator.evaluate(evaluator.plan(inputs, names), feeds);
    } catch (BadModelException e) {
      return outcome.refused(e.what());
    } catch (ModelFailedException e) {
      return e.getCause() instanceof UnsupportedNodeException
          ? outcome.refused(String.valueOf(e.getMessage()))
          : outcome.failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return outcome.failed(e.toString());
    }
    for (int i = 0; i < names.size(); i++) {
      Path reference = data(test, "output", i);
      String difference =
          difference(results.get(i), OnnxReader.readTensor(reference), type(reference));
      if (!difference.isEmpty()) {
        return outcome.wrong("output " + names.get(i) + " " + difference);
      }
    }
    return outcome.right();
  }

  private static Path data(Path test, String kind, int index) {
    return test.resolve("test_data_set_0").resolve(kind + "_" + index + ".pb");
  }

  private static int type(Path tensor) throws IOException {
    return TensorProto.parseFrom(Files.readAllBytes(tensor)).getDataType();
  }

  private static Precision precision(Graph graph) {
    boolean wide =
        Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                .anyMatch(edge -> edge.type() == ElementType.FLOAT64)
            || graph.initializers().values().stream()
                .anyMatch(tensor -> tensor.type() == ElementType.FLOAT64);
    return wide ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  /** What differs, or an empty text. */
  private static String difference(NdArray value, NdArray reference, int type) {
    boolean integers = reference.type() == ElementType.INT64;
    if (integers != (value.type() == ElementType.INT64)) {
      return "holds " + value.type() + " but should hold " + reference.type();
    }
    if (!Arrays.equals(value.shape(), reference.shape())) {
      return "has shape "
          + Arrays.toString(value.shape())
          + " but should have "
          + Arrays.toString(reference.shape());
    }
    if (integers) {
      long[] values = value.longs();
      long[] wanted = reference.longs();
      for (int i = 0; i < wanted.length; i++) {
        if (values[i] != wanted[i]) {
          return "is " + values[i] + " at " + i + " but should be " + wanted[i];
        }
      }
      return "";
    }
    double[] values = value.doubles();
    double[] wanted = reference.doubles();
    for (int i = 0; i < wanted.length; i++) {
      if (!isNear(values[i], wanted[i], lastPlace(type))) {
        return "is " + values[i] + " at " + i + " but should be " + wanted[i];
      }
    }
    return "";
  }

  private static boolean isNear(double value, double wanted, double lastPlace) {
    if (Double.isNaN(wanted) || Double.isNaN(value) || Double.isInfinite(wanted)) {
      return Double.compare(value, wanted) == 0;
    }
    double relative = RELATIVE + HALF_UNITS * lastPlace;
    return Math.abs(value - wanted) <= ABSOLUTE + relative * Math.abs(wanted);
  }

  /** A unit in the last place of a 16-bit type, as a share of the value; 0 for other types. */
  private static double lastPlace(int type) {
    return switch (type) {
      case TensorProto.DataType.FLOAT16_VALUE -> 0x1p-10;
      case TensorProto.DataType.BFLOAT16_VALUE -> 0x1p-7;
      default -> 0;
    };
  }

  /** Makes the outcome of one test. */
  private static final class Outcome {
    private final String name;
    private final ModelProto model;

    Outcome(String name, ModelProto model) {
      this.name = name;
      this.model = model;
    }

    NodeTestOutcome right() {
      return of(Verdict.RIGHT, "", List.of());
    }

    NodeTestOutcome wrong(String why) {
      return of(Verdict.WRONG, why, List.of());
    }

    NodeTestOutcome failed(String why) {
      return of(Verdict.ERROR, why, List.of());
    }

    NodeTestOutcome refused(String why) {
      List<NodeProto> nodes = model.getGraph().getNodeList();
      List<String> unknown =
          nodes.stream()
              .filter(node -> OperatorRegistry.find(domain(node), node.getOpType()) == null)
              .map(NodeTests::label)
              .distinct()
              .sorted()
              .toList();
      if (unknown.isEmpty() && !why.startsWith("operator set")) {
        unknown =
            nodes.stream()
                .map(NodeTests::label)
                .distinct()
                .filter(operator -> nodes.size() == 1 || why.startsWith(operator + " node"))
                .toList();
      }
      return of(Verdict.REFUSED, why, unknown);
    }

    private NodeTestOutcome of(Verdict verdict, String why, List<String> refused) {
      boolean numbers =
          Stream.concat(
                  model.getGraph().getInputList().stream(),
                  model.getGraph().getOutputList().stream())
              .allMatch(NodeTests::holdsNumbers);
      return new NodeTestOutcome(name, verdict, why, refused, numbers);
    }
  }

  private static boolean holdsNumbers(ValueInfoProto edge) {
    return edge.getType().hasTensorType()
        && edge.getType().getTensorType().getElemType() != TensorProto.DataType.STRING_VALUE;
  }

  private static String domain(NodeProto node) {
    return node.getDomain().equals("ai.onnx") ? "" : node.getDomain();
  }

  private static String label(NodeProto node) {
    String domain = domain(node);
    return domain.isEmpty() ? node.getOpType() : domain + "." + node.getOpType();
  }
}

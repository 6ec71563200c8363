package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.FloatAttribute;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.operators.OperatorDefinition;
import dev.nervure.network.torch.operators.OperatorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of a Jacobian, made all at once from one evaluation, are the vector-Jacobian products
 * with the unit vectors, for which libtorch records the whole network.
 */
class JacobianRowsTest {

  /** Sums of some hundred products of numbers of size 1, in two orders. */
  private static final double ROUNDING = 1e-12;

  /**
   * A network that needs a derivative for rows of some operators, or that has none for them.
   *
   * @param operators those whose own derivative for rows it exercises
   */
  private record Case(
      String name,
      List<String> operators,
      int[] input,
      Map<String, NdArray> weights,
      List<Node> nodes) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name, String operators, int[] input, Map<String, NdArray> weights, Node... nodes) {
    return new Case(
        name,
        operators.isEmpty() ? List.of() : List.of(operators.split(" ")),
        input,
        new LinkedHashMap<>(weights),
        List.of(nodes));
  }

  private static Node node(String operator, String... inputs) {
    return Node.of(operator, List.of(inputs), "y");
  }

  private static NdArray positive(long seed, int size) {
    double[] values = SmallGraphs.random(seed, size).doubles();
    return NdArray.of(Arrays.stream(values).map(v -> v + 1).toArray(), size);
  }

  /** Functions of one value, and by how much their argument is moved into their domain. */
  private static Stream<Case> elementwise() {
    List<String> anywhere =
        List.of(
            "Relu",
            "Sigmoid",
            "Tanh",
            "LeakyRelu",
            "Elu",
            "Celu",
            "Selu",
            "Gelu",
            "Mish",
            "HardSigmoid",
            "HardSwish",
            "Softplus",
            "Softsign",
            "Erf",
            "Abs",
            "Neg",
            "Exp",
            "Sin",
            "Cos",
            "Tan",
            "Asin",
            "Acos",
            "Atan",
            "Sinh",
            "Cosh",
            "Asinh",
            "Atanh",
            "Dropout",
            "Identity");
    List<String> aboveOne = List.of("Reciprocal", "Sqrt", "Log", "Acosh");
    return Stream.concat(
        anywhere.stream().map(operator -> elementwise(operator, 0)),
        aboveOne.stream().map(operator -> elementwise(operator, 1.6)));
  }

  private static Case elementwise(String operator, double shift) {
    return of(
        operator,
        operator + " Add",
        new int[] {6},
        Map.of("shift", NdArray.of(new double[] {shift}, 1, 1)),
        Node.of("Add", List.of("x", "shift"), "a"),
        node(operator, "a"));
  }

  static Stream<Case> cases() {
    return Stream.concat(elementwise(), others());
  }

  private static Stream<Case> others() {
    int[] vector = {6};
    int[] image = {2, 5, 4};
    Map<String, NdArray> none = Map.of();
    return Stream.of(
        of("softmax", "Softmax", vector, none, node("Softmax", "x")),
        of(
            "a constant added",
            "Add",
            vector,
            Map.of("b", SmallGraphs.random(1, 6)),
            node("Add", "x", "b")),
        of("twice the same", "Add", vector, none, node("Add", "x", "x")),
        of(
            "from a constant",
            "Sub",
            vector,
            Map.of("b", SmallGraphs.random(1, 6)),
            node("Sub", "b", "x")),
        of("a square", "Mul", vector, none, node("Mul", "x", "x")),
        of(
            "times a constant",
            "Mul",
            vector,
            Map.of("b", SmallGraphs.random(1, 6)),
            node("Mul", "b", "x")),
        of(
            "a summand that is broadcast",
            "Add",
            new int[] {3, 1},
            Map.of("b", SmallGraphs.random(1, 1, 3, 4)),
            node("Add", "x", "b")),
        of(
            "gate",
            "Sigmoid Mul",
            vector,
            none,
            Node.of("Sigmoid", List.of("x"), "g"),
            node("Mul", "x", "g")),
        of(
            "convolution",
            "Conv",
            image,
            Map.of("w", SmallGraphs.random(2, 3, 2, 3, 2), "b", SmallGraphs.random(3, 3)),
            node("Conv", "x", "w", "b")
                .with("strides", new IntsAttribute(2L, 1L))
                .with("pads", new IntsAttribute(1L, 1L, 1L, 1L))),
        of(
            "convolution in groups",
            "Conv",
            image,
            Map.of("w", SmallGraphs.random(2, 4, 1, 2, 2)),
            node("Conv", "x", "w")
                .with("group", new IntAttribute(2))
                .with("dilations", new IntsAttribute(2L, 1L))),
        of(
            "convolution padded at one end",
            "",
            image,
            Map.of("w", SmallGraphs.random(2, 3, 2, 3, 2)),
            node("Conv", "x", "w").with("pads", new IntsAttribute(1L, 0L, 0L, 1L))),
        of(
            "convolution over one axis",
            "Conv",
            new int[] {2, 9},
            Map.of("w", SmallGraphs.random(2, 3, 2, 3)),
            node("Conv", "x", "w")),
        of(
            "max pooling",
            "MaxPool",
            image,
            none,
            node("MaxPool", "x")
                .with("kernel_shape", new IntsAttribute(3L, 2L))
                .with("strides", new IntsAttribute(2L, 1L))
                .with("pads", new IntsAttribute(1L, 0L, 1L, 0L))),
        of(
            "max pooling over one axis",
            "",
            new int[] {2, 9},
            none,
            node("MaxPool", "x").with("kernel_shape", new IntsAttribute(3L))),
        of(
            "average pooling, by libtorch",
            "",
            image,
            none,
            node("AveragePool", "x").with("kernel_shape", new IntsAttribute(2L, 2L))),
        of("global average", "GlobalAveragePool", image, none, node("GlobalAveragePool", "x")),
        of(
            "batch normalization",
            "BatchNormalization",
            image,
            Map.of(
                "s",
                SmallGraphs.random(4, 2),
                "b",
                SmallGraphs.random(5, 2),
                "m",
                SmallGraphs.random(6, 2),
                "v",
                positive(7, 2)),
            node("BatchNormalization", "x", "s", "b", "m", "v")
                .with("epsilon", new FloatAttribute(0.01f))),
        of(
            "layer normalization, by libtorch",
            "",
            vector,
            Map.of("s", SmallGraphs.random(4, 6)),
            node("LayerNormalization", "x", "s")),
        of(
            "matrix",
            "MatMul",
            vector,
            Map.of("w", SmallGraphs.random(8, 6, 3)),
            node("MatMul", "x", "w")),
        of(
            "matrix on the last of three axes",
            "MatMul",
            new int[] {3, 4},
            Map.of("w", SmallGraphs.random(8, 4, 2)),
            node("MatMul", "x", "w")),
        of(
            "matrix, transposed and scaled",
            "Gemm",
            vector,
            Map.of("w", SmallGraphs.random(8, 3, 6), "b", SmallGraphs.random(9, 3)),
            node("Gemm", "x", "w", "b")
                .with("transB", new IntAttribute(1))
                .with("alpha", new FloatAttribute(0.5f))),
        of(
            "matrix as it is",
            "Gemm",
            vector,
            Map.of("w", SmallGraphs.random(8, 6, 3)),
            node("Gemm", "x", "w")),
        of(
            "products of activations, by libtorch",
            "Transpose",
            new int[] {3, 4},
            none,
            Node.of("Transpose", List.of("x"), "t").with("perm", new IntsAttribute(0L, 2L, 1L)),
            node("MatMul", "x", "t")),
        of(
            "reshape, flatten and axes of length one",
            "Reshape Flatten Squeeze Unsqueeze",
            new int[] {2, 3},
            Map.of(
                "shape", NdArray.of(new long[] {0, 3, 2}, 3), "one", NdArray.of(new long[] {1}, 1)),
            Node.of("Reshape", List.of("x", "shape"), "r"),
            Node.of("Unsqueeze", List.of("r", "one"), "u"),
            Node.of("Squeeze", List.of("u", "one"), "q"),
            Node.of("Tanh", List.of("q"), "t"),
            node("Flatten", "t")),
        of(
            "several outputs, by libtorch",
            "Concat",
            vector,
            none,
            Node.of("Split", List.of("x"), List.of("a", "b"), Map.of())
                .with("axis", new IntAttribute(1)),
            Node.of("Tanh", List.of("a"), "h"),
            Node.of("Concat", List.of("h", "b", "a"), "y").with("axis", new IntAttribute(1))),
        of(
            "layer normalization, written out",
            "ReduceMean Sub Pow Div Sqrt",
            new int[] {3, 4},
            Map.of("two", NdArray.of(new double[] {2}, 1), "e", NdArray.of(new double[] {0.1}, 1)),
            Node.of("ReduceMean", List.of("x"), "m").with("axes", new IntsAttribute(-1L)),
            Node.of("Sub", List.of("x", "m"), "c"),
            Node.of("Pow", List.of("c", "two"), "q"),
            Node.of("ReduceMean", List.of("q"), "v").with("axes", new IntsAttribute(-1L)),
            Node.of("Add", List.of("v", "e"), "w"),
            Node.of("Sqrt", List.of("w"), "s"),
            node("Div", "c", "s")),
        of(
            "a sum without its axes",
            "ReduceSum",
            new int[] {3, 4, 2},
            Map.of("axes", NdArray.of(new long[] {1, -1}, 2)),
            Node.of("Tanh", List.of("x"), "t"),
            node("ReduceSum", "t", "axes").with("keepdims", new IntAttribute(0))),
        of(
            "a choice by the values themselves, by libtorch",
            "",
            vector,
            Map.of("zero", NdArray.of(new double[] {0}, 1)),
            Node.of("Greater", List.of("x", "zero"), "g"),
            Node.of("Tanh", List.of("x"), "t"),
            node("Where", "g", "t", "x")),
        of(
            "many more values than inputs, by columns",
            "",
            new int[] {2},
            Map.of("w", SmallGraphs.random(8, 2, 7)),
            Node.of("MatMul", List.of("x", "w"), "a"),
            node("Tanh", "a")),
        of(
            "powers of one value, by libtorch",
            "",
            new int[] {2, 3},
            Map.of(
                "e", NdArray.of(new double[] {1, 2, 3}, 3),
                "shift", NdArray.of(new double[] {1}, 1, 1, 1)),
            Node.of("ReduceMean", List.of("x"), "m").with("axes", new IntsAttribute(2L)),
            Node.of("Add", List.of("m", "shift"), "a"),
            node("Pow", "a", "e")),
        of(
            "only the second output of a node, by libtorch",
            "",
            new int[] {4, 3},
            Map.of(
                "w", SmallGraphs.random(1, 1, 8, 3),
                "r", SmallGraphs.random(2, 1, 8, 2)),
            Node.of("LSTM", List.of("x", "w", "r"), List.of("", "y"), Map.of())
                .with("layout", new IntAttribute(1))
                .with("hidden_size", new IntAttribute(2))),
        of(
            "samples in another dimension, replicated",
            "",
            vector,
            none,
            Node.of("Transpose", List.of("x"), "t").with("perm", new IntsAttribute(1L, 0L)),
            Node.of("Tanh", List.of("t"), "h"),
            node("Transpose", "h").with("perm", new IntsAttribute(1L, 0L))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowsAreProductsWithTheUnitVectors(Case network) {
    try (Model model =
        Model.of(
            SmallGraphs.graph(
                network.weights(),
                SmallGraphs.edge("x", batch(-1, network.input())),
                "y",
                network.nodes().toArray(Node[]::new)),
            Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(11, batch(1, network.input()));
      assertRowsAreProducts(model.derivatives(model.input(), model.layer("y")), x);
    }
  }

  /** What has no case above has no proof. */
  @Test
  void everyOperatorWithAnOwnDerivativeForRowsIsTested() {
    TreeSet<String> tested = new TreeSet<>();
    cases().forEach(network -> tested.addAll(network.operators()));
    List<String> own = new ArrayList<>();
    for (OperatorDefinition definition : OperatorRegistry.all()) {
      if (definition.pullback() != null) {
        own.add(definition.name());
      }
    }
    assertThat(tested).containsExactlyElementsOf(own);
  }

  @Test
  void rowsOfTrainedNetworks() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("trained-mnist", "trained-ccpp", "cifar10-resnet")) {
      files.addAll(SharedData.files("models/" + folder, ".onnx"));
    }
    assumeTrue(!files.isEmpty(), "skipped: there is no ../shared/data/models");
    for (Path file : files) {
      try (Model model = Model.load(file, Precision.FLOAT64)) {
        NdArray x = SmallGraphs.random(12, batch(1, model.inputShape()));
        assertRowsAreProducts(model.derivatives(model.input(), model.logits()), x);
      }
    }
  }

  private static void assertRowsAreProducts(Derivatives derivatives, NdArray x) {
    Derivatives.ValueAndJacobian both = derivatives.valueAndJacobian(x);
    assertThat(both.value().doubles()).containsExactly(derivatives.value(x).doubles());
    double[] jacobian = both.jacobian().doubles();
    int n = Math.toIntExact(x.size());
    int m = jacobian.length / n;
    double size = Arrays.stream(jacobian).map(Math::abs).max().orElse(0);
    for (int row = 0; row < m; row++) {
      double[] unit = new double[m];
      unit[row] = 1;
      NdArray v = NdArray.of(unit, both.value().shape());
      assertThat(Arrays.copyOfRange(jacobian, row * n, (row + 1) * n))
          .as("row %d", row)
          .containsExactly(derivatives.vjp(x, v).doubles(), offset(ROUNDING * Math.max(1, size)));
    }
    assertCombinationsAreProducts(derivatives, x, both.value(), Math.max(1, size));
  }

  /** Gradients of the sum of the squares of the values, and of what two random weights give. */
  private static void assertCombinationsAreProducts(
      Derivatives derivatives, NdArray x, NdArray value, double size) {
    int m = Math.toIntExact(value.size());
    double[] weights = SmallGraphs.random(13, 3, m).doubles();
    for (int i = 0; i < m; i++) {
      weights[i] = 2 * value.doubles()[i];
    }
    Derivatives.ValueAndRows found =
        derivatives.valueAndRows(
            x,
            there -> {
              assertThat(there.doubles()).containsExactly(value.doubles());
              return NdArray.of(weights, 3, m);
            });
    assertThat(found.value().doubles()).containsExactly(value.doubles());
    int n = Math.toIntExact(x.size());
    assertThat(found.rows().shape()).containsExactly(3, n);
    double scale = size * Math.max(1, Arrays.stream(weights).map(Math::abs).sum());
    for (int row = 0; row < 3; row++) {
      NdArray v = NdArray.of(Arrays.copyOfRange(weights, row * m, (row + 1) * m), value.shape());
      assertThat(Arrays.copyOfRange(found.rows().doubles(), row * n, (row + 1) * n))
          .as("combination %d", row)
          .containsExactly(derivatives.vjp(x, v).doubles(), offset(ROUNDING * scale));
    }
  }

  private static int[] batch(int samples, int[] shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = samples;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return batch;
  }
}

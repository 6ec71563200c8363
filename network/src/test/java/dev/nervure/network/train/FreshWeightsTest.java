package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.TensorAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.onnx.OnnxReader;
import dev.nervure.testing.FreshSeed;
import dev.nervure.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks before training, made from trained ones. */
@ExtendWith(FreshSeed.class)
class FreshWeightsTest {
  private static final List<Integer> IMAGE = List.of(3, 32, 32);

  /** The rule is that of the architectures, and so is the order of the draws. */
  @Test
  void aBuiltInNetworkGetsTheWeightsOfItsArchitecture(Random random) {
    long seed = random.nextLong();
    for (Architecture architecture : Architectures.all()) {
      for (Activation activation : Activation.values()) {
        ArchitectureOptions options =
            architecture.defaults(IMAGE, 10).withActivation(activation).withWidth(16);
        Graph trained = architecture.graph(options, seed + 1);
        Graph untrained = architecture.graph(options, seed);
        FreshWeights fresh = FreshWeights.of(trained, seed);
        String name = architecture.name() + " " + activation;
        assertThat(fresh.unclear()).as(name).isEmpty();
        assertThat(fresh.graph().nodes()).as(name).isEqualTo(untrained.nodes());
        untrained
            .initializers()
            .forEach(
                (tensor, values) ->
                    assertThat(fresh.graph().initializers().get(tensor).doubles())
                        .as(name + " " + tensor)
                        .isEqualTo(values.doubles()));
      }
    }
  }

  /** Weights, biases, running statistics and normalisations of a trained network all go back. */
  @Test
  void whatTrainingChangedIsGone(Random random) {
    Architecture architecture = Architectures.named("resnet8");
    Graph graph = architecture.graph(architecture.defaults(IMAGE, 10), 1);
    long seed = random.nextLong();
    Graph fresh = FreshWeights.of(graph, seed).graph();
    Map<String, NdArray> changed = noise(graph, random);
    assertThat(changed.keySet()).as("a name of a statistic").anyMatch(name -> name.contains("var"));
    Graph trained = graph.withInitializers(changed);
    Graph again = FreshWeights.of(trained, seed).graph();
    fresh
        .initializers()
        .forEach(
            (name, values) ->
                assertThat(again.initializers().get(name).doubles())
                    .as(name)
                    .isEqualTo(values.doubles()));
  }

  private static Map<String, NdArray> noise(Graph graph, Random random) {
    Map<String, NdArray> changed = new java.util.LinkedHashMap<>();
    for (String name : TrainableWeights.of(graph).names()) {
      NdArray tensor = graph.initializers().get(name);
      float[] values = tensor.floats().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) random.nextGaussian();
      }
      changed.put(name, NdArray.of(values, tensor.shape()));
    }
    for (Node node : graph.nodes()) {
      if (node.operator().equals("BatchNormalization")) {
        for (String statistic : node.inputs().subList(3, 5)) { // running mean and variance
          NdArray tensor = graph.initializers().get(statistic);
          float[] values = tensor.floats().clone();
          for (int i = 0; i < values.length; i++) {
            values[i] += (float) Math.abs(random.nextGaussian());
          }
          changed.put(statistic, NdArray.of(values, tensor.shape()));
        }
      }
    }
    return changed;
  }

  /**
   * Networks of another framework: how many values have a role is what can be trained, and the twin
   * answers with numbers of the same shape.
   */
  @ParameterizedTest
  @CsvSource({
    "engine-fixtures/lenet5.onnx",
    "engine-fixtures/mlp_relu_784.onnx",
    "engine-fixtures/mlp_tanh_2d.onnx",
    "engine-fixtures/resnet8_cifar.unfused.onnx",
    "engine-fixtures/resnet8_cifar.onnx",
    "engine-fixtures/minivgg_bn.unfused.onnx",
    "engine-fixtures/minimobile.onnx",
    "engine-fixtures/tinybert.onnx",
    "engine-fixtures/tinyvit.opset17.onnx",
    "engine-fixtures/tinyvit.onnx",
    "trained-mnist/vit_mnist.onnx",
    "cifar10-resnet/resnet20-12fca82f.onnx"
  })
  void everyWeightOfAnExportedNetworkIsFound(String file, Random random) {
    Graph graph = OnnxReader.read(SharedData.path("models/" + file));
    FreshWeights fresh = FreshWeights.of(graph, 1);
    Graph separate = SeparateWeights.of(graph);
    WeightRoles roles = WeightRoles.of(separate);
    TrainableWeights trainable = TrainableWeights.of(separate);
    assertThat(roles.roles().keySet()).containsAll(trainable.names());
    assertThat(fresh.unclear()).isEmpty();
    try (Model model = Model.of(graph, Precision.FLOAT32);
        Model twin = Model.of(fresh.graph(), Precision.FLOAT32)) {
      assertThat(twin.layers().stream().map(Layer::name))
          .isEqualTo(model.layers().stream().map(Layer::name).toList());
      NdArray input = input(graph, random);
      NdArray answers = twin.predict(input);
      assertThat(answers.shape()).isEqualTo(model.predict(input).shape());
      assertThat(Arrays.stream(answers.doubles())).allMatch(Double::isFinite);
    }
  }

  /** One sample: small tokens where the network takes integers, else normal numbers. */
  private static NdArray input(Graph graph, Random random) {
    ValueInfo declared = graph.inputs().get(0);
    int[] shape = declared.shape().clone();
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = shape[axis] < 0 ? 1 : shape[axis];
    }
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (declared.type() == ElementType.INT64) {
      return NdArray.of(random.longs(size, 0, 10).toArray(), shape);
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return NdArray.of(values, shape);
  }

  /** A scaling of the input is data, not weights; what follows a layer is. */
  @Test
  void constantsBeforeTheFirstLayerStay() {
    Graph graph =
        graph(
            List.of(
                Node.of("Sub", List.of("x", "mean"), "centred"),
                Node.of("Mul", List.of("centred", "factor"), "scaled"),
                Node.of("Add", List.of("scaled", "offset"), "moved"),
                Node.of("MatMul", List.of("moved", "weight"), "product"),
                Node.of("Add", List.of("product", "bias"), "sum"),
                Node.of("Mul", List.of("sum", "scale"), "y")),
            Map.of(
                "mean", vector(3, 4),
                "factor", vector(3, 4),
                "offset", vector(3, 4),
                "weight", vector(3, 4, 4),
                "bias", vector(3, 4),
                "scale", vector(3, 4)));
    Map<String, NdArray> fresh = FreshWeights.of(graph, 1).graph().initializers();
    for (String constant : List.of("mean", "factor", "offset")) {
      assertThat(fresh.get(constant).floats()).as(constant).containsOnly(3);
    }
    assertThat(fresh.get("bias").floats()).containsOnly(0);
    assertThat(fresh.get("scale").floats()).containsOnly(1);
    assertThat(fresh.get("weight").floats()).doesNotContain(3);
  }

  /** Weights in Constant nodes, turned weights, and the fan-in of a turned one. */
  @Test
  void weightsAreFoundBehindConstantNodesAndTranspositions() {
    int inputs = 400;
    int outputs = 50;
    Node constant =
        new Node(
            "Constant",
            "",
            "",
            List.of(),
            List.of("stored"),
            Map.of("value", new TensorAttribute(vector(3, outputs, inputs))));
    Graph graph =
        new Graph(
            "turned",
            List.of(
                constant,
                Node.of("Transpose", List.of("stored"), "weight"),
                Node.of("MatMul", List.of("x", "weight"), "z"),
                Node.of("Relu", List.of("z"), "y")),
            Map.of(),
            List.of(new ValueInfo("x", null, new int[] {-1, inputs})),
            List.of(new ValueInfo("y", null, new int[] {-1, outputs})),
            13);
    FreshWeights fresh = FreshWeights.of(graph, 5);
    NdArray drawn = fresh.graph().nodes().get(0).tensor("value");
    assertThat(fresh.drawn()).isEqualTo((long) inputs * outputs);
    double[] values = drawn.doubles();
    double deviation = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum() / values.length);
    // The deviation of 20,000 normal numbers is known to 0.5 %; five of these.
    assertThat(deviation)
        .isCloseTo(Math.sqrt(2.0 / inputs), within(0.025 * Math.sqrt(2.0 / inputs)));
  }

  @Test
  void whatMayBeAWeightIsNamedAndStays() {
    Graph graph =
        graph(
            List.of(
                Node.of("MatMul", List.of("x", "weight"), "product"),
                Node.of("Sub", List.of("product", "threshold"), "y")),
            Map.of("weight", vector(3, 4, 4), "threshold", vector(3, 4)));
    FreshWeights fresh = FreshWeights.of(graph, 1);
    assertThat(fresh.unclear()).containsExactly("threshold");
    assertThat(fresh.graph().initializers().get("threshold").floats()).containsOnly(3);
  }

  @Test
  void aNetworkWithoutWeightsIsRefused() {
    Graph graph = graph(List.of(Node.of("Add", List.of("x", "c"), "y")), Map.of("c", vector(1, 4)));
    assertThatThrownBy(() -> FreshWeights.of(graph, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no weights that could be drawn");
  }

  /** A Gemm reads its weights turned or not. */
  @Test
  void fanInOfADenseLayerIsThatOfItsInputs() {
    for (boolean turned : new boolean[] {true, false}) {
      int[] shape = turned ? new int[] {10, 300} : new int[] {300, 10};
      Node gemm =
          Node.of("Gemm", List.of("x", "w"), "y").with("transB", new IntAttribute(turned ? 1 : 0));
      Graph graph =
          new Graph(
              "gemm",
              List.of(gemm),
              Map.of("w", vector(0, shape)),
              List.of(new ValueInfo("x", null, new int[] {-1, 300})),
              List.of(new ValueInfo("y", null, new int[] {-1, 10})),
              13);
      double[] values = FreshWeights.of(graph, 2).graph().initializers().get("w").doubles();
      double square = Arrays.stream(values).map(v -> v * v).sum() / values.length;
      // 3,000 normal numbers: their mean square is known to 2.6 %; five of these.
      assertThat(square * 300).isCloseTo(1, within(0.13));
    }
  }

  private static NdArray vector(float value, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    Arrays.fill(values, value);
    return NdArray.of(values, shape);
  }

  private static Graph graph(List<Node> nodes, Map<String, NdArray> constants) {
    return new Graph(
        "small",
        nodes,
        constants,
        List.of(new ValueInfo("x", null, new int[] {-1, 4})),
        List.of(new ValueInfo("y", null, new int[] {-1, 4})),
        13);
  }
}

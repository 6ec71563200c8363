package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static final Offset<Double> ROUNDING = offset(1e-12);

  private static List<String> names(List<Layer> layers) {
    return layers.stream().map(Layer::name).toList();
  }

  @Test
  void answersWithLogitsAndNotWithProbabilities() {
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(9, 5, 3);
      double[] w = model.weights().get("W").doubles();
      double[] v = model.weights().get("V").doubles();
      double[] logits = model.predict(x).doubles();
      double[] in = x.doubles();
      for (int s = 0; s < 5; s++) {
        for (int c = 0; c < 2; c++) {
          double sum = 0;
          for (int h = 0; h < 4; h++) {
            double a = 0;
            for (int i = 0; i < 3; i++) {
              a += in[s * 3 + i] * w[i * 4 + h];
            }
            sum += Math.tanh(a) * v[h * 2 + c];
          }
          assertThat(logits[s * 2 + c]).isCloseTo(sum, ROUNDING);
        }
      }
      assertThat(model.logits().name()).isEqualTo("logits");
      assertThat(names(model.layers())).containsExactly("x", "a", "h", "logits", "p");
    }
  }

  @Test
  void layersHaveDepthsShapesAndOperators() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      Layer input = model.input();
      assertThat(input.operator()).isEqualTo("Input");
      assertThat(input.depth()).isZero();
      assertThat(model.layer("a2").shape()).containsExactly(3, 4, 4);
      assertThat(model.layer("a2").depth()).isEqualTo(7);
      assertThat(model.layer("y").relativeDepth()).isEqualTo(1);
      assertThat(model.layer("y").depth()).isEqualTo(11);
      assertThatThrownBy(() -> model.layer("nothing")).hasMessageContaining("no layer nothing");
    }
  }

  @Test
  void defaultLayersAreOneForEachBlock() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      assertThat(names(model.defaultLayers())).containsExactly("x", "r0", "r1", "r2", "y");
    }
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT32)) {
      assertThat(names(model.defaultLayers())).containsExactly("x", "h", "logits");
    }
  }

  @Test
  void patternsSelectByNameTypeAndDepth() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      assertThat(names(model.select("type:Conv"))).containsExactly("c0", "c1", "c2");
      assertThat(names(model.select("r?"))).containsExactly("r0", "r1", "r2");
      assertThat(names(model.select("depth:0-0.1, *2"))).contains("x", "c0", "c2", "a2", "r2");
      assertThat(model.select("all")).isEqualTo(model.layers());
      assertThat(model.select("default")).isEqualTo(model.defaultLayers());
      assertThatThrownBy(() -> model.select("conv*"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no layer matches 'conv*'; there are x, c0");
      assertThatThrownBy(() -> model.select("depth:low")).hasMessageContaining("depth:0.2-0.5");
      assertThatThrownBy(() -> model.select("")).hasMessageContaining("empty");
    }
  }

  @Test
  void weightsAreReplacedInACopy() {
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64);
        Model zero = model.withWeights(Map.of("V", NdArray.of(new double[8], 4, 2)))) {
      NdArray x = SmallGraphs.random(9, 2, 3);
      assertThat(zero.predict(x).doubles()).containsExactly(0, 0, 0, 0);
      assertThat(model.predict(x).doubles()[0]).isNotZero();
    }
  }

  @Test
  void saysWhatTheModelWantsAndWhatTheDataHas() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 2, 1, 28, 28)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes samples of shape [2, 4, 4] but was given [1, 28, 28]");
      assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 2, 4, 4, 2)))
          .hasMessageContaining("[4, 4, 2]");
      // Rows with the same values in the same order are taken.
      assertThat(model.predict(SmallGraphs.random(1, 2, 32)).shape()).containsExactly(2, 5);
    }
  }

  @Test
  void modelsForOneSampleAreFreedOrRunOneByOne() {
    NdArray w = SmallGraphs.random(7, 4, 2);
    NdArray shape = NdArray.of(new long[] {1, 4}, 2);
    Node reshape = Node.of("Reshape", List.of("x", "shape"), "f");
    Node product = Node.of("MatMul", List.of("f", "w"), "y");
    ValueInfo input = SmallGraphs.edge("x", 1, 2, 2);
    Graph freeable =
        SmallGraphs.graph(Map.of("w", w, "shape", shape), input, "y", reshape, product);
    NdArray x = SmallGraphs.random(8, 6, 2, 2);
    double[] expected;
    try (Model model = Model.of(freeable, Precision.FLOAT64)) {
      assertThat(model.acceptsBatch()).isTrue();
      expected = model.predict(x).doubles();
    }
    // A mean over the batch mixes samples: the answer for one must not depend on its neighbours.
    Graph mixing =
        SmallGraphs.graph(
            Map.of("w", w, "shape", shape),
            input,
            "y",
            Node.of("ReduceMean", List.of("x"), "m").with("axes", new Attribute.IntsAttribute(0)),
            Node.of("Reshape", List.of("m", "shape"), "f"),
            product);
    try (Model model = Model.of(mixing, Precision.FLOAT64)) {
      assertThat(model.acceptsBatch()).isFalse();
      assertThat(model.predict(x).doubles()).containsExactly(expected, ROUNDING);
      Map<Layer, NdArray> all =
          Activations.of(model).layers(model.select("y")).collect(SampleBatches.of(x));
      assertThat(all.get(model.layer("y")).doubles()).containsExactly(expected, ROUNDING);
    }
  }

  @Test
  void openShapesAreTakenFromTheDataOrGiven() {
    Graph graph =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(7, 3, 2, 1, 1)),
            SmallGraphs.edge("x", -1, 2, -1, -1),
            "y",
            Node.of("Conv", List.of("x", "w"), "y"));
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      assertThatThrownBy(model::layers).hasMessageContaining("--input-shape 3x224x224");
      assertThat(model.inputShape()).containsExactly(2, -1, -1);
      try (Model shaped = model.withSampleShape(2, 5, 6)) {
        assertThat(shaped.logits().shape()).containsExactly(3, 5, 6);
      }
      assertThat(model.predict(SmallGraphs.random(1, 2, 2, 3, 3)).shape())
          .containsExactly(2, 3, 3, 3);
      assertThat(model.logits().shape()).containsExactly(3, 3, 3);
    }
  }

  @Test
  void refusesSeveralInputs() {
    Graph graph =
        new Graph(
            "two",
            List.of(Node.of("Add", List.of("a", "b"), "y")),
            Map.of(),
            List.of(SmallGraphs.edge("a", -1, 2), SmallGraphs.edge("b", -1, 2)),
            List.of(SmallGraphs.edge("y")),
            17);
    assertThatThrownBy(() -> Model.of(graph, Precision.FLOAT32))
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("2 inputs (a, b)");
  }

  @Test
  void namesTheNodeThatFails() {
    Graph graph =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(7, 5, 2)),
            SmallGraphs.edge("x", -1, 3),
            "y",
            Node.of("MatMul", List.of("x", "w"), "y"));
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 2, 3)))
          .isInstanceOf(ModelFailedException.class)
          .hasMessageContaining("MatMul node y failed on inputs of shape [1, 3], [5, 2]");
    }
  }

  @Test
  void aClosedModelSaysSo() {
    Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT32);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 2, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}

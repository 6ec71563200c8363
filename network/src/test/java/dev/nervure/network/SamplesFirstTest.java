package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.testing.FreshSeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Layers whose samples are not in front hold the rows of the right samples, or are none. */
@ExtendWith(FreshSeed.class)
class SamplesFirstTest {
  private static final int STEPS = 3;
  private static final int FEATURES = 4;

  private static Node transpose(String from, String to, long... order) {
    return Node.of("Transpose", List.of(from), to).with("perm", new Attribute.IntsAttribute(order));
  }

  private static NdArray longs(long... values) {
    return NdArray.of(values, values.length);
  }

  private static Graph graph(Map<String, NdArray> weights, Node... nodes) {
    return SmallGraphs.graph(weights, SmallGraphs.edge("x", -1, STEPS, FEATURES), "y", nodes);
  }

  private static double[] read(Model model, String layer, NdArray samples) {
    return Activations.of(model)
        .layers(List.of(model.layer(layer)))
        .batchSize(2)
        .collect(SampleBatches.of(samples))
        .get(model.layer(layer))
        .doubles();
  }

  private static List<String> names(Model model) {
    return model.layers().stream().map(Layer::name).toList();
  }

  @Test
  void whereTheTimeComesFirst(Random random) {
    Graph graph =
        graph(
            Map.of("w", SmallGraphs.random(random.nextLong(), FEATURES, FEATURES)),
            transpose("x", "t", 1, 0, 2),
            Node.of("Sigmoid", List.of("t"), "s"),
            Node.of("MatMul", List.of("s", "w"), "m"),
            transpose("m", "y", 1, 0, 2));
    try (Model model = Model.of(graph, Precision.FLOAT64)) {
      NdArray samples = SmallGraphs.random(random.nextLong(), 5, STEPS, FEATURES);
      assertThat(names(model)).containsExactly("x", "t", "s", "m", "y");
      assertThat(model.layer("s").shape()).containsExactly(STEPS, FEATURES);
      assertThat(read(model, "t", samples)).containsExactly(samples.doubles());
      assertThat(read(model, "m", samples)).containsExactly(read(model, "y", samples));
      // The derivative begins at the rearranged layer: by m it is the identity of 12 values.
      double[] rows =
          model
              .derivatives(model.layer("m"), model.layer("y"))
              .jacobian(SmallGraphs.random(1, 1, STEPS, FEATURES))
              .doubles();
      int size = STEPS * FEATURES;
      for (int i = 0; i < rows.length; i++) {
        assertThat(rows[i]).isEqualTo(i / size == i % size ? 1 : 0);
      }
    }
  }

  @Test
  void whereSamplesAndStepsAreMerged(Random random) {
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(random.nextLong(), FEATURES, 2));
    weights.put("flat", longs(-1, FEATURES));
    weights.put("apart", longs(-1, STEPS, 2));
    Graph graph =
        graph(
            weights,
            Node.of("Reshape", List.of("x", "flat"), "f"),
            Node.of("Gemm", List.of("f", "w"), "g"),
            Node.of("Reshape", List.of("g", "apart"), "y"));
    try (Model model = Model.of(graph, Precision.FLOAT64)) {
      NdArray samples = SmallGraphs.random(random.nextLong(), 5, STEPS, FEATURES);
      assertThat(names(model)).containsExactly("x", "f", "g", "y");
      assertThat(model.layer("g").shape()).containsExactly(STEPS, 2);
      assertThat(read(model, "f", samples)).containsExactly(samples.doubles());
      assertThat(read(model, "g", samples)).containsExactly(read(model, "y", samples));
    }
  }

  /**
   * Cut into as many rows as there are samples, a merged axis with the steps outside mixes them.
   */
  @Test
  void whereTheStepsAreOutsideThereIsNoLayer(Random random) {
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(random.nextLong(), FEATURES, FEATURES));
    weights.put("flat", longs(-1, FEATURES));
    weights.put("apart", longs(STEPS, -1, FEATURES));
    Graph graph =
        graph(
            weights,
            transpose("x", "t", 1, 0, 2),
            Node.of("Reshape", List.of("t", "flat"), "f"),
            Node.of("Gemm", List.of("f", "w"), "g"),
            Node.of("Reshape", List.of("g", "apart"), "a"),
            transpose("a", "y", 1, 0, 2));
    try (Model model = Model.of(graph, Precision.FLOAT64)) {
      NdArray samples = SmallGraphs.random(random.nextLong(), 5, STEPS, FEATURES);
      assertThat(model.acceptsBatch()).isTrue();
      assertThat(names(model)).containsExactly("x", "t", "a", "y");
      assertThat(read(model, "a", samples)).containsExactly(read(model, "y", samples));
    }
  }
}

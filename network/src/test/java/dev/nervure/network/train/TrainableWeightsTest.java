package dev.nervure.network.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.TensorAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainableWeightsTest {

  private static Graph graph(Map<String, NdArray> tensors, Node... nodes) {
    return new Graph(
        "g",
        List.of(nodes),
        tensors,
        List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2})),
        List.of(new ValueInfo("y", ElementType.FLOAT32, new int[] {-1, 2})),
        13);
  }

  @Test
  void weightsAreFoundByTheirPlaceAndMatricesComeFirst() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("mean", NdArray.of(new float[] {1, 1}, 2));
    tensors.put("bias", NdArray.of(new float[] {0, 0}, 2));
    tensors.put("half", NdArray.of(new float[] {0.5f}, 1));
    tensors.put("matrix", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2));
    tensors.put("index", NdArray.of(new long[] {0, 1}, 2));
    Graph graph =
        graph(
            tensors,
            Node.of("Sub", List.of("x", "mean"), "a"),
            Node.of("MatMul", List.of("a", "matrix"), "b"),
            Node.of("Add", List.of("bias", "b"), "c"),
            Node.of("Mul", List.of("c", "half"), "y"));
    TrainableWeights weights = TrainableWeights.of(graph);
    assertThat(weights.names()).containsExactly("matrix", "bias");
    assertThat(weights.decayedValues()).isEqualTo(4);
    assertThat(weights.values()).isEqualTo(6);
  }

  @Test
  void weightsBehindIdentityAndConstantNodesBecomeTensorsOfTheirOwn() {
    NdArray matrix = NdArray.of(new float[] {1, 2, 3, 4}, 2, 2);
    Node constant =
        Node.of(
            "Constant", List.of(), List.of("second"), Map.of("value", new TensorAttribute(matrix)));
    Graph graph =
        graph(
            Map.of("first", matrix),
            Node.of("Identity", List.of("first"), "copy"),
            constant,
            Node.of("MatMul", List.of("x", "first"), "a"),
            Node.of("MatMul", List.of("a", "copy"), "b"),
            Node.of("MatMul", List.of("b", "second"), "y"));
    Graph separate = SeparateWeights.of(graph);
    assertThat(separate.nodes()).hasSize(3);
    assertThat(TrainableWeights.of(separate).names())
        .containsExactlyInAnyOrder("first", "copy", "second");
    assertThat(SeparateWeights.of(separate)).isSameAs(separate);
  }

  @Test
  void aGraphWithoutWeightsIsRefused() {
    assertThatThrownBy(
            () -> TrainableWeights.of(graph(Map.of(), Node.of("Relu", List.of("x"), "y"))))
        .hasMessageContaining("no weights");
  }
}

package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightMatricesTest {

  @Test
  void kernelsAreUnrolledAndBiasesAreNoMatrices() {
    Architecture cnn = Architectures.named("cnn");
    Graph graph = cnn.graph(cnn.defaults(List.of(1, 8, 8), 10).withWidth(4).withDepth(2), 1);
    List<int[]> shapes =
        WeightMatrices.of(graph).values().stream().map(NdArray::shape).toList();
    assertThat(shapes).hasSize(3);
    assertThat(shapes.get(0)).containsExactly(4, 9);
    assertThat(shapes.get(1)).containsExactly(4, 36);
    assertThat(shapes.get(2)).isIn(new int[] {4, 10}, new int[] {10, 4});
  }

  @Test
  void aTensorThatTwoLayersShareCountsOnce() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    tensors.put("w", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2));
    Graph graph =
        new Graph(
            "shared",
            List.of(
                Node.of("Identity", List.of("w"), "copy"),
                Node.of("MatMul", List.of("x", "w"), "a"),
                Node.of("MatMul", List.of("a", "copy"), "y")),
            tensors,
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2})),
            List.of(new ValueInfo("y", ElementType.FLOAT32, new int[] {-1, 2})),
            17);
    assertThat(WeightMatrices.of(graph)).containsOnlyKeys("w");
  }
}

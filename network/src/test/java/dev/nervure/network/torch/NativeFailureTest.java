package dev.nervure.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.AxisRole;
import dev.nervure.network.Layer;
import dev.nervure.network.ModelFailedException;
import dev.nervure.network.Pooling;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NativeFailureTest {

  @Test
  void whatLibtorchRefusesIsAFailureOfTheModelInOneLine() {
    NativeRuntime.ensureLoaded();
    RuntimeException thrown = catchRuntimeException(() -> torch.zeros(2, 3).reshape(7));
    assertThat(NativeFailure.of("pooling", thrown))
        .isInstanceOf(ModelFailedException.class)
        .hasMessageStartingWith("pooling failed: shape '[7]' is invalid")
        .hasMessageNotContaining("\n")
        .hasCause(thrown);
  }

  @Test
  void otherExceptionsStay() {
    IllegalArgumentException other = new IllegalArgumentException("v must have shape [2]");
    assertThat(NativeFailure.of("pooling", other)).isSameAs(other);
  }

  /** libtorch cannot tell how many rows of no channels there are. */
  @Test
  void aLayerWithoutChannelsCannotBePooled() {
    Graph graph =
        new Graph(
            "empty",
            List.of(Node.of("MatMul", List.of("x", "w"), "y")),
            Map.of("w", NdArray.of(new float[0], 3, 0)),
            List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 2, 3})),
            List.of(new ValueInfo("y", ElementType.FLOAT32, new int[] {-1, 2, 0})),
            17);
    Layer layer = new Layer("y", "MatMul", "", 1, 1, new int[] {2, 0}, AxisRole.parse("NTC"));
    try (Evaluator evaluator = new Evaluator(graph, Precision.FLOAT32, "empty")) {
      LayerReader reader = new LayerReader(evaluator, "x", List.of(layer), Pooling.SPATIAL);
      assertThatThrownBy(() -> reader.read(NdArray.of(new float[6], 1, 2, 3)))
          .isInstanceOf(ModelFailedException.class)
          .hasMessageContaining("y");
    }
  }
}

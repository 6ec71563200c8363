package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearPiecesTest {

  private static final double ROUNDING = 1e-14;

  private static NdArray row(double... values) {
    return NdArray.of(values, 1, values.length);
  }

  @Test
  void rectifierTurnsWhereItsInputIsZero() {
    Map<String, NdArray> weights = Map.of("W", NdArray.of(new double[] {1, 2, -1, 1}, 2, 2));
    try (Model model =
        Model.of(
            SmallGraphs.graph(
                weights,
                SmallGraphs.edge("x", -1, 2),
                "y",
                Node.of("MatMul", List.of("x", "W"), "a"),
                Node.of("Relu", List.of("a"), "y")),
            Precision.FLOAT64)) {
      LinearPieces pieces = model.linearPieces(model.input(), model.logits());
      assertThat(pieces.nodeCount()).isEqualTo(1);
      // a = (x - y, 2 x + y): from (3, 1) = (2, 7) along (0, 1) = (-1, 1): the first unit, at 2.
      LinearPieces.Kink kink = pieces.next(row(3, 1), row(0, 1));
      assertThat(kink.distance()).isCloseTo(2, within(ROUNDING));
      assertThat(kink.node()).isEqualTo("y");
      // Along (1, 0) both grow.
      assertThat(pieces.next(row(3, 1), row(1, 0)).distance()).isInfinite();
      // On the kink: upwards leads off the piece, downwards does not.
      assertThat(pieces.next(row(1, 1), row(1, 0)).distance()).isZero();
      assertThat(pieces.next(row(1, 1), row(0, 1)).distance()).isInfinite();
    }
  }

  @Test
  void poolingTurnsWhereAnotherValueOvertakes() {
    Node pool =
        Node.of("MaxPool", List.of("x"), "y")
            .with("kernel_shape", new Attribute.IntsAttribute(new long[] {1, 2}))
            .with("strides", new Attribute.IntsAttribute(new long[] {1, 2}));
    try (Model model =
        Model.of(
            SmallGraphs.graph(Map.of(), SmallGraphs.edge("x", -1, 1, 1, 4), "y", pool),
            Precision.FLOAT64)) {
      LinearPieces pieces = model.linearPieces(model.input(), model.logits());
      NdArray x = NdArray.of(new double[] {5, 1, 2, 8}, 1, 1, 1, 4);
      NdArray v = NdArray.of(new double[] {-1, 1, 2, 0}, 1, 1, 1, 4);
      // Windows (5, 1) closing at 2 a unit and (2, 8) at 2: after 2 and after 3.
      assertThat(pieces.next(x, v).distance()).isCloseTo(2, within(ROUNDING));
    }
  }

  @Test
  void curvedOperatorsAreNamed() {
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      assertThatThrownBy(() -> model.linearPieces(model.input(), model.logits()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Tanh");
    }
  }
}

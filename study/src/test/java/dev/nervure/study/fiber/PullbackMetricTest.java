package dev.nervure.study.fiber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.jacobian.CurveEnergy;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import dev.nervure.progress.Progress;
import dev.nervure.study.fiber.LayerSpectrum.Extent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullbackMetricTest {
  private static final double RANK_TOLERANCE = 1e-10;

  /** Of a few operations on numbers of order 1. */
  private static final double ROUNDING = 1e-13;

  private static LayerSpectrum spectrum(
      Model model, String from, String to, OutputMetric metric, double... point) {
    return PullbackMetric.at(model, model.layer(from), point, metric)
        .spectrum(model.layer(to), RANK_TOLERANCE, Extent.AFFORDABLE, Progress.none());
  }

  private static Model model(Graph graph) {
    return Model.of(graph, Precision.FLOAT64);
  }

  @Test
  void theJacobianBeginsAtTheValuesOfTheEdge() {
    try (Model model = model(SmallGraphs.roots())) {
      double[] point = {0.25, 1, 4};
      LayerSpectrum input = spectrum(model, "x", "y", OutputMetric.EUCLIDEAN, point);
      // w_i / (2 sqrt x_i) of the weights 1, 1/2, 1/4.
      assertThat(input.spectrum().singularValues()[0])
          .isCloseTo(Math.sqrt(1 + 1 / 16.0 + 1 / 256.0), within(ROUNDING));
      LayerSpectrum root = spectrum(model, "r", "y", OutputMetric.EUCLIDEAN, point);
      assertThat(root.spectrum().singularValues()[0])
          .isCloseTo(Math.sqrt(1 + 1 / 4.0 + 1 / 16.0), within(ROUNDING));
      assertThat(root.nullDimension()).isEqualTo(2);
    }
    try (Model model = model(squares())) {
      // The derivative of a square at r = 2 x + 1 is 2 r: the value of the edge matters.
      LayerSpectrum from = spectrum(model, "r", "y", OutputMetric.EUCLIDEAN, 1, 2, 3);
      assertThat(from.spectrum().singularValues()).containsExactly(14, 10, 6);
    }
  }

  /** x, r = 2 x + 1, y = r r, s = y + x. */
  private static Graph squares() {
    return graph(
        List.of(
            Node.of("Add", List.of("x", "x"), "d"),
            Node.of("Add", List.of("d", "one"), "r"),
            Node.of("Mul", List.of("r", "r"), "y"),
            Node.of("Add", List.of("y", "x"), "s")),
        Map.of("one", NdArray.of(new float[] {1, 1, 1}, 1, 3)),
        "s",
        3);
  }

  private static Graph graph(
      List<Node> nodes, Map<String, NdArray> weights, String output, int size) {
    return new Graph(
        "test",
        nodes,
        weights,
        List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 3})),
        List.of(new ValueInfo(output, ElementType.FLOAT32, new int[] {-1, size})),
        17);
  }

  @Test
  void whatComesAfterIsTold() {
    try (Model model = model(squares())) {
      PullbackMetric metric =
          PullbackMetric.at(
              model, model.layer("r"), new double[] {1, 2, 3}, OutputMetric.EUCLIDEAN);
      assertThat(model.layers().stream().filter(metric::comesAfter).map(Layer::name))
          .containsExactly("y", "s");
    }
  }

  @Test
  void anotherWayFromTheInputIsNamed() {
    try (Model model = model(squares())) {
      LayerSpectrum sum = spectrum(model, "r", "s", OutputMetric.EUCLIDEAN, 1, 2, 3);
      assertThat(sum.rank()).isNull();
      assertThat(sum.notEstimable())
          .isEqualTo("it depends on the input also by a way that does not lead through r");
      assertThat(spectrum(model, "x", "s", OutputMetric.EUCLIDEAN, 1, 2, 3).rank()).isEqualTo(3);
    }
  }

  @Test
  void anOperatorWithoutDerivativeIsNamedAndAnEdgeBehindItServes() {
    Graph floor =
        graph(
            List.of(
                Node.of("Add", List.of("x", "x"), "d"),
                Node.of("Floor", List.of("d"), "f"),
                Node.of("Mul", List.of("f", "f"), "y")),
            Map.of(),
            "y",
            3);
    try (Model model = model(floor)) {
      double[] point = {1.2, 2.3, 3.9};
      assertThat(spectrum(model, "x", "d", OutputMetric.EUCLIDEAN, point).rank()).isEqualTo(3);
      LayerSpectrum behind = spectrum(model, "x", "y", OutputMetric.EUCLIDEAN, point);
      assertThat(behind.spectrum()).isNull();
      assertThat(behind.notEstimable()).contains("Floor").contains("by x");
      // Floor gives 2, 4 and 7.
      assertThat(
              spectrum(model, "f", "y", OutputMetric.EUCLIDEAN, point).spectrum().singularValues())
          .containsExactly(14, 8, 4);
      assertThat(LayerSpectrum.decomposed(model, model.layer("y"), point, RANK_TOLERANCE))
          .extracting(LayerSpectrum::notEstimable)
          .isEqualTo(behind.notEstimable());
    }
  }

  /** Round comes first, but nothing of it reaches y. */
  @Test
  void theOperatorNamedIsOneOnTheWay() {
    Graph sideways =
        graph(
            List.of(
                Node.of("Round", List.of("x"), "side"),
                Node.of("Floor", List.of("x"), "f"),
                Node.of("Mul", List.of("f", "f"), "y")),
            Map.of(),
            "y",
            3);
    try (Model model = model(sideways)) {
      assertThat(spectrum(model, "x", "y", OutputMetric.EUCLIDEAN, 1.2, 2.3, 3.9).notEstimable())
          .contains("Floor");
    }
  }

  private static Graph softmax(float scale) {
    return graph(
        List.of(Node.of("MatMul", List.of("x", "w"), "z"), Node.of("Softmax", List.of("z"), "p")),
        Map.of("w", NdArray.of(new float[] {scale, 0, 0, 0, scale, 0, 0, 0, scale}, 3, 3)),
        "p",
        3);
  }

  /** A9: of constant probabilities the class has one dimension more than of constant logits. */
  @Test
  void theFisherMetricIsThatOfTheSoftmaxOverTheLogits() {
    try (Model model = model(softmax(1))) {
      double[] point = {0, 0, 0};
      LayerSpectrum logits = spectrum(model, "x", "z", OutputMetric.EUCLIDEAN, point);
      assertThat(logits.nullDimension()).isZero();
      LayerSpectrum fisher = spectrum(model, "x", "z", OutputMetric.FISHER, point);
      assertThat(fisher.rank()).isEqualTo(2);
      assertThat(fisher.nullDimension()).isEqualTo(1);
      // At p = 1/3 each the metric is a third of the projection off (1, 1, 1).
      assertThat(fisher.spectrum().singularValues()).hasSize(2);
      for (double value : fisher.spectrum().singularValues()) {
        assertThat(value).isCloseTo(Math.sqrt(1 / 3.0), within(ROUNDING));
      }
      LayerSpectrum probabilities = spectrum(model, "x", "p", OutputMetric.EUCLIDEAN, point);
      assertThat(probabilities.nullDimension()).isEqualTo(fisher.nullDimension());
      // Of two equal values Lanczos finds one.
      LayerSpectrum leading =
          PullbackMetric.at(
                  model, model.layer("x"), new double[] {0.3, 0.1, 0}, OutputMetric.FISHER)
              .leading(model.layer("z"), RANK_TOLERANCE, Progress.none());
      assertThat(leading.nullDimension()).isEqualTo(1);
    }
  }

  @Test
  void aSegmentHasALengthInEveryLayer() {
    try (Model model = model(squares())) {
      double[] start = {0, 0, 0};
      double[] end = {1, 0, 0};
      PullbackMetric input =
          PullbackMetric.at(model, model.layer("x"), start, OutputMetric.EUCLIDEAN);
      assertThat(input.distanceTo(end)).isEqualTo(1);
      // (2 x + 1)^2 goes from 1 to 9, at the speed of 4 (2 x + 1).
      CurveEnergy squares = input.segment(model.layer("y"), end, Progress.none()).curve();
      assertThat(squares.pseudolength()).isCloseTo(8, within(ROUNDING));
      assertThat(squares.energy()).isCloseTo(16 * 26 / 6.0, within(100 * ROUNDING));
      // From r = 1 to r = 3 the square has the speed 2 r.
      PullbackMetric hidden =
          PullbackMetric.at(model, model.layer("r"), start, OutputMetric.EUCLIDEAN);
      assertThat(hidden.distanceTo(end)).isEqualTo(2);
      CurveEnergy later = hidden.segment(model.layer("y"), end, Progress.none()).curve();
      assertThat(later.pseudolength()).isCloseTo(8, within(ROUNDING));
      assertThat(later.energy()).isCloseTo(4 * 26 / 3.0, within(100 * ROUNDING));
      LayerSegment around = hidden.segment(model.layer("s"), end, Progress.none());
      assertThat(around.curve()).isNull();
      assertThat(around.notEstimable()).contains("does not lead through r");
    }
    try (Model model = model(SmallGraphs.roots())) {
      LayerSegment outside =
          PullbackMetric.at(model, model.layer("x"), new double[] {1, 1, 1}, OutputMetric.EUCLIDEAN)
              .segment(model.layer("y"), new double[] {-1, 1, 1}, Progress.none());
      assertThat(outside.curve()).isNull();
      assertThat(outside.notEstimable()).contains("on the way");
    }
  }

  @Test
  void saturatedProbabilitiesKeepTheirRank() {
    try (Model model = model(softmax(100))) {
      LayerSpectrum fisher = spectrum(model, "x", "z", OutputMetric.FISHER, 1, 0.01, 0);
      assertThat(fisher.nullDimension()).isEqualTo(1);
      // A hundred times the root of a sum of exp(-99) and exp(-100), to a factor of 2.
      assertThat(fisher.spectrum().singularValues()[0])
          .isBetween(100 * StrictMath.exp(-99.0 / 2), 200 * StrictMath.exp(-99.0 / 2));
      LayerSpectrum underflow = spectrum(model, "x", "z", OutputMetric.FISHER, 20, 0, 0);
      assertThat(underflow.rank()).isNull();
      assertThat(underflow.notEstimable()).contains("so far below the largest");
    }
  }

  @Test
  void theFisherMetricIsRefusedWhereItIsNotDefined() {
    try (Model model = model(softmax(1));
        Model single = model(SmallGraphs.sum())) {
      for (String layer : List.of("x", "p")) {
        assertThatThrownBy(() -> OutputMetric.FISHER.requireDefinedAt(model.layer(layer), model))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(layer)
            .hasMessageContaining("the layer z");
      }
      assertThatThrownBy(() -> spectrum(single, "x", "y", OutputMetric.FISHER, 1, 2, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("y has one value");
      OutputMetric.EUCLIDEAN.requireDefinedAt(single.logits(), single);
    }
    Graph sigmoid = graph(List.of(Node.of("Sigmoid", List.of("x"), "y")), Map.of(), "y", 3);
    try (Model model = model(sigmoid)) {
      assertThatThrownBy(() -> OutputMetric.FISHER.requireDefinedAt(model.logits(), model))
          .hasMessageContaining("Sigmoid");
    }
    assertThatThrownBy(() -> OutputMetric.named("riemann"))
        .hasMessageContaining("euclidean, fisher");
  }
}

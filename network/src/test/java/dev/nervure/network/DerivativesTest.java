package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DerivativesTest {

  private static final Offset<Double> ROUNDING = offset(1e-13);

  /** J of tanh(x W) V is V^T diag(1 - tanh^2) W^T. */
  @Test
  void jacobianOfAPerceptronInClosedForm() {
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(5, 1, 3);
      double[] w = model.weights().get("W").doubles();
      double[] v = model.weights().get("V").doubles();
      double[] slope = new double[4];
      for (int h = 0; h < 4; h++) {
        double a = 0;
        for (int i = 0; i < 3; i++) {
          a += x.doubles()[i] * w[i * 4 + h];
        }
        slope[h] = 1 - Math.tanh(a) * Math.tanh(a);
      }
      double[] jacobian = model.derivatives(model.input(), model.logits()).jacobian(x).doubles();
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < 3; i++) {
          double sum = 0;
          for (int h = 0; h < 4; h++) {
            sum += v[h * 2 + c] * slope[h] * w[i * 4 + h];
          }
          assertThat(jacobian[c * 3 + i]).isCloseTo(sum, ROUNDING);
        }
      }
    }
  }

  @Test
  void innerLayersAndTheChainRule() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(6, 1, 2, 4, 4);
      Layer middle = model.layer("r1");
      NdArray activation =
          Activations.of(model)
              .layers(List.of(middle))
              .pooling(Pooling.CHANNEL_MAPS)
              .collect(SampleBatches.of(x))
              .get(middle);
      NdArray v = SmallGraphs.random(7, 1, 5);
      Derivatives late = model.derivatives(middle, model.logits());
      Derivatives early = model.derivatives(model.input(), middle);
      NdArray inTwoSteps = early.vjp(x, late.vjp(activation, v));
      NdArray atOnce = model.derivatives(model.input(), model.logits()).vjp(x, v);
      assertThat(inTwoSteps.doubles()).containsExactly(atOnce.doubles(), ROUNDING);
      // 48 values by 32: more outputs than inputs.
      NdArray tall = early.jacobian(x);
      assertThat(tall.shape()).containsExactly(48, 32);
      NdArray column = early.jvp(x, NdArray.of(unit(3, 32), 1, 2, 4, 4));
      for (int i = 0; i < 48; i++) {
        assertThat(tall.doubles()[i * 32 + 3]).isCloseTo(column.doubles()[i], ROUNDING);
      }
    }
  }

  @Test
  void gradientsOfFunctionsOfTheValueComeWithIt() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT64)) {
      NdArray x = SmallGraphs.random(8, 3, 2, 4, 4);
      Derivatives derivatives = model.derivatives(model.input(), model.logits());
      NdArray other = SmallGraphs.random(9, 3, 5);
      // Of half the square of the value, and of a fixed sum.
      Derivatives.ValueAndGradients found =
          derivatives.valueAndGradients(x, (value, first) -> List.of(value, other));
      NdArray value = derivatives.value(x);
      assertThat(found.value().doubles()).containsExactly(value.doubles());
      assertThat(found.gradients()).hasSize(2);
      assertThat(found.gradients().get(0).doubles())
          .containsExactly(derivatives.vjp(x, value).doubles(), ROUNDING);
      assertThat(found.gradients().get(1).doubles())
          .containsExactly(derivatives.vjp(x, other).doubles(), ROUNDING);
      assertThat(found.gradients().get(1).shape()).containsExactly(x.shape());
    }
  }

  /** Where the rows of a batch would change each other, each is a batch of its own. */
  @Test
  void gradientsComeSampleBySampleWhereRowsAreNotIndependent() {
    Graph graph =
        SmallGraphs.graph(
            Map.of("axis", NdArray.of(new long[] {0})),
            SmallGraphs.edge("x", 1, 4),
            "y",
            Node.of("CumSum", List.of("x", "axis"), "sums"),
            Node.of("Mul", List.of("sums", "x"), "y"));
    try (Model model = Model.of(graph, Precision.FLOAT64)) {
      assertThat(model.acceptsBatch()).isFalse();
      Derivatives derivatives = model.derivatives(model.input(), model.logits());
      NdArray x = SmallGraphs.random(12, 3, 4);
      List<Integer> firsts = new ArrayList<>();
      Derivatives.ValueAndGradients found =
          derivatives.valueAndGradients(
              x,
              (value, first) -> {
                firsts.add(first);
                double[] weights = new double[4];
                Arrays.fill(weights, 1 + first);
                return List.of(NdArray.of(weights, value.shape()), value);
              });
      assertThat(firsts).containsExactly(0, 1, 2);
      assertThat(found.value().shape()).containsExactly(3, 4);
      assertThat(found.gradients()).hasSize(2);
      // Of one row y = x^2.
      for (int i = 0; i < 12; i++) {
        double at = x.doubles()[i];
        assertThat(found.value().doubles()[i]).isCloseTo(at * at, ROUNDING);
        assertThat(found.gradients().get(0).doubles()[i]).isCloseTo((1 + i / 4) * 2 * at, ROUNDING);
        assertThat(found.gradients().get(1).doubles()[i]).isCloseTo(2 * at * at * at, ROUNDING);
      }
      assertThat(found.gradients().get(0).shape()).containsExactly(x.shape());
    }
  }

  private static double[] unit(int index, int size) {
    double[] values = new double[size];
    values[index] = 1;
    return values;
  }

  @Test
  void batchesAreSamplesOneByOne() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT64)) {
      Derivatives derivatives = model.derivatives(model.input(), model.logits());
      NdArray x = SmallGraphs.random(8, 4, 2, 4, 4);
      NdArray v = SmallGraphs.random(9, 4, 5);
      NdArray t = SmallGraphs.random(10, 4, 2, 4, 4);
      double[] pulled = derivatives.vjp(x, v).doubles();
      double[] pushed = derivatives.jvp(x, t).doubles();
      for (int s = 0; s < 4; s++) {
        NdArray one = x.rows(s, s + 1);
        assertThat(Arrays.copyOfRange(pulled, s * 32, s * 32 + 32))
            .containsExactly(derivatives.vjp(one, v.rows(s, s + 1)).doubles(), ROUNDING);
        assertThat(Arrays.copyOfRange(pushed, s * 5, s * 5 + 5))
            .containsExactly(derivatives.jvp(one, t.rows(s, s + 1)).doubles(), ROUNDING);
      }
    }
  }

  @Test
  void jacobiansAreTheSameBitsFromSeveralThreads() throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT64)) {
      Derivatives derivatives = model.derivatives(model.input(), model.logits());
      NdArray x = SmallGraphs.random(11, 1, 2, 4, 4);
      double[] alone = derivatives.jacobian(x).doubles();
      List<Future<double[]>> results =
          IntStream.range(0, 40)
              .mapToObj(i -> pool.submit(() -> derivatives.jacobian(x).doubles()))
              .toList();
      for (Future<double[]> result : results) {
        assertThat(result.get()).containsExactly(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void linearLayersHaveTheirMatrixAsDerivativeEverywhere() {
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT64)) {
      Derivatives linear = model.derivatives(model.input(), model.layer("a"));
      double[] w = model.weights().get("W").doubles();
      double[] pushed =
          linear.jvp(SmallGraphs.random(1, 1, 3), NdArray.of(unit(1, 3), 1, 3)).doubles();
      assertThat(pushed).containsExactly(Arrays.copyOfRange(w, 4, 8), ROUNDING);
    }
  }

  @Test
  void operatorsWithoutDerivativeAreNamed() {
    try (Model model =
        Model.of(
            SmallGraphs.graph(
                Map.of(),
                SmallGraphs.edge("x", -1, 3),
                "y",
                Node.of("Round", List.of("x"), "r"),
                Node.of("Mul", List.of("r", "r"), "y")),
            Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.derivatives(model.input(), model.layer("y")))
          .isInstanceOfSatisfying(
              NotDifferentiableException.class,
              e -> {
                assertThat(e.operator()).isEqualTo("Round");
                assertThat(e).hasMessageContaining("Round node r lies between them");
              });
      assertThatThrownBy(() -> model.derivatives(model.layer("y"), model.input()))
          .isInstanceOf(NotDifferentiableException.class)
          .hasMessageContaining("x does not depend on y");
    }
  }

  @Test
  void refusesLayersThatAreBypassed() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.derivatives(model.layer("c1"), model.layer("a1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not lead through c1");
    }
  }

  @Test
  void vectorsOfTheWrongSizeAreRefused() {
    try (Model model = Model.of(SmallGraphs.perceptron(), Precision.FLOAT32)) {
      Derivatives derivatives = model.derivatives(model.input(), model.logits());
      NdArray x = SmallGraphs.random(1, 2, 3);
      assertThatThrownBy(() -> derivatives.vjp(x, SmallGraphs.random(1, 2, 3)))
          .hasMessageContaining("v must have shape [2, 2] but was [2, 3]");
      assertThatThrownBy(() -> derivatives.jacobian(x)).hasMessageContaining("one sample");
      for (int[] shape : new int[][] {{2}, {1, 3}, {0, 2}}) {
        assertThatThrownBy(
                () -> derivatives.valueAndRows(x.rows(0, 1), z -> SmallGraphs.random(1, shape)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("weights must have shape [k, 2] but had");
      }
    }
  }

  /**
   * What depends on shapes only is computed once for each shape, and must follow a change of it.
   */
  @Test
  void graphsThatComputeTheirOwnShapesWorkForAnyBatch() {
    try (Model model =
        Model.of(
            SmallGraphs.graph(
                Map.of(
                    "zero", NdArray.of(new long[] {0}, 1),
                    "rest", NdArray.of(new long[] {-1}, 1),
                    "w", SmallGraphs.random(1, 8, 2)),
                SmallGraphs.edge("x", -1, 2, 2, 2),
                "y",
                Node.of("Tanh", List.of("x"), "t"),
                Node.of("Shape", List.of("x"), "s"),
                Node.of("Gather", List.of("s", "zero"), "n")
                    .with("axis", new Attribute.IntAttribute(0)),
                Node.of("Concat", List.of("n", "rest"), "target")
                    .with("axis", new Attribute.IntAttribute(0)),
                Node.of("Reshape", List.of("t", "target"), "f"),
                Node.of("MatMul", List.of("f", "w"), "y")),
            Precision.FLOAT64)) {
      Derivatives late = model.derivatives(model.layer("t"), model.logits());
      double[] w = model.weights().get("w").doubles();
      for (int n : new int[] {1, 3, 2, 3}) {
        NdArray t = SmallGraphs.random(n, n, 2, 2, 2);
        double[] v = new double[2 * n];
        Arrays.fill(v, 1);
        double[] pulled = late.vjp(t, NdArray.of(v, n, 2)).doubles();
        assertThat(pulled).hasSize(8 * n);
        assertThat(pulled[8 * n - 1]).isCloseTo(w[14] + w[15], ROUNDING);
      }
    }
  }
}

package dev.nervure.network.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import dev.nervure.network.OperatorCases;
import dev.nervure.network.Precision;
import dev.nervure.network.SmallGraphs;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.operators.Inputs;
import dev.nervure.network.torch.operators.OperatorDefinition;
import dev.nervure.network.torch.operators.OperatorRegistry;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tangents forward and rows back, node by node: each is the transpose of the other, both are what
 * libtorch gives that records the whole network, and what the values themselves do.
 */
class NodewiseJacobianTest {

  /** Sums of some thousand products of numbers of size 1, in two orders. */
  private static final double ROUNDING = 1e-12;

  /**
   * What rounding leaves of a derivative that is zero, such as that of a mean of centred values.
   */
  private static final double ZERO = 1e-16;

  /** Steps of 1e-5: the third derivative times 1e-10, and the rounding of values over 1e-5. */
  private static final double STEP = 1e-5;

  private static final double DIFFERENCES = 2e-8;

  static Stream<OperatorCases.Case> cases() {
    return Stream.concat(OperatorCases.cases(), Stream.of(OperatorCases.single()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void columnsRowsRecordsAndDifferencesAgree(OperatorCases.Case network) {
    try (Evaluator evaluator = new Evaluator(network.graph(), Precision.FLOAT64, "case")) {
      Plan plan = evaluator.plan(List.of("x"), List.of("y"));
      NdArray x = network.sample(11);
      try (PointDerivative at = new PointDerivative(evaluator, plan, x);
          RecordedDerivative recorded = new RecordedDerivative(evaluator, plan, x)) {
        assertThat(at.value().doubles()).containsExactly(recorded.value().doubles());
        double[][] columns = columns(at, x);
        double[][] rows = rows(at);
        double size = size(columns);
        for (int i = 0; i < columns.length; i++) {
          NdArray unit = unit(x, i);
          assertThat(columns[i])
              .containsExactly(recorded.push(unit).doubles(), offset(ROUNDING * size));
          for (int j = 0; j < rows.length; j++) {
            assertThat(rows[j][i]).isCloseTo(columns[i][j], within(ROUNDING * size));
          }
        }
        double[] direction = SmallGraphs.random(12, x.shape()).doubles();
        double[] ahead = evaluate(evaluator, plan, moved(x, direction, STEP));
        double[] behind = evaluate(evaluator, plan, moved(x, direction, -STEP));
        double[] pushed = at.push(NdArray.of(direction, x.shape())).doubles();
        for (int j = 0; j < pushed.length; j++) {
          assertThat((ahead[j] - behind[j]) / (2 * STEP))
              .isCloseTo(pushed[j], within(DIFFERENCES * Math.max(1, size)));
        }
      }
    }
  }

  /** Tangents in the place of the batch. */
  @ParameterizedTest
  @MethodSource("cases")
  void manyTangentsAtOnceAreTangentsOneByOne(OperatorCases.Case network) {
    try (Evaluator evaluator = new Evaluator(network.graph(), Precision.FLOAT64, "case");
        NativeScope scope = NativeScope.evaluating()) {
      Plan plan = evaluator.plan(List.of("x"), List.of("y"));
      Tensor sample = evaluator.tensors(plan, List.of(network.sample(11)))[0];
      if (!NodewiseJacobian.isSamplesFirst(evaluator, plan, sample)) {
        assertThat(network.name()).matches("samples in another dimension.*|indices");
        return;
      }
      NdArray tangents = SmallGraphs.random(13, SmallGraphs.batch(5, network.input()));
      try (NodewiseJacobian jacobian = new NodewiseJacobian(evaluator, plan, sample)) {
        NdArray together = scope.copy(jacobian.push(evaluator.tensor(tangents)));
        assertThat(together.shape()[0]).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
          NdArray alone = scope.copy(jacobian.push(evaluator.tensor(tangents.rows(i, i + 1))));
          assertThat(together.rows(i, i + 1).doubles())
              .containsExactly(alone.doubles(), offset(ROUNDING * size(alone.doubles())));
        }
      }
    }
  }

  /** What has no case has no proof: its own way is taken, not libtorch's, in some case. */
  @Test
  void everyOperatorWithAnOwnDerivativeForTangentsIsTested() {
    TreeSet<String> tested = new TreeSet<>();
    cases().forEach(network -> tested.addAll(pushed(network)));
    List<String> own = new ArrayList<>();
    for (OperatorDefinition definition : OperatorRegistry.all()) {
      if (definition.pushforward() != null) {
        own.add(definition.name());
      }
    }
    assertThat(tested).containsExactlyElementsOf(own);
  }

  @SuppressWarnings("try") // The scope acts by being open.
  private static List<String> pushed(OperatorCases.Case network) {
    List<String> operators = new ArrayList<>();
    try (Evaluator evaluator = new Evaluator(network.graph(), Precision.FLOAT64, "case");
        NativeScope scope = NativeScope.evaluating()) {
      Plan plan = evaluator.plan(List.of("x"), List.of("y"));
      Tensor[] feeds = evaluator.tensors(plan, List.of(network.sample(11)));
      Tensor[] values = evaluator.trace(plan, feeds);
      for (int index : plan.steps()) {
        Program.Step step = evaluator.program().steps().get(index);
        Tensor[] operands = new Tensor[step.inputs().length];
        Tensor[] tangents = new Tensor[operands.length];
        for (int i = 0; i < operands.length; i++) {
          int slot = step.inputs()[i];
          operands[i] = slot < 0 ? null : values[slot];
          if (slot >= 0
              && evaluator.program().dependsOnInput(slot)
              && operands[i].is_floating_point()) {
            tangents[i] = torch.ones_like(operands[i]);
          }
        }
        Inputs in = new Inputs(operands, false);
        if (step.pushforward() != null
            && step.outputs()[0] >= 0
            && Arrays.stream(tangents).anyMatch(t -> t != null)
            && step.pushforward().push(in, values[step.outputs()[0]], tangents) != null) {
          operators.add(step.node().operator());
        }
        in.release();
      }
    }
    return operators;
  }

  /** Networks at points where the derivative is a matter of convention: the same both ways. */
  @Test
  void kinksAndTiesAreTheSameForwardAndBack() {
    Node pool =
        Node.of("MaxPool", List.of("x"), "y").with("kernel_shape", new IntsAttribute(2L, 2L));
    IntsAttribute steps = new IntsAttribute(2L, 2L);
    for (Node node :
        List.of(
            Node.of("Relu", List.of("x"), "y"),
            Node.of("LeakyRelu", List.of("x"), "y"),
            Node.of("Abs", List.of("x"), "y"),
            Node.of("HardSigmoid", List.of("x"), "y"),
            Node.of("Clip", List.of("x", "low", "high"), "y"),
            Node.of("PRelu", List.of("x", "high"), "y"),
            Node.of("ReduceMax", List.of("x"), "y").with("axes", new IntsAttribute(3L)),
            Node.of("Max", List.of("x", "low"), "y"),
            pool,
            pool.with("strides", steps).with("pads", new IntsAttribute(1L, 1L, 1L, 1L)),
            pool.with("pads", new IntsAttribute(0L, 1L, 1L, 0L)),
            pool.with("strides", steps).with("dilations", steps))) {
      Graph graph =
          SmallGraphs.graph(
              Map.of(
                  "low", NdArray.of(new double[] {0}),
                  "high", NdArray.of(new double[] {1})),
              SmallGraphs.edge("x", -1, 1, 4, 3),
              "y",
              node);
      double[] ties = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, -1, 1};
      NdArray x = NdArray.of(ties, 1, 1, 4, 3);
      try (Evaluator evaluator = new Evaluator(graph, Precision.FLOAT64, "kink")) {
        Plan plan = evaluator.plan(List.of("x"), List.of("y"));
        try (PointDerivative at = new PointDerivative(evaluator, plan, x);
            RecordedDerivative recorded = new RecordedDerivative(evaluator, plan, x)) {
          double[][] columns = columns(at, x);
          double[][] rows = rows(at);
          for (int i = 0; i < columns.length; i++) {
            assertThat(columns[i])
                .as("%s, column %d", node.operator(), i)
                .containsExactly(recorded.push(unit(x, i)).doubles());
            for (int j = 0; j < rows.length; j++) {
              assertThat(rows[j][i]).isEqualTo(columns[i][j]);
            }
          }
        }
      }
    }
  }

  /** The first of equal values passes its tangent on, and relu at 0 none. */
  @Test
  void kinksInClosedForm() {
    Graph graph =
        SmallGraphs.graph(
            Map.of(),
            SmallGraphs.edge("x", -1, 1, 1, 4),
            "y",
            Node.of("MaxPool", List.of("x"), "m")
                .with("kernel_shape", new IntsAttribute(1L, 2L))
                .with("strides", new IntsAttribute(1L, 2L)),
            Node.of("Relu", List.of("m"), "y"));
    try (Evaluator evaluator = new Evaluator(graph, Precision.FLOAT64, "kink");
        PointDerivative at =
            new PointDerivative(
                evaluator,
                evaluator.plan(List.of("x"), List.of("y")),
                NdArray.of(new double[] {2, 2, 0, 0}, 1, 1, 1, 4))) {
      assertThat(at.push(NdArray.of(new double[] {3, 5, 7, 11}, 1, 1, 1, 4)).doubles())
          .containsExactly(3, 0);
      assertThat(at.pull(NdArray.of(new double[] {3, 5}, 2)).doubles()).containsExactly(3, 0, 0, 0);
    }
  }

  @Test
  void productsAreTheSameBitsFromSeveralThreads() throws InterruptedException, ExecutionException {
    NativeRuntime.ensureLoaded();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Evaluator evaluator = new Evaluator(SmallGraphs.residual(), Precision.FLOAT64, "r")) {
      Plan plan = evaluator.plan(List.of("x"), List.of("y"));
      NdArray x = SmallGraphs.random(11, 1, 2, 4, 4);
      double[] alone = products(evaluator, plan, x);
      List<Future<double[]>> results =
          IntStream.range(0, 40)
              .mapToObj(i -> pool.submit(() -> products(evaluator, plan, x)))
              .toList();
      for (Future<double[]> result : results) {
        assertThat(result.get()).containsExactly(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static double[] products(Evaluator evaluator, Plan plan, NdArray x) {
    try (PointDerivative at = new PointDerivative(evaluator, plan, x)) {
      double[] pushed = at.push(SmallGraphs.random(12, x.shape())).doubles();
      double[] pulled = at.pull(SmallGraphs.random(13, at.value().shape())).doubles();
      double[] both = Arrays.copyOf(pushed, pushed.length + pulled.length);
      System.arraycopy(pulled, 0, both, pushed.length, pulled.length);
      return both;
    }
  }

  @Test
  void whatIsClosedIsRefused() {
    Evaluator evaluator = new Evaluator(SmallGraphs.perceptron(), Precision.FLOAT64, "p");
    Plan plan = evaluator.plan(List.of("x"), List.of("p"));
    NdArray x = SmallGraphs.random(1, 1, 3);
    PointDerivative first = new PointDerivative(evaluator, plan, x);
    PointDerivative second = new PointDerivative(evaluator, plan, x);
    assertThatThrownBy(() -> first.push(SmallGraphs.random(1, 4)))
        .hasMessage("the vector has 4 values but 3 are needed");
    first.close();
    first.close();
    assertThatThrownBy(() -> first.push(x)).hasMessage("the point has been closed");
    evaluator.close();
    assertThatThrownBy(() -> second.push(x)).hasMessage("the network has been closed");
    second.close();
  }

  @TestFactory
  List<DynamicTest> everyLayerOfTheNetworksBeside() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : SharedData.files("models", ".onnx")) {
      tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> everyLayer(file)));
    }
    if (tests.isEmpty()) {
      tests.add(DynamicTest.dynamicTest("none", () -> SharedData.path("models")));
    }
    return tests;
  }

  private static void everyLayer(Path file) {
    try (Model model = Model.load(file, Precision.FLOAT64);
        Evaluator evaluator = new Evaluator(model.graph(), Precision.FLOAT64, file.toString())) {
      boolean integers = model.graph().inputs().get(0).type() == ElementType.INT64;
      Layer from = integers ? model.layers().get(0) : model.input();
      int tested = 0;
      for (Layer to : model.layers()) {
        try {
          model.derivatives(from, to);
        } catch (NotDifferentiableException e) {
          continue;
        }
        Plan plan = evaluator.plan(List.of(from.name()), List.of(to.name()));
        NdArray x = SmallGraphs.random(5, SmallGraphs.batch(1, from.shape()));
        try (PointDerivative at = new PointDerivative(evaluator, plan, x)) {
          NdArray t = SmallGraphs.random(6, x.shape());
          NdArray w = SmallGraphs.random(7, at.value().shape());
          double[] pushed = at.push(t).doubles();
          double[] pulled = at.pull(w).doubles();
          double products = norm(w.doubles()) * norm(pushed) + norm(t.doubles()) * norm(pulled);
          double zero = ZERO * norm(w.doubles()) * norm(t.doubles());
          assertThat(dot(w.doubles(), pushed))
              .as(to.name())
              .isCloseTo(dot(pulled, t.doubles()), within(ROUNDING * products + zero));
        }
        tested++;
      }
      assertThat(tested).isGreaterThan(1);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double[][] columns(PointDerivative at, NdArray x) {
    double[][] columns = new double[Math.toIntExact(x.size())][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = at.push(unit(x, i)).doubles();
    }
    return columns;
  }

  private static double[][] rows(PointDerivative at) {
    double[][] rows = new double[Math.toIntExact(at.value().size())][];
    for (int j = 0; j < rows.length; j++) {
      rows[j] = at.pull(unit(at.value(), j)).doubles();
    }
    return rows;
  }

  private static NdArray unit(NdArray like, int index) {
    double[] values = new double[Math.toIntExact(like.size())];
    values[index] = 1;
    return NdArray.of(values, like.shape());
  }

  private static NdArray moved(NdArray x, double[] direction, double by) {
    double[] values = x.doubles().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += by * direction[i];
    }
    return NdArray.of(values, x.shape());
  }

  private static double[] evaluate(Evaluator evaluator, Plan plan, NdArray x) {
    return evaluator.evaluate(plan, List.of(x)).get(0).doubles();
  }

  private static double size(double[]... rows) {
    double size = 0;
    for (double[] row : rows) {
      for (double value : row) {
        size = Math.max(size, Math.abs(value));
      }
    }
    return Math.max(size, Double.MIN_NORMAL);
  }
}

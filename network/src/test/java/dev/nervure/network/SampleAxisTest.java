package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Attribute.StringAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose first axis counts samples, and such as only look so. */
class SampleAxisTest {

  /** Sums of a few numbers below 1 in float64. */
  private static final Offset<Double> ROUNDING = offset(1e-12);

  private static final int STEP = 4;

  /**
   * A network whose rows change each other's output, and the operator in which they do so first.
   */
  private record Mixing(String name, String first, Map<String, NdArray> weights, Node... nodes) {
    Graph graph(int firstAxis, int... sample) {
      int[] shape = SmallGraphs.batch(firstAxis, sample);
      return SmallGraphs.graph(weights, SmallGraphs.edge("x", shape), "y", nodes);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Node node(String operator, String inputs, String output) {
    return Node.of(operator, List.of(inputs.split(" ")), output);
  }

  private static Node axes(Node node, long... axes) {
    return node.with("axes", new IntsAttribute(axes));
  }

  private static NdArray integers(long... values) {
    return NdArray.of(values, values.length);
  }

  private static Mixing recurrent(String operator, int gates, String direction) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    Node layer =
        node(operator, "x3 w r", "h")
            .with("hidden_size", new IntAttribute(3))
            .with("direction", new StringAttribute(direction));
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(1, directions, gates * 3, STEP));
    weights.put("r", SmallGraphs.random(2, directions, gates * 3, 3));
    weights.put("middle", integers(1));
    weights.put("flat", integers(0, -1));
    return new Mixing(
        operator + " " + direction,
        operator,
        weights,
        node("Unsqueeze", "x middle", "x3"),
        layer,
        node("Reshape", "h flat", "y"));
  }

  static List<Mixing> mixing() {
    List<Mixing> all = new ArrayList<>();
    for (String direction : List.of("forward", "reverse", "bidirectional")) {
      all.add(recurrent("LSTM", 4, direction));
      all.add(recurrent("GRU", 3, direction));
      all.add(recurrent("RNN", 1, direction));
    }
    Map<String, NdArray> ones = new HashMap<>();
    for (String name : List.of("s", "b", "m", "v")) {
      ones.put(name, NdArray.of(new double[] {1, 1, 1, 1}, STEP));
    }
    all.add(
        new Mixing(
            "normalisation in training mode",
            "BatchNormalization",
            ones,
            node("BatchNormalization", "x s b m v", "y")
                .with("training_mode", new IntAttribute(1))));
    for (String operator : List.of("Softmax", "LogSoftmax", "LpNormalization")) {
      all.add(
          new Mixing(
              operator,
              operator,
              Map.of(),
              node(operator, "x", "y").with("axis", new IntAttribute(0))));
    }
    Map<String, NdArray> zero = Map.of("axis", NdArray.of(new long[] {0}));
    all.add(new Mixing("earlier rows", "CumSum", zero, node("CumSum", "x axis", "y")));
    all.add(
        new Mixing(
            "later rows",
            "CumSum",
            zero,
            node("CumSum", "x axis", "y").with("reverse", new IntAttribute(1))));
    all.add(
        new Mixing(
            "weakly, by their mean",
            "Add",
            Map.of("little", NdArray.of(new double[] {1e-5}, 1)),
            axes(node("ReduceMean", "x", "mean"), 0),
            node("Mul", "mean little", "share"),
            node("Add", "x share", "y")));
    all.add(
        new Mixing(
            "attention",
            "MatMul",
            Map.of(),
            node("Transpose", "x", "t"),
            node("MatMul", "x t", "scores"),
            node("Softmax", "scores", "weights"),
            node("MatMul", "weights x", "y")));
    all.add(
        new Mixing(
            "by their number",
            "Div",
            Map.of(),
            node("Shape", "x", "shape").with("end", new IntAttribute(1)),
            node("Cast", "shape", "count").with("to", new IntAttribute(1)),
            node("Div", "x count", "y")));
    all.add(
        new Mixing(
            "by their place",
            "Add",
            Map.of(
                "zero",
                NdArray.of(new long[] {0}),
                "one",
                NdArray.of(new long[] {1}),
                "column",
                integers(-1, 1)),
            node("Shape", "x", "shape").with("end", new IntAttribute(1)),
            node("Squeeze", "shape", "count"),
            node("Range", "zero count one", "places"),
            node("Cast", "places", "numbers").with("to", new IntAttribute(1)),
            node("Reshape", "numbers column", "columns"),
            node("Add", "x columns", "y")));
    all.add(
        new Mixing(
            "through a saturated output",
            "CumSum",
            Map.of("axis", NdArray.of(new long[] {0}), "far", NdArray.of(new double[] {-3}, 1)),
            node("CumSum", "x axis", "sums"),
            node("Add", "sums far", "shifted"),
            node("Mul", "shifted x", "y")));
    return all;
  }

  @ParameterizedTest
  @MethodSource("mixing")
  void rowsThatChangeEachOtherAreRefused(Mixing mixing) {
    for (Precision precision : Precision.values()) {
      for (int firstAxis : new int[] {-1, 5, 25}) {
        try (Model model = Model.of(mixing.graph(firstAxis, STEP), precision)) {
          assertThatThrownBy(() -> model.predict(SmallGraphs.random(3, 5, STEP)))
              .isInstanceOf(BadModelException.class)
              .hasMessageContaining("the rows of its first axis are not samples")
              .hasMessageContaining("first in " + mixing.first() + " node");
          assertThatThrownBy(model::acceptsBatch).isInstanceOf(BadModelException.class);
          Layer input = model.input();
          assertThatThrownBy(() -> model.derivatives(input, model.logits()))
              .isInstanceOf(BadModelException.class);
          Activations some = Activations.of(model).layers(List.of(input));
          assertThatThrownBy(() -> some.collect(SampleBatches.of(SmallGraphs.random(3, 5, STEP))))
              .isInstanceOf(BadModelException.class);
          assertThat(model.sampleNote()).isPresent();
          assertThat(model.layers()).isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mixing")
  void aFileForOneRowRunsRowByRow(Mixing mixing) {
    NdArray x = SmallGraphs.random(3, 5, STEP);
    try (Model model = Model.of(mixing.graph(1, STEP), Precision.FLOAT64)) {
      assertThat(model.acceptsBatch()).isFalse();
      assertThat(model.sampleNote().orElse(""))
          .contains("one by one", "first in " + mixing.first() + " node");
      double[] all = model.predict(x).doubles();
      Layer output = model.logits();
      double[] rows =
          Activations.of(model)
              .layers(List.of(output))
              .pooling(Pooling.FLATTEN)
              .collect(SampleBatches.of(x))
              .get(output)
              .doubles();
      assertThat(rows).containsExactly(all);
      for (int row = 0; row < 5; row++) {
        double[] alone = model.predict(x.rows(row, row + 1)).doubles();
        assertThat(Arrays.copyOfRange(all, row * alone.length, (row + 1) * alone.length))
            .containsExactly(alone);
      }
      checkDerivatives(model, x);
    }
  }

  /** Against differences of the values of one row. */
  private static void checkDerivatives(Model model, NdArray x) {
    Derivatives derivatives = model.derivatives(model.input(), model.logits());
    NdArray row = x.rows(1, 2);
    NdArray jacobian = derivatives.jacobian(row);
    double[] values = jacobian.doubles();
    int outputs = jacobian.shape()[0];
    // Central differences of smooth functions of order 1: a step squared, and rounding over a step.
    double step = 1e-5;
    for (int i = 0; i < STEP; i++) {
      double[] up = row.doubles().clone();
      double[] down = row.doubles().clone();
      up[i] += step;
      down[i] -= step;
      double[] high = derivatives.value(NdArray.of(up, 1, STEP)).doubles();
      double[] low = derivatives.value(NdArray.of(down, 1, STEP)).doubles();
      for (int j = 0; j < outputs; j++) {
        assertThat(values[j * STEP + i]).isCloseTo((high[j] - low[j]) / (2 * step), offset(1e-8));
      }
    }
    // A product of a batch is that of each row.
    double[] ones = new double[5 * outputs];
    Arrays.fill(ones, 1);
    double[] products = derivatives.vjp(x, NdArray.of(ones, 5, outputs)).doubles();
    for (int i = 0; i < STEP; i++) {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        sum += values[j * STEP + i];
      }
      assertThat(products[STEP + i]).isCloseTo(sum, ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 25})
  void aFileForAFixedNumberOfIndependentRowsIsFreed(int rows) {
    Graph graph =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(7, 8, 3), "flat", integers(rows, 8)),
            SmallGraphs.edge("x", rows, 2, 4),
            "y",
            node("Tanh", "x", "h"),
            node("Reshape", "h flat", "f"),
            node("MatMul", "f w", "y"));
    NdArray x = SmallGraphs.random(8, 7, 2, 4);
    try (Model model = Model.of(graph, Precision.FLOAT64)) {
      assertThat(model.acceptsBatch()).isTrue();
      assertThat(model.sampleNote()).isEmpty();
      assertThat(model.layers().stream().map(Layer::name)).containsExactly("x", "h", "f", "y");
      double[] all = model.predict(x).doubles();
      double[] last = model.predict(x.rows(6, 7)).doubles();
      assertThat(Arrays.copyOfRange(all, 18, 21)).containsExactly(last, ROUNDING);
    }
  }

  @Test
  void aFileThatTakesExactlySoManyRowsIsRefused() {
    Graph mixed =
        SmallGraphs.graph(
            Map.of("square", integers(5, 5, 4), "flat", integers(25, 4)),
            SmallGraphs.edge("x", 25, 4),
            "y",
            node("Reshape", "x square", "s"),
            node("Softmax", "s", "p").with("axis", new IntAttribute(1)),
            node("Reshape", "p flat", "y"));
    try (Model model = Model.of(mixed, Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 25, 4)))
          .isInstanceOf(BadModelException.class)
          .hasMessageContaining("it takes exactly 25 rows at once")
          .hasMessageContaining("Reshape node s")
          .hasMessageContaining("dynamic_axes");
    }
    Graph placed =
        SmallGraphs.graph(
            Map.of("places", SmallGraphs.random(4, 5, 4)),
            SmallGraphs.edge("x", 5, 4),
            "y",
            node("Add", "x places", "y"));
    try (Model model = Model.of(placed, Precision.FLOAT32)) {
      assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 5, 4)))
          .hasMessageContaining("it takes exactly 5 rows at once");
    }
  }

  @Test
  void layersThatMixWhatTheOutputDoesNotAreRunOneByOne() {
    // A softmax written out with the largest of all values, of the whole batch.
    Graph graph =
        SmallGraphs.graph(
            Map.of(),
            SmallGraphs.edge("x", -1, 6),
            "y",
            node("ReduceMax", "x", "largest"),
            node("Sub", "x largest", "below"),
            node("Exp", "below", "e"),
            axes(node("ReduceL1", "e", "sum"), 1),
            node("Div", "e sum", "y"));
    NdArray x = SmallGraphs.random(5, 9, 6);
    for (Precision precision : Precision.values()) {
      try (Model model = Model.of(graph, precision)) {
        assertThat(model.acceptsBatch()).isFalse();
        assertThat(model.sampleNote().orElse(""))
            .contains("one by one", "3 layers", "first in Sub node below", "not the output");
        assertThat(model.predict(x).shape()).containsExactly(9, 6);
      }
    }
  }

  @Test
  void realSamplesTellWhatMadeUpOnesDoNot() {
    // Row i takes in row i - 6, further apart than made-up rows are; and only large values pass.
    Graph graph =
        SmallGraphs.graph(
            Map.of(
                "zero", integers(0),
                "end", integers(-6),
                "pads", integers(6, 0, 0, 0),
                "height", NdArray.of(new double[] {100}, 1)),
            SmallGraphs.edge("x", -1, 4),
            "y",
            node("Pad", "x pads", "padded"),
            node("Slice", "padded zero end zero", "earlier"),
            node("Sub", "earlier height", "over"),
            node("Relu", "over", "high"),
            node("Add", "x high", "y"));
    double[] values = SmallGraphs.random(6, 40, 4).doubles();
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      assertThat(model.predict(NdArray.of(values.clone(), 40, 4)).shape()).containsExactly(40, 4);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = 300 * values[i];
    }
    NdArray large = NdArray.of(values, 40, 4);
    for (Precision precision : Precision.values()) {
      try (Model model = Model.of(graph, precision)) {
        assertThatThrownBy(() -> model.predict(large))
            .isInstanceOf(BadModelException.class)
            .hasMessageContaining("of 40 rows at once and in parts the output differs by up to");
      }
      try (Model model = Model.of(graph, precision)) {
        Activations all = Activations.of(model);
        assertThatThrownBy(() -> all.collect(SampleBatches.of(large)))
            .isInstanceOf(BadModelException.class);
      }
    }
  }

  /** A column of huge values, such as of masked logits, does not hide the others. */
  @Test
  void oneHugeColumnHidesNothing() {
    Graph graph =
        SmallGraphs.graph(
            Map.of(
                "zero", integers(0),
                "end", integers(-6),
                "pads", integers(6, 0, 0, 0),
                "mask", NdArray.of(new double[] {0, 0, 0, -1e9}, 4)),
            SmallGraphs.edge("x", -1, 4),
            "y",
            node("Pad", "x pads", "padded"),
            node("Slice", "padded zero end zero", "earlier"),
            node("Add", "x earlier", "sum"),
            node("Add", "sum mask", "y"));
    for (Precision precision : Precision.values()) {
      try (Model model = Model.of(graph, precision)) {
        assertThatThrownBy(() -> model.predict(SmallGraphs.random(7, 40, 4)))
            .isInstanceOf(BadModelException.class);
      }
    }
  }

  /** Layers are compared where they are read, whatever becomes of them in the output. */
  @Test
  void layersThatMixOnlyRealSamplesAreRefused() {
    Graph graph =
        SmallGraphs.graph(
            Map.of(
                "zero", integers(0),
                "end", integers(-6),
                "pads", integers(6, 0, 0, 0),
                "nothing", NdArray.of(new double[] {0}, 1)),
            SmallGraphs.edge("x", -1, 4),
            "y",
            node("Pad", "x pads", "padded"),
            node("Slice", "padded zero end zero", "earlier"),
            node("Add", "x earlier", "sum"),
            node("Mul", "sum nothing", "gone"),
            node("Add", "x gone", "y"));
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      assertThat(model.predict(SmallGraphs.random(7, 40, 4)).shape()).containsExactly(40, 4);
    }
    try (Model model = Model.of(graph, Precision.FLOAT32)) {
      Activations sums = Activations.of(model).layers(List.of(model.layer("sum")));
      assertThatThrownBy(() -> sums.collect(SampleBatches.of(SmallGraphs.random(7, 40, 4))))
          .isInstanceOf(BadModelException.class)
          .hasMessageContaining("layer sum differs by up to");
    }
  }

  @Test
  void outputsWithoutARowForEachSampleAreRefused() {
    Map<String, Node> outputs = new HashMap<>();
    outputs.put("mean", axes(node("ReduceMean", "x", "y"), 0));
    outputs.put("number", node("ReduceMax", "x", "y").with("keepdims", new IntAttribute(0)));
    outputs.put("turned", node("Transpose", "x", "y"));
    outputs.forEach(
        (name, node) -> {
          Graph graph = SmallGraphs.graph(Map.of(), SmallGraphs.edge("x", -1, 4), "y", node);
          try (Model model = Model.of(graph, Precision.FLOAT32)) {
            assertThatThrownBy(() -> model.predict(SmallGraphs.random(1, 3, 4)))
                .as(name)
                .isInstanceOf(BadModelException.class)
                .hasMessageContaining("has no row for each sample");
          }
        });
  }

  @Test
  void healthyNetworksRunTogether() {
    Map<String, NdArray> weights = new HashMap<>();
    weights.put("w", SmallGraphs.random(1, 1, 12, STEP));
    weights.put("r", SmallGraphs.random(2, 1, 12, 3));
    weights.put("v", SmallGraphs.random(3, 3, 2));
    weights.put("two", integers(1));
    Graph batchFirst =
        SmallGraphs.graph(
            weights,
            SmallGraphs.edge("x", -1, 7, STEP),
            "y",
            node("Transpose", "x", "t").with("perm", new IntsAttribute(1, 0, 2)),
            Node.of("LSTM", List.of("t", "w", "r"), "h").with("hidden_size", new IntAttribute(3)),
            node("Squeeze", "h two", "s"),
            node("Transpose", "s", "b").with("perm", new IntsAttribute(1, 0, 2)),
            node("MatMul", "b v", "y"));
    // A mean that is nothing but rounding, and a step that rounding may take across.
    Graph noise =
        SmallGraphs.graph(
            Map.of("s", NdArray.of(new double[] {1, 1, 1}, 3), "b", NdArray.of(new double[3], 3)),
            SmallGraphs.edge("x", -1, 3, 31),
            "y",
            node("InstanceNormalization", "x s b", "n"),
            axes(node("ReduceMean", "n", "m"), 2),
            node("Sign", "m", "signs"),
            node("Add", "n signs", "y"));
    Graph squeezed =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(4, STEP, 1)),
            SmallGraphs.edge("x", -1, STEP),
            "y",
            node("MatMul", "x w", "c"),
            node("Squeeze", "c", "y"));
    Graph silent =
        SmallGraphs.graph(
            Map.of("w", SmallGraphs.random(4, STEP, 2), "far", NdArray.of(new double[] {-99}, 1)),
            SmallGraphs.edge("x", -1, STEP),
            "y",
            node("MatMul", "x w", "c"),
            node("Add", "c far", "d"),
            node("Relu", "d", "y"));
    Graph undefined =
        SmallGraphs.graph(Map.of(), SmallGraphs.edge("x", -1, STEP), "y", node("Log", "x", "y"));
    int checked = 0;
    for (Graph graph : List.of(batchFirst, noise, squeezed, silent, undefined)) {
      for (Precision precision : Precision.values()) {
        try (Model model = Model.of(graph, precision)) {
          assertThat(model.acceptsBatch()).as("%d %s", checked, model.sampleNote()).isTrue();
          int[] sample = model.inputShape();
          for (int samples : new int[] {1, 2, 70}) {
            NdArray x = SmallGraphs.random(8, SmallGraphs.batch(samples, sample));
            assertThat(model.predict(x).shape()[0]).isEqualTo(samples);
          }
        }
      }
      checked++;
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void allSharedNetworksRunTogether(Precision precision) throws IOException {
    for (Path file : SharedData.files("models", ".onnx")) {
      try (Model model = Model.load(file, precision)) {
        assertThat(model.acceptsBatch()).as(file.toString()).isTrue();
      }
    }
  }
}

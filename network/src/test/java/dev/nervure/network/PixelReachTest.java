package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PixelReachTest {
  private static final int SIDE = 8;
  private static final double WEIGHT = 0.001;

  /** The reach is kept in float32; half its precision, and some for sums. */
  private static final double ROUNDING = 1e-6;

  private static Node convolution(
      String input, String weight, int side, int stride, String output) {
    int pad = side / 2;
    return Node.of("Conv", List.of(input, weight, weight + ".bias"), output)
        .with("pads", new IntsAttribute(pad, pad, pad, pad))
        .with("strides", new IntsAttribute(stride, stride));
  }

  private static Node normalization(String input, String output) {
    return Node.of("BatchNormalization", List.of(input, "four", "four", "four", "four"), output);
  }

  /** A stem of 4 channels, a block, and a block of 6 channels and stride 2 with a projection. */
  private static Graph residual() {
    Map<String, NdArray> weights = new LinkedHashMap<>();
    int[][] shapes = {
      {4, 3, 3, 3}, {4, 4, 3, 3}, {4, 4, 3, 3}, {6, 4, 3, 3}, {6, 6, 3, 3}, {6, 4, 1, 1}
    };
    for (int i = 0; i < shapes.length; i++) {
      weights.put("w" + i, SmallGraphs.random(i, shapes[i]));
      weights.put("w" + i + ".bias", SmallGraphs.random(10 + i, shapes[i][0]));
    }
    weights.put("four", NdArray.of(new double[] {1, 2, 3, 4}, 4));
    weights.put("shift", SmallGraphs.random(20, 1, 3, 1, 1));
    return SmallGraphs.graph(
        weights,
        SmallGraphs.edge("x", -1, 3, SIDE, SIDE),
        "out2",
        Node.of("Sub", List.of("x", "shift"), "centred"),
        convolution("centred", "w0", 3, 1, "stem"),
        normalization("stem", "n0"),
        Node.of("Relu", List.of("n0"), "r0"),
        convolution("r0", "w1", 3, 1, "a1"),
        normalization("a1", "n1"),
        // x times sigmoid(x)
        Node.of("Sigmoid", List.of("n1"), "gate"),
        Node.of("Mul", List.of("n1", "gate"), "r1"),
        convolution("r1", "w2", 3, 1, "z1"),
        Node.of("Add", List.of("z1", "r0"), "sum1"),
        Node.of("LeakyRelu", List.of("sum1"), "out1"),
        convolution("out1", "w3", 3, 2, "a2"),
        Node.of("Tanh", List.of("a2"), "r2"),
        convolution("r2", "w4", 3, 1, "z2"),
        convolution("out1", "w5", 1, 2, "past"),
        Node.of("Add", List.of("z2", "past"), "sum2"),
        Node.of("Relu", List.of("sum2"), "out2"));
  }

  private static Map<Layer, PixelReach> reach(Model model, String... layers) {
    return PixelReach.of(model, Arrays.stream(layers).map(model::layer).toList(), Progress.none());
  }

  /** Sums of 3 x 3 neighbours, zeros outside, at every stride-th position. */
  private static double[] boxSums(double[] values, int side, int stride) {
    int smaller = (side - 1) / stride + 1;
    double[] sums = new double[smaller * smaller];
    for (int y = 0; y < smaller; y++) {
      for (int x = 0; x < smaller; x++) {
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            int row = y * stride + dy;
            int column = x * stride + dx;
            if (row >= 0 && row < side && column >= 0 && column < side) {
              sums[y * smaller + x] += values[row * side + column];
            }
          }
        }
      }
    }
    return sums;
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < a.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double[] everySecond(double[] values) {
    double[] chosen = new double[values.length / 4];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[i / (SIDE / 2) * 2 * SIDE + i % (SIDE / 2) * 2];
    }
    return chosen;
  }

  /** What one pixel brings to the layers: all channels of a layer are equal, so one is enough. */
  private static Map<String, double[]> recursion(int pixel) {
    double[] image = new double[SIDE * SIDE];
    image[pixel] = 1;
    double[] stem = times(boxSums(image, SIDE, 1), WEIGHT * 3);
    double[] a1 = times(boxSums(stem, SIDE, 1), WEIGHT * 4);
    double[] z1 = times(boxSums(a1, SIDE, 1), WEIGHT * 4);
    double[] out1 = sum(z1, stem);
    double[] a2 = times(boxSums(out1, SIDE, 2), WEIGHT * 4);
    double[] z2 = times(boxSums(a2, SIDE / 2, 1), WEIGHT * 6);
    double[] out2 = sum(z2, times(everySecond(out1), WEIGHT * 4));
    return Map.of("stem", stem, "a1", a1, "out1", out1, "a2", a2, "z2", z2, "out2", out2);
  }

  @Test
  void aPassWithConstantWeightsIsTheRecursionOverOneChannel(Random random) {
    boolean[] chosen = new boolean[SIDE * SIDE];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = random.nextInt(3) == 0;
    }
    chosen[random.nextInt(chosen.length)] = true;
    Map<String, double[]> expected = new LinkedHashMap<>();
    for (int pixel = 0; pixel < chosen.length; pixel++) {
      if (chosen[pixel]) {
        recursion(pixel)
            .forEach(
                (layer, values) ->
                    expected.merge(
                        layer,
                        Arrays.stream(values).map(value -> value * value).toArray(),
                        PixelReachTest::sum));
      }
    }
    try (Model model = Model.of(residual(), Precision.FLOAT32)) {
      reach(model, expected.keySet().toArray(String[]::new))
          .forEach(
              (layer, reach) -> {
                double[] strengths = reach.strengths(chosen);
                double[] squares = expected.get(layer.name());
                double largest = Math.sqrt(Arrays.stream(squares).max().orElseThrow());
                double mine = Arrays.stream(strengths).max().orElseThrow();
                assertThat(strengths).hasSameSizeAs(squares);
                for (int i = 0; i < strengths.length; i++) {
                  assertThat(strengths[i] / mine)
                      .as(layer.name() + " " + i)
                      .isCloseTo(Math.sqrt(squares[i]) / largest, within(ROUNDING));
                }
              });
    }
  }

  @Test
  void theWeightsOfTheNetworkDoNotMatter() {
    boolean[] chosen = new boolean[SIDE * SIDE];
    Arrays.fill(chosen, 5, 20, true);
    Graph graph = residual();
    try (Model model = Model.of(graph, Precision.FLOAT32);
        Model other = model.withWeights(Map.of("w1", SmallGraphs.random(99, 4, 4, 3, 3)))) {
      assertThat(reach(other, "out2").values().iterator().next().strengths(chosen))
          .isEqualTo(reach(model, "out2").values().iterator().next().strengths(chosen));
    }
  }

  private static Graph ofOneConvolution(int height, int width) {
    Map<String, NdArray> weights =
        Map.of("w", SmallGraphs.random(1, 2, 1, 1, 1), "w.bias", SmallGraphs.random(1, 2));
    return SmallGraphs.graph(
        weights,
        SmallGraphs.edge("x", -1, 1, height, width),
        "y",
        convolution("x", "w", 1, 1, "y"));
  }

  @Test
  void aPositionThatSeesOnePixelIsThatPixel(Random random) {
    boolean[] chosen = new boolean[6 * 9];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = random.nextBoolean();
    }
    try (Model model = Model.of(ofOneConvolution(6, 9), Precision.FLOAT32)) {
      double[] strengths = reach(model, "y").values().iterator().next().strengths(chosen);
      for (int i = 0; i < chosen.length; i++) {
        assertThat(strengths[i]).isEqualTo(chosen[i] ? 1 : 0);
      }
    }
  }

  @Test
  void largeImagesAreCutIntoCells(Random random) {
    int height = 65; // of three pixels a cell, the last row of cells has two
    int width = 70; // and the last column one
    boolean[] chosen = new boolean[height * width];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = random.nextBoolean();
    }
    try (Model model = Model.of(ofOneConvolution(height, width), Precision.FLOAT32)) {
      assertThat(PixelReach.passes(model, List.of(model.layer("y")))).isEqualTo(22 * 24);
      double[] strengths = reach(model, "y").values().iterator().next().strengths(chosen);
      for (int i = 0; i < chosen.length; i++) {
        int top = i / width / 3 * 3;
        int left = i % width / 3 * 3;
        int inside = 0;
        int lit = 0;
        for (int y = top; y < Math.min(height, top + 3); y++) {
          for (int x = left; x < Math.min(width, left + 3); x++) {
            inside++;
            lit += chosen[y * width + x] ? 1 : 0;
          }
        }
        assertThat(strengths[i]).isCloseTo(Math.sqrt(lit / (double) inside), within(ROUNDING));
      }
    }
  }

  @Test
  void whatIsNoConvolutionIsNamed() {
    try (Model model = Model.of(SmallGraphs.residual(), Precision.FLOAT32);
        Model perceptron = Model.of(SmallGraphs.perceptron(), Precision.FLOAT32)) {
      assertThatThrownBy(() -> PixelReach.passes(model, List.of(model.layer("y"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Gemm node y");
      assertThatThrownBy(() -> PixelReach.passes(perceptron, List.of(perceptron.layer("h"))))
          .hasMessageContaining("MatMul");
      assertThat(PixelReach.passes(model, List.of(model.layer("r2")))).isEqualTo(16);
    }
  }

  @Test
  void memoryIsThatOfEveryCellAndPosition() {
    try (Model model = Model.of(residual(), Precision.FLOAT32)) {
      List<Layer> layers = List.of(model.layer("stem"), model.layer("a2"));
      long cells = SIDE * SIDE;
      long stem = cells * SIDE * SIDE;
      assertThat(PixelReach.memory(model, layers)).isEqualTo(8 * (stem + stem / 4) + 4 * stem);
      assertThat(PixelReach.memory(model, List.of())).isZero();
      Layer wide =
          new Layer("wide", "Conv", "", 1, 0.5, new int[] {2, 8192, 8192}, AxisRole.parse("NCHW"));
      assertThatThrownBy(() -> PixelReach.memory(model, List.of(wide)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("wide has too many positions");
    }
  }
}

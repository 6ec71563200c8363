package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.nervure.array.NdArray;
import dev.nervure.network.BadModelException;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolution, pooling, padding and resizing against sums written out and against each other. */
class SpatialOperatorsTest {

  /** Sums of a few hundred products of numbers below 1. */
  private static final Offset<Double> ROUNDING = offset(1e-12);

  private static double[] random(long seed, int count) {
    RandomStream stream = RandomStream.seeded(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = stream.nextDouble() - 0.5;
    }
    return values;
  }

  /** Two-dimensional convolution of one channel, written out. */
  private static double[] convolve(
      double[] x, int size, double[] w, int kernel, int stride, int dilation, int[] pads) {
    int extent = (kernel - 1) * dilation + 1;
    int rows = (size + pads[0] + pads[2] - extent) / stride + 1;
    int columns = (size + pads[1] + pads[3] - extent) / stride + 1;
    double[] y = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        for (int i = 0; i < kernel; i++) {
          for (int j = 0; j < kernel; j++) {
            int row = r * stride + i * dilation - pads[0];
            int column = c * stride + j * dilation - pads[1];
            if (row >= 0 && row < size && column >= 0 && column < size) {
              y[r * columns + c] += x[row * size + column] * w[i * kernel + j];
            }
          }
        }
      }
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"1,1,0,0,0,0", "2,1,1,1,1,1", "1,2,2,2,2,2", "2,1,0,1,2,3", "3,2,2,0,1,0"})
  void convolutionWithStridesDilationsAndUnequalPads(
      int stride, int dilation, int top, int left, int bottom, int right) {
    double[] x = random(1, 81);
    double[] w = random(2, 9);
    int[] pads = {top, left, bottom, right};
    double[] y =
        OneNode.of("Conv", 11)
            .input(x, 1, 1, 9, 9)
            .constant(w, 1, 1, 3, 3)
            .list("strides", stride, stride)
            .list("dilations", dilation, dilation)
            .list("pads", top, left, bottom, right)
            .run()
            .doubles();
    assertThat(y).containsExactly(convolve(x, 9, w, 3, stride, dilation, pads), ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
  void automaticPads(String mode) {
    double[] x = random(3, 64);
    double[] w = random(4, 9);
    // 8 inputs, stride 2, kernel 3: 4 outputs need one more row, which goes to the end or the
    // start.
    int[] pads =
        switch (mode) {
          case "SAME_UPPER" -> new int[] {0, 0, 1, 1};
          case "SAME_LOWER" -> new int[] {1, 1, 0, 0};
          default -> new int[4];
        };
    double[] y =
        OneNode.of("Conv", 11)
            .input(x, 1, 1, 8, 8)
            .constant(w, 1, 1, 3, 3)
            .list("strides", 2, 2)
            .set("auto_pad", mode)
            .run()
            .doubles();
    assertThat(y).containsExactly(convolve(x, 8, w, 3, 2, 1, pads), ROUNDING);
  }

  @Test
  void convolutionInOneAndThreeDimensionsWithGroupsAndBias() {
    double[] line =
        OneNode.of("Conv", 11)
            .input(new double[] {1, 2, 3, 4}, 1, 1, 4)
            .constant(new double[] {1, -1}, 1, 1, 2)
            .constant(new double[] {10}, 1)
            .list("pads", 1, 0)
            .run()
            .doubles();
    assertThat(line).containsExactly(9, 9, 9, 9);
    double[] solid =
        OneNode.of("Conv", 11)
            .input(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 2, 2, 2)
            .constant(new double[] {1, 1, 1, 1, 1, 1, 1, 2}, 1, 1, 2, 2, 2)
            .run()
            .doubles();
    assertThat(solid).containsExactly(44);
    double[] groups =
        OneNode.of("Conv", 11)
            .input(new double[] {1, 2, 3, 4}, 1, 2, 2)
            .constant(new double[] {10, 100}, 2, 1, 1)
            .set("group", 2)
            .run()
            .doubles();
    assertThat(groups).containsExactly(10, 20, 300, 400);
  }

  @Test
  void transposedConvolutionSpreadsItsKernel() {
    NdArray plain =
        OneNode.of("ConvTranspose", 11)
            .input(new double[] {1, 2}, 1, 1, 2)
            .constant(new double[] {1, 10, 100}, 1, 1, 3)
            .constant(new double[] {0.5}, 1)
            .list("strides", 2)
            .run();
    assertThat(plain.doubles()).containsExactly(1.5, 10.5, 102.5, 20.5, 200.5);
    NdArray padded =
        OneNode.of("ConvTranspose", 11)
            .input(new double[] {1, 2}, 1, 1, 2)
            .constant(new double[] {1, 10, 100}, 1, 1, 3)
            .list("strides", 2)
            .list("pads", 1, 0)
            .list("output_padding", 1)
            .run();
    assertThat(padded.doubles()).containsExactly(10, 102, 20, 200, 0);
    NdArray shaped =
        OneNode.of("ConvTranspose", 11)
            .input(new double[] {1, 2}, 1, 1, 2)
            .constant(new double[] {1, 10, 100}, 1, 1, 3)
            .list("strides", 2)
            .list("output_shape", 4)
            .set("auto_pad", "SAME_UPPER")
            .run();
    assertThat(shaped.doubles()).containsExactly(1, 10, 102, 20);
    // Only SAME_UPPER puts the odd padding behind.
    NdArray lower =
        OneNode.of("ConvTranspose", 11)
            .input(new double[] {1, 2}, 1, 1, 2)
            .constant(new double[] {1, 10, 100}, 1, 1, 3)
            .list("strides", 2)
            .list("output_shape", 4)
            .run();
    assertThat(lower.doubles()).containsExactly(10, 102, 20, 200);
  }

  @Test
  void maximumPooling() {
    double[] x = {1, 5, 2, 7, 3, 4};
    assertThat(
            OneNode.of("MaxPool", 12)
                .input(x, 1, 1, 6)
                .list("kernel_shape", 2)
                .list("strides", 2)
                .run()
                .doubles())
        .containsExactly(5, 7, 4);
    // More padding than half a kernel, at one end only.
    assertThat(
            OneNode.of("MaxPool", 12)
                .input(x, 1, 1, 6)
                .list("kernel_shape", 3)
                .list("strides", 2)
                .list("pads", 2, 0)
                .run()
                .doubles())
        .containsExactly(1, 5, 7);
    assertThat(
            OneNode.of("MaxPool", 12)
                .input(x, 1, 1, 6)
                .list("kernel_shape", 2)
                .list("dilations", 3)
                .run()
                .doubles())
        .containsExactly(7, 5, 4);
    assertThat(
            OneNode.of("MaxPool", 12)
                .input(x, 1, 1, 6)
                .list("kernel_shape", 4)
                .list("strides", 4)
                .set("ceil_mode", 1)
                .run()
                .doubles())
        .containsExactly(7, 4);
    double[] solid = random(5, 64);
    assertThat(
            OneNode.of("MaxPool", 12)
                .input(solid, 1, 1, 4, 4, 4)
                .list("kernel_shape", 4, 4, 4)
                .run()
                .doubles())
        .containsExactly(Arrays.stream(solid).max().orElseThrow());
  }

  @Test
  void averagePoolingCountsPadsOrNot() {
    double[] x = {1, 2, 3, 4};
    OneNode symmetric = OneNode.of("AveragePool", 11).input(x, 1, 1, 4);
    assertThat(symmetric.list("kernel_shape", 3).list("pads", 1, 1).run().doubles())
        .containsExactly(new double[] {1.5, 2, 3, 3.5}, ROUNDING);
    assertThat(
            OneNode.of("AveragePool", 11)
                .input(x, 1, 1, 4)
                .list("kernel_shape", 3)
                .list("pads", 1, 1)
                .set("count_include_pad", 1)
                .run()
                .doubles())
        .containsExactly(new double[] {1, 2, 3, 7.0 / 3}, ROUNDING);
    assertThat(
            OneNode.of("AveragePool", 11)
                .input(x, 1, 1, 4)
                .list("kernel_shape", 2)
                .list("pads", 0, 1)
                .run()
                .doubles())
        .containsExactly(new double[] {1.5, 2.5, 3.5, 4}, ROUNDING);
  }

  @Test
  void globalPooling() {
    double[] x = {3, 4, 0, 0, 1, 1, 1, 1};
    assertThat(OneNode.of("GlobalAveragePool", 7).input(x, 1, 2, 2, 2).run().doubles())
        .containsExactly(1.75, 1);
    assertThat(OneNode.of("GlobalMaxPool", 7).input(x, 1, 2, 2, 2).run().doubles())
        .containsExactly(4, 1);
    assertThat(OneNode.of("GlobalLpPool", 7).input(x, 1, 2, 2, 2).run().doubles())
        .containsExactly(new double[] {5, 2}, ROUNDING);
    assertThat(
            OneNode.of("LpPool", 11)
                .input(new double[] {3, 4, 6, 8}, 1, 1, 4)
                .list("kernel_shape", 2)
                .list("strides", 2)
                .run()
                .doubles())
        .containsExactly(new double[] {5, 10}, ROUNDING);
  }

  @ParameterizedTest
  @CsvSource({
    "constant, 9 9 1 2 3 9",
    "reflect, 3 2 1 2 3 2",
    "edge, 1 1 1 2 3 3",
    "wrap, 2 3 1 2 3 1"
  })
  void paddingModes(String mode, String expected) {
    double[] wanted = Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
    OneNode node =
        OneNode.of("Pad", 19)
            .input(new double[] {1, 2, 3}, 3)
            .constant(2, 1)
            .scalar(9)
            .set("mode", mode);
    assertThat(node.run().doubles()).containsExactly(wanted);
  }

  @Test
  void paddingByAttributesOfChosenAxesAndNegative() {
    assertThat(
            OneNode.of("Pad", 7)
                .input(new double[] {1, 2}, 1, 2)
                .list("pads", 1, 0, 0, 1)
                .set("value", 5.0)
                .run()
                .doubles())
        .containsExactly(5, 5, 5, 1, 2, 5);
    assertThat(
            OneNode.of("Pad", 18)
                .input(new double[] {1, 2, 3, 4}, 2, 2)
                .constant(-1, 1)
                .missing()
                .constant(-1)
                .run()
                .doubles())
        .containsExactly(2, 0, 4, 0);
  }

  @Test
  void resizeNearestAndLinear() {
    // Examples of the ONNX operator specification (Resize, nearest and linear by scales).
    NdArray nearest =
        OneNode.of("Resize", 13)
            .input(new double[] {1, 2, 3, 4}, 1, 1, 2, 2)
            .missing()
            .constant(new double[] {1, 1, 2, 3}, 4)
            .set("mode", "nearest")
            .run();
    assertThat(nearest.shape()).containsExactly(1, 1, 4, 6);
    assertThat(nearest.doubles())
        .containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4);
    double[] linear =
        OneNode.of("Resize", 13)
            .input(new double[] {1, 2, 3, 4}, 1, 1, 2, 2)
            .missing()
            .constant(new double[] {1, 1, 2, 2}, 4)
            .set("mode", "linear")
            .run()
            .doubles();
    assertThat(linear)
        .containsExactly(
            new double[] {
              1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4
            },
            ROUNDING);
    double[] corners =
        OneNode.of("Resize", 13)
            .input(new double[] {1, 2, 3, 4}, 1, 1, 2, 2)
            .missing()
            .missing()
            .constant(1, 1, 4, 4)
            .set("mode", "linear")
            .set("coordinate_transformation_mode", "align_corners")
            .run()
            .doubles();
    assertThat(corners[1]).isCloseTo(4.0 / 3, ROUNDING);
    assertThat(corners[15]).isCloseTo(4, ROUNDING);
  }

  @Test
  void resizeCubicKeepsStraightLines() {
    // A cubic kernel with a = -0.5 reproduces linear functions away from the ends.
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] y =
        OneNode.of("Resize", 13)
            .input(x, 1, 1, 1, 8)
            .missing()
            .constant(new double[] {1, 1, 1, 2}, 4)
            .set("mode", "cubic")
            .set("cubic_coeff_a", -0.5)
            .run()
            .doubles();
    for (int i = 4; i < 12; i++) {
      assertThat(y[i]).isCloseTo((i + 0.5) / 2 - 0.5, ROUNDING);
    }
  }

  @Test
  void upsampleOfOldOpsets() {
    double[] x = {1, 2};
    assertThat(
            OneNode.of("Upsample", 7).input(x, 1, 1, 2).floats("scales", 1, 1, 2).run().doubles())
        .containsExactly(1, 1, 2, 2);
    assertThat(
            OneNode.of("Upsample", 9)
                .input(x, 1, 1, 2)
                .constant(new double[] {1, 1, 2}, 3)
                .set("mode", "linear")
                .run()
                .doubles())
        .containsExactly(1, 1.5, 2, 2);
  }

  @Test
  void refusesWhatIsNotSupportedWhenTheModelIsLoaded() {
    assertThatThrownBy(
            () ->
                OneNode.of("AveragePool", 12)
                    .input(new double[] {1, 2}, 1, 1, 2)
                    .list("kernel_shape", 2)
                    .outputs(2)
                    .runAll())
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("AveragePool node the_node: the output y1 is not supported");
    assertThatThrownBy(
            () -> OneNode.of("Resize", 18).input(new double[] {1}, 1).set("antialias", 1).run())
        .isInstanceOf(BadModelException.class)
        .hasMessageContaining("antialias");
  }
}

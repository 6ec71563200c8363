package dev.nervure.network.torch.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * What the check computes. The kernels of these libraries work on blocks of 8 or 16 channels, so
 * that the channel counts here are none of their multiples; sizes are small, the whole check takes
 * well under a tenth of a second once the classes are loaded.
 */
final class CheckedOperations {

  private static final double EPSILON = 1e-5;

  private CheckedOperations() {}

  static List<CheckedOperation> all() {
    List<CheckedOperation> all = new ArrayList<>();
    all.add(smallConvolution());
    // Batches, channels in and out, size, kernel; stride, dilation, groups.
    all.add(convolution("convolution", 2, 20, 50, 12, 5, 1, 1, 1, 2));
    all.add(convolution("convolution", 2, 9, 33, 9, 3, 1, 1, 1, 2));
    all.add(convolution("strided convolution", 2, 3, 18, 15, 7, 2, 1, 1, 2));
    all.add(convolution("dilated convolution", 2, 33, 17, 9, 3, 1, 2, 1, 2));
    all.add(convolution("convolution with kernels of one value", 2, 19, 21, 6, 1, 1, 1, 1, 2));
    all.add(convolution("grouped convolution", 2, 18, 42, 8, 3, 1, 1, 2, 2));
    all.add(convolution("depthwise convolution", 2, 19, 19, 9, 3, 1, 1, 19, 2));
    all.add(convolution("convolution over one axis", 2, 20, 35, 24, 5, 1, 1, 1, 1));
    all.add(convolution("convolution over three axes", 2, 10, 21, 6, 3, 1, 1, 1, 3));
    all.add(transposed(2, 20, 13, 6, 4, 2));
    all.add(transposed(2, 17, 35, 7, 3, 1));
    all.add(matrixProduct(65, 130, 67));
    all.add(
        CheckedOperation.of(
            "batched matrix product",
            new long[][] {{3, 17, 29}, {3, 29, 37}},
            in -> torch.matmul(in[0], in[1])));
    all.add(
        CheckedOperation.of(
            "linear layer",
            new long[][] {{33}, {19, 75}, {33, 75}},
            in -> torch.addmm(in[0], in[1], in[2].t())));
    all.add(
        CheckedOperation.of(
            "product of a matrix and a vector",
            new long[][] {{61, 83}, {83}},
            in -> torch.matmul(in[0], in[1])));
    all.add(batchNormalization());
    all.add(
        CheckedOperation.of(
            "layer normalisation",
            new long[][] {{5, 7, 45}, {45}, {45}},
            in ->
                torch.layer_norm(
                    in[0],
                    new long[] {45},
                    new TensorOptional(in[1]),
                    new TensorOptional(in[2]),
                    EPSILON,
                    false)));
    all.add(
        CheckedOperation.of(
            "group normalisation",
            new long[][] {{3, 21, 5, 5}, {21}, {21}},
            in ->
                torch.group_norm(
                    in[0],
                    3,
                    new TensorOptional(in[1]),
                    new TensorOptional(in[2]),
                    EPSILON,
                    false)));
    return all;
  }

  private static CheckedOperation convolution(
      String name,
      int batch,
      int channelsIn,
      int channelsOut,
      int size,
      int kernel,
      int stride,
      int dilation,
      int groups,
      int axes) {
    long[][] shapes = {
      shape(batch, channelsIn, size, axes),
      shape(channelsOut, channelsIn / groups, kernel, axes),
      {channelsOut}
    };
    return CheckedOperation.of(
        "%s of %d to %d channels".formatted(name, channelsIn, channelsOut),
        shapes,
        in ->
            torch.convolution(
                in[0],
                in[1],
                new TensorOptional(in[2]),
                repeated(stride, axes),
                repeated(kernel / 2, axes),
                repeated(dilation, axes),
                false,
                new long[axes],
                groups));
  }

  private static CheckedOperation transposed(
      int batch, int channelsIn, int channelsOut, int size, int kernel, int stride) {
    return CheckedOperation.of(
        "transposed convolution of %d to %d channels".formatted(channelsIn, channelsOut),
        new long[][] {
          {batch, channelsIn, size, size}, {channelsIn, channelsOut, kernel, kernel}, {channelsOut}
        },
        in ->
            torch.convolution(
                in[0],
                in[1],
                new TensorOptional(in[2]),
                repeated(stride, 2),
                new long[2],
                repeated(1, 2),
                true,
                new long[2],
                1));
  }

  /** A convolution small enough to be computed by its definition, which checks double precision. */
  private static CheckedOperation smallConvolution() {
    int batch = 2;
    int in = 9;
    int out = 7;
    int size = 6;
    int kernel = 3;
    int result = size - kernel + 1;
    return new CheckedOperation(
        "convolution of 9 to 7 channels",
        new long[][] {{batch, in, size, size}, {out, in, kernel, kernel}},
        tensors ->
            torch.convolution(
                tensors[0],
                tensors[1],
                new TensorOptional(),
                repeated(1, 2),
                new long[2],
                repeated(1, 2),
                false,
                new long[2],
                1),
        arrays -> {
          double[] sums = new double[batch * out * result * result];
          int next = 0;
          for (int b = 0; b < batch; b++) {
            for (int o = 0; o < out; o++) {
              for (int y = 0; y < result; y++) {
                for (int x = 0; x < result; x++) {
                  double sum = 0;
                  for (int c = 0; c < in; c++) {
                    for (int i = 0; i < kernel; i++) {
                      for (int j = 0; j < kernel; j++) {
                        sum +=
                            arrays[0][((b * in + c) * size + y + i) * size + x + j]
                                * arrays[1][((o * in + c) * kernel + i) * kernel + j];
                      }
                    }
                  }
                  sums[next++] = sum;
                }
              }
            }
          }
          return sums;
        });
  }

  private static CheckedOperation matrixProduct(int rows, int inner, int columns) {
    return new CheckedOperation(
        "matrix product",
        new long[][] {{rows, inner}, {inner, columns}},
        in -> torch.matmul(in[0], in[1]),
        arrays -> {
          double[] sums = new double[rows * columns];
          for (int i = 0; i < rows; i++) {
            for (int k = 0; k < inner; k++) {
              double factor = arrays[0][i * inner + k];
              for (int j = 0; j < columns; j++) {
                sums[i * columns + j] += factor * arrays[1][k * columns + j];
              }
            }
          }
          return sums;
        });
  }

  /** In training mode, where the statistics are those of the batch. */
  private static CheckedOperation batchNormalization() {
    return CheckedOperation.of(
        "batch normalisation",
        new long[][] {{4, 19, 5, 5}, {19}, {19}},
        in ->
            torch.batch_norm(
                in[0],
                new TensorOptional(in[1]),
                new TensorOptional(in[2]),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0.1,
                EPSILON,
                false));
  }

  private static long[] shape(int first, int second, int size, int axes) {
    long[] shape = new long[2 + axes];
    Arrays.fill(shape, size);
    shape[0] = first;
    shape[1] = second;
    return shape;
  }

  private static long[] repeated(int value, int times) {
    long[] result = new long[times];
    Arrays.fill(result, value);
    return result;
  }
}

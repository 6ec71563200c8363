package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Convolutions over one, two or three spatial axes. */
final class ConvolutionOperators {

  private ConvolutionOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("convolution")
        .single("Conv", Linearity.BIASED, ConvolutionOperators::convolution)
        .pulling(ConvolutionOperators::pullback)
        .affine(0, 2)
        .single("ConvTranspose", Linearity.BIASED, ConvolutionOperators::transposed)
        .affine(0, 2)
        .several("CausalConvWithState", Linearity.NONE, "", ConvolutionOperators::causal);
  }

  /**
   * Each channel by itself over one axis, reading backwards only: what went before is zero or the
   * state that the node before it left.
   */
  private static Kernel causal(NodeContext context) {
    String activation = context.text("activation", "none");
    boolean gates = activation.equals("silu") || activation.equals("swish");
    context.require(
        gates || activation.equals("none"), "activation " + activation + " is not supported");
    return in -> {
      Tensor x = in.get(0);
      long before = in.shape(1)[2] - 1;
      Tensor state =
          in.has(3) ? in.get(3) : torch.zeros(x.size(0), x.size(1), before).to(x.scalar_type());
      Tensor padded = torch.cat(new TensorVector(state, x), 2);
      Tensor result =
          torch.convolution(
              padded,
              in.get(1),
              in.optional(2),
              new long[] {1},
              new long[] {0},
              new long[] {1},
              false,
              new long[] {0},
              x.size(1));
      Tensor after = padded.narrow(2, padded.size(2) - before, before);
      return new Tensor[] {gates ? torch.silu(result) : result, after};
    };
  }

  static Kernel.Single convolution(NodeContext context) {
    Window window = new Window(context);
    long groups = context.integer("group", 1);
    return in -> {
      Tensor x = in.get(0);
      long[] kernel = kernel(in);
      int axes = kernel.length;
      long[] pads = window.pads(x.shape(), kernel);
      if (!Window.isSymmetric(pads)) {
        x = Window.pad(x, pads, 0);
        pads = new long[2 * axes];
      }
      return torch.convolution(
          x,
          in.get(1),
          in.optional(2),
          window.strides(axes),
          Window.begin(pads),
          window.dilations(axes),
          false,
          new long[axes],
          groups);
    };
  }

  private static Pullback.OfFirst pullback(NodeContext context) {
    Window window = new Window(context);
    long groups = context.integer("group", 1);
    return (in, output, rows) -> {
      Tensor x = in.get(0);
      long[] kernel = kernel(in);
      int axes = kernel.length;
      long[] pads = window.pads(x.shape(), kernel);
      if (!Window.isSymmetric(pads)) {
        return null;
      }
      // Of the input only the shape is read, since no derivative by the weights is asked for.
      try (BoolPointer byInputOnly = new BoolPointer(3).put(0, true).put(1, false).put(2, false);
          T_TensorTensorTensor_T gradients =
              torch.convolution_backward(
                  rows,
                  x.expand(Pullback.shape(x, output, rows)),
                  in.get(1),
                  new LongArrayRefOptional(),
                  window.strides(axes),
                  Window.begin(pads),
                  window.dilations(axes),
                  false,
                  new long[axes],
                  groups,
                  byInputOnly)) {
        return new Tensor(gradients.get0());
      }
    };
  }

  private static Kernel.Single transposed(NodeContext context) {
    Window window = new Window(context);
    long groups = context.integer("group", 1);
    long[] outputPadding = context.integers("output_padding");
    long[] outputShape = context.integers("output_shape");
    String automatic = context.text("auto_pad", "NOTSET");
    return in -> {
      long[] kernel = kernel(in);
      int axes = kernel.length;
      long[] extra = outputPadding == null ? new long[axes] : outputPadding.clone();
      long[] strides = window.strides(axes);
      long[] dilations = window.dilations(axes);
      long[] shape = in.shape(0);
      long[] pads;
      if (outputShape != null || automatic.startsWith("SAME")) {
        long[] wanted = wanted(outputShape, shape, strides);
        pads = new long[2 * axes];
        for (int i = 0; i < axes; i++) {
          long full = fullSize(shape[2 + i], kernel[i], strides[i], dilations[i]) + extra[i];
          long total = full - wanted[i];
          if (total < 0) {
            extra[i] -= total;
            total = 0;
          }
          // ONNX puts the odd one behind for SAME_UPPER only, also where only the shape is given.
          boolean upper = automatic.equals("SAME_UPPER");
          pads[i] = upper ? total / 2 : total - total / 2;
          pads[axes + i] = total - pads[i];
        }
      } else {
        pads = window.pads(shape, kernel);
      }
      return cropped(in, strides, dilations, pads, extra, groups);
    };
  }

  /**
   * The transposed convolution with output padding and paddings of any kind: rows beyond what the
   * kernel reaches hold the bias alone, and paddings cut the result.
   */
  private static Tensor cropped(
      Inputs in, long[] strides, long[] dilations, long[] pads, long[] extra, long groups) {
    int axes = strides.length;
    long[] reach = in.shape(0);
    for (int i = 0; i < axes; i++) {
      reach[2 + i] =
          fullSize(reach[2 + i], in.shape(1)[2 + i], strides[i], dilations[i]) + extra[i];
    }
    ShapeOperators.checkSize(reach);
    boolean direct = Window.isSymmetric(pads);
    for (int i = 0; i < axes; i++) {
      direct &= extra[i] < Math.max(strides[i], dilations[i]);
    }
    if (direct) {
      return torch.convolution(
          in.get(0),
          in.get(1),
          in.optional(2),
          strides,
          Window.begin(pads),
          dilations,
          true,
          extra,
          groups);
    }
    Tensor full =
        torch.convolution(
            in.get(0),
            in.get(1),
            new TensorOptional(),
            strides,
            new long[axes],
            dilations,
            true,
            new long[axes],
            groups);
    long[] cut = new long[2 * axes];
    for (int i = 0; i < axes; i++) {
      cut[i] = -pads[i];
      cut[axes + i] = extra[i] - pads[axes + i];
    }
    Tensor result = Window.pad(full, cut, 0);
    if (!in.has(2)) {
      return result;
    }
    long[] broadcast = new long[axes + 1];
    Arrays.fill(broadcast, 1);
    broadcast[0] = in.get(2).numel();
    return result.add(in.get(2).reshape(broadcast), new Scalar(1.0));
  }

  private static long fullSize(long size, long kernel, long stride, long dilation) {
    return (size - 1) * stride + (kernel - 1) * dilation + 1;
  }

  private static long[] wanted(long @Nullable [] given, long[] shape, long[] strides) {
    int axes = strides.length;
    if (given != null) {
      return Arrays.copyOfRange(given, given.length - axes, given.length);
    }
    long[] result = new long[axes];
    for (int i = 0; i < axes; i++) {
      result[i] = shape[2 + i] * strides[i];
    }
    return result;
  }

  private static long[] kernel(Inputs in) {
    long[] shape = in.shape(1);
    return Arrays.copyOfRange(shape, 2, shape.length);
  }
}

package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The sliding window of a convolution or pooling: kernel, strides, dilations and paddings over the
 * spatial axes. Attributes that are left out have their defaults once the number of spatial axes is
 * known.
 */
final class Window {

  /**
   * Larger than any window or padding of a real network, small enough to keep a damaged file from
   * asking for all memory.
   */
  private static final long LARGEST = 1 << 14;

  private final long @Nullable [] kernel;
  private final long @Nullable [] strides;
  private final long @Nullable [] dilations;
  private final long @Nullable [] pads;
  private final String automatic;

  Window(NodeContext context) {
    kernel = context.integers("kernel_shape");
    strides = context.integers("strides");
    dilations = context.integers("dilations");
    pads = context.integers("pads");
    automatic = context.text("auto_pad", "NOTSET");
  }

  long[] kernel(int axes) {
    return checked(kernel, axes, "kernel_shape", 1);
  }

  long[] strides(int axes) {
    return checked(strides, axes, "strides", 1);
  }

  long[] dilations(int axes) {
    return checked(dilations, axes, "dilations", 1);
  }

  boolean isDilated() {
    return dilations != null && Arrays.stream(dilations).anyMatch(d -> d != 1);
  }

  /**
   * Paddings for an input of this shape: all before the axes' starts, then all behind their ends.
   */
  long[] pads(long[] shape, long[] kernel) {
    int axes = kernel.length;
    if (automatic.equals("NOTSET")) {
      return checked(pads, 2 * axes, "pads", 0);
    }
    long[] result = new long[2 * axes];
    if (automatic.equals("VALID")) {
      return result;
    }
    long[] step = strides(axes);
    long[] spread = dilations(axes);
    for (int i = 0; i < axes; i++) {
      long size = shape[shape.length - axes + i];
      long outputs = (size + step[i] - 1) / step[i];
      long extent = (kernel[i] - 1) * spread[i] + 1;
      long total = Math.max(0, (outputs - 1) * step[i] + extent - size);
      boolean lower = automatic.equals("SAME_LOWER");
      result[i] = lower ? total - total / 2 : total / 2;
      result[axes + i] = total - result[i];
    }
    return result;
  }

  /**
   * Paddings to be made before pooling without any, so that rounding down gives the windows that
   * ONNX counts: with {@code ceil} the last one may reach beyond the padded end, but has to begin
   * before it. The last ones become larger or, negative, smaller than the given paddings.
   */
  long[] exactPads(long[] shape, long[] kernel, long[] pads, boolean ceil) {
    if (!ceil) {
      return pads;
    }
    int axes = kernel.length;
    long[] step = strides(axes);
    long[] spread = dilations(axes);
    long[] exact = pads.clone();
    for (int i = 0; i < axes; i++) {
      long size = shape[shape.length - axes + i];
      long extent = (kernel[i] - 1) * spread[i] + 1;
      long room = size + pads[i] + pads[axes + i] - extent;
      long windows = Math.floorDiv(room + step[i] - 1, step[i]) + 1;
      if ((windows - 1) * step[i] >= size + pads[i]) {
        windows--;
      }
      exact[axes + i] = (windows - 1) * step[i] + extent - size - pads[i];
    }
    return exact;
  }

  /** Whether both ends of every axis are padded alike. */
  static boolean isSymmetric(long[] pads) {
    int axes = pads.length / 2;
    for (int i = 0; i < axes; i++) {
      if (pads[i] != pads[axes + i]) {
        return false;
      }
    }
    return true;
  }

  static long[] begin(long[] pads) {
    return Arrays.copyOf(pads, pads.length / 2);
  }

  /** The tensor with its last axes padded. */
  static Tensor pad(Tensor x, long[] pads, double value) {
    int axes = pads.length / 2;
    long[] shape = x.shape();
    for (int i = 0; i < axes; i++) {
      int axis = shape.length - axes + i;
      shape[axis] = Math.max(0, shape[axis] + pads[i] + pads[axes + i]);
    }
    ShapeOperators.checkSize(shape);
    long[] fromLastAxis = new long[pads.length];
    for (int i = 0; i < axes; i++) {
      fromLastAxis[2 * (axes - 1 - i)] = pads[i];
      fromLastAxis[2 * (axes - 1 - i) + 1] = pads[axes + i];
    }
    return torch.constant_pad_nd(x, fromLastAxis, new Scalar(value));
  }

  private static long[] checked(long @Nullable [] values, int count, String name, long fallback) {
    if (values == null) {
      long[] defaults = new long[count];
      Arrays.fill(defaults, fallback);
      return defaults;
    }
    if (values.length != count) {
      throw new IllegalArgumentException(
          name + " must have " + count + " entries but was " + Arrays.toString(values));
    }
    for (long value : values) {
      if (value < 0 || value > LARGEST || (value == 0 && fallback == 1)) {
        throw new IllegalArgumentException(
            name + " must be in [" + fallback + ", " + LARGEST + "] but was " + value);
      }
    }
    return values;
  }
}

package dev.nervure.network.torch.operators;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Interpolation, axis by axis, on the grid formulas of the ONNX specification: each output position
 * is a weighted sum of one (nearest), two (linear) or four (cubic) input positions. Works for any
 * rank and is differentiable to any order.
 */
final class ResizeOperators {

  private ResizeOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("padding and resizing")
        .single(
            "Resize",
            Linearity.FIRST,
            "no antialias, tf_crop_and_resize, exclude_outside or keep_aspect_ratio_policy",
            ResizeOperators::resize)
        .linear(0)
        .single("Upsample", Linearity.FIRST, ResizeOperators::upsample)
        .linear(0);
  }

  /** How positions are computed; names of the specification. */
  private record Grid(String mode, String coordinates, String nearest, double cubic) {}

  private static Kernel.Single upsample(NodeContext context) {
    Grid grid = new Grid(context.text("mode", "nearest"), "asymmetric", "floor", -0.75);
    float[] attribute = context.node().reals("scales");
    double @Nullable [] fixed = attribute == null ? doubles(context.constant(1)) : widen(attribute);
    return in -> {
      double[] scales = fixed == null ? read(in.get(1)) : fixed;
      return interpolate(in.get(0), scales, sizes(in.shape(0), scales), grid);
    };
  }

  private static Kernel.Single resize(NodeContext context) {
    boolean modern = context.opset() >= 11;
    String coordinates =
        modern ? context.text("coordinate_transformation_mode", "half_pixel") : "asymmetric";
    String nearest = modern ? context.text("nearest_mode", "round_prefer_floor") : "floor";
    context.require(
        Arrays.asList(
                "half_pixel",
                "half_pixel_symmetric",
                "pytorch_half_pixel",
                "align_corners",
                "asymmetric")
            .contains(coordinates),
        "coordinate_transformation_mode " + coordinates + " is not supported");
    context.require(!context.flag("antialias"), "antialias is not supported");
    context.require(!context.flag("exclude_outside"), "exclude_outside is not supported");
    String policy = context.text("keep_aspect_ratio_policy", "stretch");
    context.require(policy.equals("stretch"), "keep_aspect_ratio_policy is not supported");
    Grid grid =
        new Grid(
            context.text("mode", "nearest"),
            coordinates,
            nearest,
            context.real("cubic_coeff_a", -0.75));
    long @Nullable [] axes = context.integers("axes");
    int scalesInput = modern ? 2 : 1;
    return in -> {
      long[] shape = in.shape(0);
      double[] scales = new double[shape.length];
      Arrays.fill(scales, 1);
      long[] sizes = shape.clone();
      if (in.has(3) && in.get(3).numel() > 0) {
        long[] given = in.longs(3);
        checkCount(given.length, axes, shape.length);
        for (int i = 0; i < given.length; i++) {
          int axis = axes == null ? i : Inputs.axis(axes[i], shape.length);
          sizes[axis] = given[i];
          scales[axis] = (double) given[i] / shape[axis];
        }
      } else {
        double[] given = read(in.get(scalesInput));
        checkCount(given.length, axes, shape.length);
        for (int i = 0; i < given.length; i++) {
          scales[axes == null ? i : Inputs.axis(axes[i], shape.length)] = given[i];
        }
        sizes = sizes(shape, scales);
      }
      return interpolate(in.get(0), scales, sizes, grid);
    };
  }

  private static void checkCount(int given, long @Nullable [] axes, int rank) {
    int wanted = axes == null ? rank : axes.length;
    if (given != wanted) {
      throw new IllegalArgumentException(
          "there are " + given + " sizes or scales for " + wanted + " axes");
    }
  }

  private static long[] sizes(long[] shape, double[] scales) {
    long[] sizes = new long[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (long) Math.floor(shape[i] * scales[i]);
    }
    return sizes;
  }

  private static Tensor interpolate(Tensor x, double[] scales, long[] sizes, Grid grid) {
    ShapeOperators.checkSize(sizes);
    long[] shape = x.shape();
    Tensor result = new Tensor(x);
    for (int axis = 0; axis < shape.length; axis++) {
      if (sizes[axis] != shape[axis] || scales[axis] != 1) {
        result = along(result, axis, shape[axis], sizes[axis], scales[axis], grid);
      }
    }
    return result;
  }

  private static Tensor along(
      Tensor x, int axis, long size, long outputs, double scale, Grid grid) {
    int taps =
        switch (grid.mode()) {
          case "nearest" -> 1;
          case "linear", "bilinear" -> 2;
          case "cubic" -> 4;
          default -> throw new IllegalArgumentException("mode " + grid.mode() + " is not known");
        };
    Tensor sum = null;
    long[][] index = new long[taps][(int) outputs];
    double[][] weight = new double[taps][(int) outputs];
    for (int i = 0; i < outputs; i++) {
      double position = position(i, size, outputs, scale, grid.coordinates());
      if (taps == 1) {
        index[0][i] = clamp(nearest(position, grid.nearest()), size);
        continue;
      }
      long base = (long) Math.floor(position);
      double share = position - base;
      for (int t = 0; t < taps; t++) {
        int offset = taps == 2 ? t : t - 1;
        index[t][i] = clamp(base + offset, size);
        weight[t][i] =
            taps == 2
                ? (t == 0 ? 1 - share : share)
                : cubic(Math.abs(share - offset), grid.cubic());
      }
    }
    for (int t = 0; t < taps; t++) {
      Tensor picked = torch.index_select(x, axis, Tensor.create(index[t], outputs));
      if (taps == 1) {
        return picked;
      }
      long[] broadcast = new long[(int) x.dim()];
      Arrays.fill(broadcast, 1);
      broadcast[axis] = outputs;
      Tensor weights = Tensor.create(weight[t], broadcast).to(x.scalar_type());
      Tensor part = picked.mul(weights);
      sum = sum == null ? part : sum.add(part);
    }
    return sum == null ? new Tensor(x) : sum;
  }

  private static double position(
      long i, long size, long outputs, double scale, String coordinates) {
    return switch (coordinates) {
      case "asymmetric" -> i / scale;
      case "align_corners" -> outputs == 1 ? 0 : i * (size - 1.0) / (outputs - 1.0);
      case "pytorch_half_pixel" -> outputs > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "half_pixel_symmetric" -> {
        double adjustment = outputs / (scale * size);
        double centre = size / 2.0;
        yield centre * (1 - adjustment) + (i + 0.5) / scale - 0.5;
      }
      default -> (i + 0.5) / scale - 0.5;
    };
  }

  private static long nearest(double position, String mode) {
    return switch (mode) {
      case "floor" -> (long) Math.floor(position);
      case "ceil" -> (long) Math.ceil(position);
      case "round_prefer_ceil" -> (long) Math.floor(position + 0.5);
      default -> (long) Math.ceil(position - 0.5);
    };
  }

  /** Keys 1981, eq. 4 with free parameter a. */
  private static double cubic(double distance, double a) {
    double d = distance;
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
  }

  private static long clamp(long index, long size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  private static double[] read(Tensor tensor) {
    Tensor packed = tensor.to(ScalarType.Double).contiguous();
    double[] values = new double[(int) packed.numel()];
    if (values.length > 0) {
      new DoublePointer(packed.data_ptr_double()).get(values);
    }
    return values;
  }

  private static double @Nullable [] doubles(@Nullable NdArray array) {
    return array == null || array.type() == ElementType.INT64 ? null : array.doubles().clone();
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}

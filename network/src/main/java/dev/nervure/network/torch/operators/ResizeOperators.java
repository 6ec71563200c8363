package dev.nervure.network.torch.operators;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Interpolation, axis by axis, on the grid formulas of the ONNX specification: each output position
 * is a weighted sum of one (nearest), two (linear) or four (cubic) input positions, or of more
 * where a smaller image is kept from aliasing. Works for any rank and is differentiable to any
 * order.
 */
final class ResizeOperators {

  private ResizeOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("padding and resizing")
        .single("Resize", Linearity.FIRST, context -> resize(context, false))
        .pushing(context -> new LinearPushforward(resize(context, true), new int[] {0}, false))
        .single("Upsample", Linearity.FIRST, ResizeOperators::upsample)
        .linear(0);
  }

  /** The coordinates of a region that is cut out, in shares of the image. */
  private static final String CROP = "tf_crop_and_resize";

  /** How positions are computed; names of the specification. */
  private record Grid(
      String mode,
      String coordinates,
      String nearest,
      double cubic,
      boolean antialias,
      boolean excludeOutside) {}

  /**
   * What becomes of one axis.
   *
   * @param scale outputs for each input, as asked for
   * @param from start of the region that is cut out, as a share of the axis
   * @param to its end
   */
  private record Stretch(int axis, long size, long outputs, double scale, double from, double to) {}

  private static Kernel.Single upsample(NodeContext context) {
    Grid grid =
        new Grid(context.text("mode", "nearest"), "asymmetric", "floor", -0.75, false, false);
    float[] attribute = context.node().reals("scales");
    double @Nullable [] fixed = attribute == null ? doubles(context.constant(1)) : widen(attribute);
    return in -> {
      double[] scales = fixed == null ? read(in.get(1)) : fixed;
      long[] shape = in.shape(0);
      checkCount(scales.length, null, shape.length);
      List<Stretch> all = new ArrayList<>();
      for (int axis = 0; axis < shape.length; axis++) {
        long outputs = (long) Math.floor(shape[axis] * scales[axis]);
        all.add(new Stretch(axis, shape[axis], outputs, scales[axis], 0, 1));
      }
      return interpolate(in.get(0), all, grid, 0);
    };
  }

  /**
   * @param linear whether nothing is put outside a cropped image, so that no part is constant
   */
  private static Kernel.Single resize(NodeContext context, boolean linear) {
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
                "asymmetric",
                CROP)
            .contains(coordinates),
        "coordinate_transformation_mode " + coordinates + " is not supported");
    String policy = context.text("keep_aspect_ratio_policy", "stretch");
    context.require(
        Arrays.asList("stretch", "not_larger", "not_smaller").contains(policy),
        "keep_aspect_ratio_policy " + policy + " is not known");
    Grid grid =
        new Grid(
            context.text("mode", "nearest"),
            coordinates,
            nearest,
            context.real("cubic_coeff_a", -0.75),
            context.flag("antialias"),
            context.flag("exclude_outside"));
    context.require(
        !grid.antialias || !grid.mode.equals("nearest"), "antialias of the nearest value");
    double outside = linear ? 0 : context.real("extrapolation_value", 0);
    long @Nullable [] axes = context.integers("axes");
    return in -> interpolate(in.get(0), stretches(in, axes, policy, grid, modern), grid, outside);
  }

  /** What becomes of each axis that is named, by sizes or by scales. */
  private static List<Stretch> stretches(
      Inputs in, long @Nullable [] axes, String policy, Grid grid, boolean modern) {
    long[] shape = in.shape(0);
    boolean bySize = in.has(3) && in.get(3).numel() > 0;
    double[] given = read(in.get(bySize ? 3 : modern ? 2 : 1));
    checkCount(given.length, axes, shape.length);
    double[] region = grid.coordinates.equals(CROP) ? read(in.get(1)) : new double[0];
    if (grid.coordinates.equals(CROP) && region.length != 2 * given.length) {
      throw new IllegalArgumentException(
          "the region must hold a start and an end for each of " + given.length + " axes");
    }
    double common = policy.equals("not_larger") ? Double.POSITIVE_INFINITY : 0;
    for (int i = 0; bySize && i < given.length; i++) {
      double scale = given[i] / shape[axis(axes, i, shape.length)];
      common = policy.equals("not_larger") ? Math.min(common, scale) : Math.max(common, scale);
    }
    List<Stretch> all = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      int axis = axis(axes, i, shape.length);
      double from = region.length > 0 ? region[i] : 0;
      double to = region.length > 0 ? region[given.length + i] : 1;
      double scale = given[i];
      long outputs = (long) Math.floor(shape[axis] * (to - from) * scale);
      if (bySize && policy.equals("stretch")) {
        scale = given[i] / shape[axis];
        outputs = (long) given[i];
      } else if (bySize) {
        scale = common;
        outputs = (long) Math.floor(common * shape[axis] + 0.5);
      }
      all.add(new Stretch(axis, shape[axis], outputs, scale, from, to));
    }
    return all;
  }

  private static int axis(long @Nullable [] axes, int index, int rank) {
    return axes == null ? index : Inputs.axis(axes[index], rank);
  }

  private static void checkCount(int given, long @Nullable [] axes, int rank) {
    int wanted = axes == null ? rank : axes.length;
    if (given != wanted) {
      throw new IllegalArgumentException(
          "there are " + given + " sizes or scales for " + wanted + " axes");
    }
  }

  private static Tensor interpolate(Tensor x, List<Stretch> stretches, Grid grid, double outside) {
    long[] sizes = x.shape();
    for (Stretch stretch : stretches) {
      sizes[stretch.axis] = stretch.outputs;
    }
    ShapeOperators.checkSize(sizes);
    Tensor result = new Tensor(x);
    for (Stretch stretch : stretches) {
      boolean same =
          stretch.outputs == stretch.size
              && stretch.scale == 1
              && stretch.from == 0
              && stretch.to == 1;
      if (!same) {
        result = along(result, stretch, grid);
      }
    }
    if (!grid.coordinates.equals(CROP)) {
      return result;
    }
    for (Stretch stretch : stretches) {
      double[] positions = positions(stretch, grid.coordinates);
      double[] beyond = new double[positions.length];
      for (int i = 0; i < beyond.length; i++) {
        beyond[i] = positions[i] < 0 || positions[i] > stretch.size - 1 ? 1 : 0;
      }
      Tensor mask = spread(beyond, stretch.axis, result).to(ScalarType.Bool);
      result = result.masked_fill(mask, new Scalar(outside));
    }
    return result;
  }

  /** Values for the positions of one axis, in a shape that is broadcast against a tensor. */
  private static Tensor spread(double[] values, int axis, Tensor like) {
    long[] broadcast = new long[(int) like.dim()];
    Arrays.fill(broadcast, 1);
    broadcast[axis] = values.length;
    return Tensor.create(values, broadcast);
  }

  private static double[] positions(Stretch stretch, String coordinates) {
    double[] positions = new double[Math.toIntExact(stretch.outputs)];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position(i, stretch, coordinates);
    }
    return positions;
  }

  /** Which positions of an axis go into each output, with which weights. */
  private static Tensor along(Tensor x, Stretch stretch, Grid grid) {
    long size = stretch.size;
    double[] positions = positions(stretch, grid.coordinates);
    int outputs = positions.length;
    if (grid.mode.equals("nearest")) {
      long[] index = new long[outputs];
      for (int i = 0; i < outputs; i++) {
        index[i] = clamp(nearest(positions[i], grid.nearest), size);
      }
      return torch.index_select(x, stretch.axis, Tensor.create(index, outputs));
    }
    boolean linear =
        switch (grid.mode) {
          case "linear", "bilinear" -> true;
          case "cubic" -> false;
          default -> throw new IllegalArgumentException("mode " + grid.mode + " is not known");
        };
    if (!x.is_floating_point()) {
      throw new UnsupportedNodeException("interpolation between integers is not supported");
    }
    // Made smaller, each output takes in what lies within the stretched kernel.
    double shrink = grid.antialias ? Math.min(stretch.scale, 1) : 1;
    int first = (int) Math.floor((linear ? -1 : -2) / shrink) + 1;
    int taps = 2 - 2 * first;
    ShapeOperators.checkSize(new long[] {taps, outputs});
    long[][] index = new long[taps][outputs];
    double[][] weight = new double[taps][outputs];
    for (int i = 0; i < outputs; i++) {
      long base = (long) Math.floor(positions[i]);
      double share = positions[i] - base;
      double sum = 0;
      for (int t = 0; t < taps; t++) {
        long place = base + first + t;
        double distance = Math.abs(first + t - share) * shrink;
        double w = linear ? Math.max(0, 1 - distance) : cubic(distance, grid.cubic);
        weight[t][i] = grid.excludeOutside && (place < 0 || place >= size) ? 0 : w;
        index[t][i] = clamp(place, size);
        sum += weight[t][i];
      }
      if (grid.antialias || grid.excludeOutside) {
        for (int t = 0; t < taps; t++) {
          weight[t][i] /= sum == 0 ? 1 : sum;
        }
      }
    }
    Tensor total = null;
    for (int t = 0; t < taps; t++) {
      Tensor picked = torch.index_select(x, stretch.axis, Tensor.create(index[t], outputs));
      Tensor part = picked.mul(spread(weight[t], stretch.axis, x).to(x.scalar_type()));
      total = total == null ? part : total.add(part);
    }
    return total == null ? new Tensor(x) : total;
  }

  private static double position(long i, Stretch stretch, String coordinates) {
    double size = stretch.size;
    double scale = stretch.scale;
    // What the scale asks for, which may lie between two whole numbers.
    double asked = scale * size;
    return switch (coordinates) {
      case "asymmetric" -> i / scale;
      case "align_corners" -> asked == 1 ? 0 : i * (size - 1) / (asked - 1);
      case "pytorch_half_pixel" -> stretch.outputs > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "half_pixel_symmetric" ->
          size / 2 * (1 - stretch.outputs / asked) + (i + 0.5) / scale - 0.5;
      case CROP -> {
        double width = (stretch.to - stretch.from) * (size - 1);
        yield stretch.from * (size - 1)
            + (stretch.outputs == 1 ? width / 2 : i * width / (stretch.outputs - 1.0));
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

package dev.nervure.network.torch.operators;

import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Pooling over one, two or three spatial axes. */
final class PoolingOperators {

  private PoolingOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("pooling")
        .several("MaxPool", Linearity.MAXIMUM, "", PoolingOperators::maximumWithPlaces)
        .pulling(PoolingOperators::maximumDerivative)
        .pushing(PoolingOperators::maximumDerivative)
        .single("AveragePool", Linearity.FIRST, PoolingOperators::average)
        .linear(0)
        .single("LpPool", Linearity.NONE, PoolingOperators::norm)
        .single("GlobalAveragePool", Linearity.FIRST, context -> in -> mean(in.get(0)))
        .pullingFirst(PoolingOperators::meanPullback)
        .linear(0)
        .single("GlobalMaxPool", Linearity.NONE, context -> in -> largest(in.get(0)))
        .single("GlobalLpPool", Linearity.NONE, PoolingOperators::globalNorm);
  }

  /** With the place of each maximum in the whole tensor, where it is read. */
  private static Kernel maximumWithPlaces(NodeContext context) {
    Kernel.Single reals = maximum(context);
    // Of integers in float64, which holds those that images have.
    Kernel.Single values =
        in ->
            in.get(0).is_floating_point()
                ? reals.value(in)
                : reals.value(widened(in)).to(ScalarType.Long);
    if (!context.wantsOutput(1)) {
      return values;
    }
    MaximumDerivative finder = maximumDerivative(context);
    boolean columnsFirst = context.integer("storage_order", 0) != 0;
    return in -> new Tensor[] {values.value(in), finder.placesInTensor(widened(in), columnsFirst)};
  }

  private static Inputs widened(Inputs in) {
    return in.get(0).is_floating_point() ? in : in.with(0, in.get(0).to(ScalarType.Double));
  }

  private static Kernel.Single maximum(NodeContext context) {
    Window window = new Window(context);
    boolean ceil = context.flag("ceil_mode");
    return in -> {
      Tensor x = in.get(0);
      int axes = in.rank(0) - 2;
      long[] kernel = window.kernel(axes);
      long[] pads = window.pads(x.shape(), kernel);
      boolean library = libraryPads(pads, kernel);
      if (!library) {
        long[] exact = window.exactPads(x.shape(), kernel, pads, ceil);
        x = Window.pad(x, exact, Double.NEGATIVE_INFINITY);
        pads = new long[2 * axes];
      }
      long[] strides = window.strides(axes);
      long[] begin = Window.begin(pads);
      long[] dilations = window.dilations(axes);
      boolean up = library && ceil;
      return switch (axes) {
        case 1 -> torch.max_pool1d(x, kernel, strides, begin, dilations, up);
        case 2 -> torch.max_pool2d(x, kernel, strides, begin, dilations, up);
        case 3 -> torch.max_pool3d(x, kernel, strides, begin, dilations, up);
        default -> throw wrongAxes(axes);
      };
    };
  }

  private static MaximumDerivative maximumDerivative(NodeContext context) {
    return new MaximumDerivative(new Window(context), context.flag("ceil_mode"));
  }

  /** Each window passes on what belongs to the place where libtorch finds its maximum. */
  private record MaximumDerivative(Window window, boolean ceil)
      implements Pullback.OfFirst, Pushforward.OfFirst {

    @Override
    public @Nullable Tensor pullFirst(Inputs in, Tensor output, Tensor rows) {
      Tensor x = in.get(0);
      int axes = in.rank(0) - 2;
      long[] kernel = window.kernel(axes);
      long[] pads = window.pads(x.shape(), kernel);
      if (axes != 2 || !libraryPads(pads, kernel)) {
        return null;
      }
      Tensor places = in.once(() -> places(x, pads, kernel))[0];
      return torch.max_pool2d_with_indices_backward(
          rows,
          x.expand(Pullback.shape(x, output, rows)),
          kernel,
          window.strides(axes),
          Window.begin(pads),
          window.dilations(axes),
          ceil,
          places.expand(Pullback.shape(places, output, rows)));
    }

    @Override
    public Tensor pushFirst(Inputs in, Tensor output, Tensor tangents) {
      Tensor x = in.get(0);
      long[] kernel = window.kernel(in.rank(0) - 2);
      long[] pads = window.pads(x.shape(), kernel);
      Tensor places = in.once(() -> places(x, pads, kernel))[0].flatten(2, -1);
      Tensor padded =
          libraryPads(pads, kernel)
              ? tangents
              : Window.pad(tangents, window.exactPads(x.shape(), kernel, pads, ceil), 0);
      Tensor flat = padded.flatten(2, -1);
      long[] shape = Pullback.shape(output, x, tangents);
      return flat.gather(2, places.expand(shape[0], shape[1], places.size(2))).reshape(shape);
    }

    /**
     * Of the maximum of each window, counted over all values of the input.
     *
     * @param columnsFirst whether the first of the spatial axes is counted fastest
     */
    Tensor placesInTensor(Inputs in, boolean columnsFirst) {
      Tensor x = in.get(0);
      int axes = in.rank(0) - 2;
      long[] kernel = window.kernel(axes);
      long[] pads = window.pads(x.shape(), kernel);
      boolean library = libraryPads(pads, kernel);
      long[] moved = library ? new long[2 * axes] : window.exactPads(x.shape(), kernel, pads, ceil);
      Tensor rest = places(x, pads, kernel)[0];
      Tensor place = torch.zeros_like(rest);
      long[] widths = new long[axes];
      long width = 1;
      for (int i = 0; i < axes; i++) {
        int axis = columnsFirst ? i : axes - 1 - i;
        widths[axis] = width;
        width *= x.size(axis + 2);
      }
      for (int axis = axes - 1; axis >= 0; axis--) {
        long size = x.size(axis + 2) + moved[axis] + moved[axes + axis];
        Tensor coordinate = torch.remainder(rest, new Scalar(size));
        rest = rest.sub(coordinate).floor_divide(new Scalar(size));
        coordinate = coordinate.sub(new Scalar(moved[axis]));
        place = place.add(coordinate.mul(new Scalar(widths[axis])));
      }
      long maps = x.size(0) * x.size(1);
      long[] perMap = new long[axes + 2];
      Arrays.fill(perMap, 1);
      perMap[0] = x.size(0);
      perMap[1] = x.size(1);
      Tensor map = torch.arange(new Scalar(maps)).to(ScalarType.Long).reshape(perMap);
      return place.add(map.mul(new Scalar(width)));
    }

    /** Of the maximum of each window, in the input as it is padded for the library. */
    private Tensor[] places(Tensor x, long[] pads, long[] kernel) {
      int axes = kernel.length;
      boolean library = libraryPads(pads, kernel);
      Tensor padded =
          library
              ? x
              : Window.pad(
                  x, window.exactPads(x.shape(), kernel, pads, ceil), Double.NEGATIVE_INFINITY);
      long[] begin = library ? Window.begin(pads) : new long[axes];
      long[] strides = window.strides(axes);
      long[] dilations = window.dilations(axes);
      boolean up = library && ceil;
      try (T_TensorTensor_T pooled =
          switch (axes) {
            case 1 -> torch.max_pool1d_with_indices(padded, kernel, strides, begin, dilations, up);
            case 2 -> torch.max_pool2d_with_indices(padded, kernel, strides, begin, dilations, up);
            case 3 -> torch.max_pool3d_with_indices(padded, kernel, strides, begin, dilations, up);
            default -> throw wrongAxes(axes);
          }) {
        return new Tensor[] {new Tensor(pooled.get1())};
      }
    }
  }

  private static Tensor meanPullback(Inputs in, Tensor output, Tensor rows) {
    Tensor x = in.get(0);
    double windowSize = (double) x.numel() / output.numel();
    return rows.div(new Scalar(windowSize)).expand(Pullback.shape(x, output, rows));
  }

  private static Kernel.Single average(NodeContext context) {
    Window window = new Window(context);
    boolean ceil = context.flag("ceil_mode");
    boolean countPads = context.flag("count_include_pad");
    return in -> {
      Tensor x = in.get(0);
      int axes = in.rank(0) - 2;
      long[] kernel = window.kernel(axes);
      long[] strides = window.strides(axes);
      long[] pads = window.pads(x.shape(), kernel);
      if (libraryPads(pads, kernel) && !window.isDilated()) {
        return average(x, kernel, strides, Window.begin(pads), ceil, countPads);
      }
      // What lies beyond the input, or beyond its paddings where they count, is no part of a mean:
      // the same pooling of a tensor of ones tells the share of each window that does not.
      long[] exact = window.exactPads(x.shape(), kernel, pads, ceil);
      Tensor sum = sum(Window.pad(x, exact, 0), kernel, window);
      Tensor ones = torch.ones_like(x.narrow(0, 0, 1).narrow(1, 0, 1));
      Tensor counted = Window.pad(ones, countPads ? pads : new long[2 * axes], 1);
      long[] rest = exact.clone();
      if (countPads) {
        for (int i = 0; i < axes; i++) {
          rest[i] = 0;
          rest[axes + i] -= pads[axes + i];
        }
      }
      return sum.div(sum(Window.pad(counted, rest, 0), kernel, window));
    };
  }

  private static Tensor average(
      Tensor x, long[] kernel, long[] strides, long[] pads, boolean ceil, boolean countPads) {
    return switch (kernel.length) {
      case 1 -> torch.avg_pool1d(x, kernel, strides, pads, ceil, countPads);
      case 2 -> torch.avg_pool2d(x, kernel, strides, pads, ceil, countPads, new LongOptional());
      case 3 -> torch.avg_pool3d(x, kernel, strides, pads, ceil, countPads, new LongOptional());
      default -> throw wrongAxes(kernel.length);
    };
  }

  private static Kernel.Single norm(NodeContext context) {
    Window window = new Window(context);
    boolean ceil = context.flag("ceil_mode");
    double p = context.integer("p", 2);
    return in -> {
      Tensor x = in.get(0);
      int axes = in.rank(0) - 2;
      long[] kernel = window.kernel(axes);
      long[] pads = window.pads(x.shape(), kernel);
      long[] exact = window.exactPads(x.shape(), kernel, pads, ceil);
      Tensor powers = Window.pad(x.abs().pow(new Scalar(p)), exact, 0);
      return sum(powers, kernel, window).pow(new Scalar(1 / p));
    };
  }

  /** The sum over each window that lies in the tensor. */
  private static Tensor sum(Tensor x, long[] kernel, Window window) {
    int axes = kernel.length;
    long[] strides = window.strides(axes);
    long volume = 1;
    for (long size : kernel) {
      volume *= size;
    }
    if (!window.isDilated()) {
      Tensor mean = average(x, kernel, strides, new long[axes], false, true);
      return mean.mul(new Scalar((double) volume));
    }
    long[] dilations = window.dilations(axes);
    Tensor sum = null;
    for (long tap = 0; tap < volume; tap++) {
      Tensor part = x;
      long rest = tap;
      for (int axis = axes - 1; axis >= 0; axis--) {
        long start = rest % kernel[axis] * dilations[axis];
        rest /= kernel[axis];
        long room = x.size(axis + 2) - (kernel[axis] - 1) * dilations[axis];
        part =
            torch.slice(
                part,
                axis + 2,
                new LongOptional(start),
                new LongOptional(start + room),
                strides[axis]);
      }
      sum = sum == null ? part : sum.add(part);
    }
    if (sum == null) {
      throw wrongAxes(axes);
    }
    return sum;
  }

  private static Tensor mean(Tensor x) {
    return torch.mean(x, spatialAxes(x), true, new ScalarTypeOptional());
  }

  private static Tensor largest(Tensor x) {
    return torch.amax(x, spatialAxes(x), true);
  }

  private static Kernel.Single globalNorm(NodeContext context) {
    double p = context.integer("p", 2);
    return in -> {
      Tensor powers = in.get(0).abs().pow(new Scalar(p));
      return powers.sum(spatialAxes(powers), true, new ScalarTypeOptional()).pow(new Scalar(1 / p));
    };
  }

  private static long[] spatialAxes(Tensor x) {
    long[] axes = new long[(int) x.dim() - 2];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i + 2;
    }
    return axes;
  }

  /** libtorch pads both ends alike and by at most half a kernel. */
  private static boolean libraryPads(long[] pads, long[] kernel) {
    if (!Window.isSymmetric(pads)) {
      return false;
    }
    for (int i = 0; i < kernel.length; i++) {
      if (2 * pads[i] > kernel[i]) {
        return false;
      }
    }
    return true;
  }

  private static UnsupportedNodeException wrongAxes(int axes) {
    return new UnsupportedNodeException(
        "pooling needs 1 to 3 spatial axes but the input has " + axes);
  }
}

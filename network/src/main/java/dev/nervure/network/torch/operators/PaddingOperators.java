package dev.nervure.network.torch.operators;

import java.util.Arrays;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Padding of any axes in all modes; negative paddings cut. */
final class PaddingOperators {

  private PaddingOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("padding and resizing")
        .single("Pad", Linearity.FIRST, context -> pad(context, false))
        .pulling(PaddingOperators::pullback)
        .pushing(context -> new LinearPushforward(pad(context, true), new int[] {0}, false));
  }

  /**
   * @param zeros whether zeros are filled in whatever the node says, which makes it linear
   */
  private static Kernel.Single pad(NodeContext context, boolean zeros) {
    String mode = context.text("mode", "constant");
    context.require(
        Arrays.asList("constant", "reflect", "edge", "wrap").contains(mode),
        "mode " + mode + " is not supported");
    boolean attributes = context.opset() < 11;
    Function<Inputs, long[]> padding = padding(context);
    double attributeValue = attributes ? context.real("value", 0) : 0;
    Double constant = attributes ? Double.valueOf(attributeValue) : context.constantNumber(2);
    return in -> {
      Tensor x = in.get(0);
      long[] pads = padding.apply(in);
      int rank = in.rank(0);
      long[] size = in.shape(0);
      if (pads.length != 2 * rank) {
        throw new IllegalArgumentException(
            "there are " + pads.length + " paddings for " + rank + " axes");
      }
      for (int i = 0; i < rank; i++) {
        size[i] += pads[i] + pads[rank + i];
      }
      ShapeOperators.checkSize(size);
      if (!mode.equals("constant")) {
        return indexed(x, pads, mode);
      }
      double value =
          zeros ? 0 : constant != null ? constant : in.has(2) ? in.get(2).item_double() : 0;
      if (x.is_floating_point()) {
        return Window.pad(x, pads, value);
      }
      return torch.constant_pad_nd(x, fromLastAxis(pads), new Scalar((long) value));
    };
  }

  /** Reads the paddings of all axes, before them and then behind them. */
  private static Function<Inputs, long[]> padding(NodeContext context) {
    long @Nullable [] fixed =
        context.opset() < 11 ? context.integers("pads") : context.constantLongs(1);
    return in -> {
      long[] given = fixed == null ? in.longs(1) : fixed;
      return in.has(3) ? spread(given, in.longs(3), in.rank(0)) : given;
    };
  }

  /** What constants were put around is cut off, and zeros stand for what was cut off. */
  private static Pullback.OfFirst pullback(NodeContext context) {
    boolean constants = context.text("mode", "constant").equals("constant");
    Function<Inputs, long[]> padding = padding(context);
    return (in, output, rows) ->
        constants
            ? Window.pad(rows, Arrays.stream(padding.apply(in)).map(pad -> -pad).toArray(), 0)
            : null;
  }

  private static long[] fromLastAxis(long[] pads) {
    int rank = pads.length / 2;
    long[] result = new long[pads.length];
    for (int i = 0; i < rank; i++) {
      result[2 * (rank - 1 - i)] = pads[i];
      result[2 * (rank - 1 - i) + 1] = pads[rank + i];
    }
    return result;
  }

  /** Paddings given for some axes only, as paddings of all. */
  private static long[] spread(long[] given, long[] axes, int rank) {
    long[] pads = new long[2 * rank];
    for (int i = 0; i < axes.length; i++) {
      int axis = Inputs.axis(axes[i], rank);
      pads[axis] = given[i];
      pads[rank + axis] = given[axes.length + i];
    }
    return pads;
  }

  private static Tensor indexed(Tensor x, long[] pads, String mode) {
    long[] shape = x.shape();
    Tensor result = new Tensor(x);
    for (int axis = 0; axis < shape.length; axis++) {
      long before = pads[axis];
      long after = pads[shape.length + axis];
      if (before == 0 && after == 0) {
        continue;
      }
      long[] source = new long[(int) (shape[axis] + before + after)];
      for (int i = 0; i < source.length; i++) {
        source[i] = source(i - before, shape[axis], mode);
      }
      result = torch.index_select(result, axis, Tensor.create(source, source.length));
    }
    return result;
  }

  private static long source(long position, long size, String mode) {
    return switch (mode) {
      case "edge" -> Math.max(0, Math.min(size - 1, position));
      case "wrap" -> Math.floorMod(position, size);
      default -> {
        long period = Math.max(1, 2 * (size - 1));
        long folded = Math.floorMod(position, period);
        yield folded < size ? folded : period - folded;
      }
    };
  }
}

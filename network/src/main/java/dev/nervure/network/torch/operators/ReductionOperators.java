package dev.nervure.network.torch.operators;

import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Sums, means, extremes and orders along axes. */
final class ReductionOperators {

  private ReductionOperators() {}

  private interface Reduction {
    Tensor apply(Tensor x, long[] axes, boolean keep);
  }

  static OperatorFamily family() {
    OperatorFamily family = new OperatorFamily("reduction");
    reduction(family, "ReduceSum", Linearity.FIRST, ReductionOperators::sum)
        .pulling(context -> linearPullback(context, false))
        .linear(0);
    reduction(family, "ReduceMean", Linearity.FIRST, ReductionOperators::mean)
        .pulling(context -> linearPullback(context, true))
        .linear(0);
    reduction(
        family,
        "ReduceMax",
        Linearity.NONE,
        (x, axes, keep) -> extreme(x, axes, keep, torch::amax, Double.NEGATIVE_INFINITY));
    reduction(
        family,
        "ReduceMin",
        Linearity.NONE,
        (x, axes, keep) -> extreme(x, axes, keep, torch::amin, Double.POSITIVE_INFINITY));
    reduction(family, "ReduceProd", Linearity.NONE, ReductionOperators::product);
    reduction(family, "ReduceL1", Linearity.NONE, (x, axes, keep) -> sum(x.abs(), axes, keep));
    reduction(family, "ReduceL2", Linearity.NONE, ReductionOperators::euclidean);
    reduction(
        family, "ReduceSumSquare", Linearity.NONE, (x, axes, keep) -> sum(x.mul(x), axes, keep));
    reduction(
        family,
        "ReduceLogSum",
        Linearity.NONE,
        (x, axes, keep) -> real(x, y -> sum(y, axes, keep).log()));
    reduction(
        family,
        "ReduceLogSumExp",
        Linearity.NONE,
        (x, axes, keep) -> real(x, y -> torch.logsumexp(y, axes, keep)));
    return family
        .constant("ArgMax", context -> extreme(context, true))
        .constant("ArgMin", context -> extreme(context, false))
        .single("CumSum", Linearity.FIRST, context -> cumulative(context, torch::cumsum, 0))
        .linear(0)
        .single("CumProd", Linearity.NONE, context -> cumulative(context, torch::cumprod, 1))
        .several("TopK", Linearity.NONE, "", ReductionOperators::topK);
  }

  /** Of a sum or mean: every value that went into it gets its share of the row. */
  private static Pullback.OfFirst linearPullback(NodeContext context, boolean mean) {
    boolean keep = context.integer("keepdims", 1) != 0;
    long[] attribute = context.integers("axes");
    long @Nullable [] fixed = attribute == null ? context.constantLongs(1) : attribute;
    return (in, output, rows) -> {
      if (fixed == null || fixed.length == 0) {
        return null;
      }
      Tensor x = in.get(0);
      long[] kept = Pullback.shape(x, output, rows);
      for (long axis : fixed) {
        kept[Inputs.axis(axis, kept.length)] = 1;
      }
      Tensor spread = (keep ? rows : rows.reshape(kept)).expand(Pullback.shape(x, output, rows));
      return mean ? spread.div(new Scalar((double) x.numel() / output.numel())) : spread;
    };
  }

  private static OperatorFamily reduction(
      OperatorFamily family, String name, Linearity linearity, Reduction reduction) {
    return family.single(
        name,
        linearity,
        context -> {
          boolean keep = context.integer("keepdims", 1) != 0;
          boolean copyIfNoAxes = context.flag("noop_with_empty_axes");
          long[] attribute = context.integers("axes");
          long[] fixed = attribute == null ? context.constantLongs(1) : attribute;
          return in -> {
            long[] axes = fixed == null && in.has(1) ? in.longs(1) : fixed;
            boolean none = axes == null || axes.length == 0;
            if (in.rank(0) == 0 || (none && copyIfNoAxes)) {
              // Over each value by itself: what else the operator does to it, it does.
              return reduction.apply(in.get(0).unsqueeze(-1), new long[] {-1}, false);
            }
            if (axes == null || axes.length == 0) {
              axes = LongStream.range(0, in.rank(0)).toArray();
            }
            return reduction.apply(in.get(0), axes, keep);
          };
        });
  }

  private static Tensor sum(Tensor x, long[] axes, boolean keep) {
    return torch.sum(x, axes, keep, new ScalarTypeOptional());
  }

  private static Tensor mean(Tensor x, long[] axes, boolean keep) {
    return real(x, y -> torch.mean(y, axes, keep, new ScalarTypeOptional()));
  }

  /** A function of real numbers; of integers its value is cut to one, as by the reference. */
  private static Tensor real(Tensor x, UnaryOperator<Tensor> function) {
    return x.is_floating_point()
        ? function.apply(x)
        : function.apply(x.to(ScalarType.Double)).to(ScalarType.Long);
  }

  /** The largest or smallest value; of none at all it is infinite. */
  private static Tensor extreme(
      Tensor x, long[] axes, boolean keep, Reduction reduction, double ofNone) {
    for (long axis : axes) {
      if (x.size(axis) == 0) {
        if (!x.is_floating_point()) {
          throw new UnsupportedNodeException(
              "the largest or smallest of no integers is not supported");
        }
        return sum(x, axes, keep).add(new Scalar(ofNone));
      }
    }
    return reduction.apply(x, axes, keep);
  }

  /**
   * libtorch's norm has the derivative 0 at 0, where the square root of a sum of squares has none.
   */
  private static Tensor euclidean(Tensor x, long[] axes, boolean keep) {
    return real(x, y -> torch.norm(y, new ScalarOptional(new Scalar(2.0)), axes, keep));
  }

  private static Tensor product(Tensor x, long[] axes, boolean keep) {
    int rank = (int) x.dim();
    Tensor result = x;
    for (long axis : axes) {
      result = torch.prod(result, Inputs.axis(axis, rank), true, new ScalarTypeOptional());
    }
    return keep ? result : result.squeeze(axes);
  }

  private static Kernel.Single extreme(NodeContext context, boolean largest) {
    long axis = context.integer("axis", 0);
    boolean keep = context.integer("keepdims", 1) != 0;
    boolean last = context.flag("select_last_index");
    return in -> {
      Tensor x = last ? torch.flip(in.get(0), axis) : in.get(0);
      LongOptional along = new LongOptional(axis);
      Tensor index = largest ? torch.argmax(x, along, keep) : torch.argmin(x, along, keep);
      if (!last) {
        return index;
      }
      long size = in.shape(0)[Inputs.axis(axis, in.rank(0))];
      return index.neg().add(new Scalar(size - 1));
    };
  }

  private interface Cumulation {
    Tensor apply(Tensor x, long axis);
  }

  /**
   * @param ofNone what it is before the first value
   */
  private static Kernel.Single cumulative(
      NodeContext context, Cumulation cumulation, double ofNone) {
    boolean exclusive = context.flag("exclusive");
    boolean reverse = context.flag("reverse");
    long @Nullable [] fixed = context.constantLongs(1);
    return in -> {
      long axis = Inputs.axis((fixed == null ? in.longs(1) : fixed)[0], in.rank(0));
      Tensor x = reverse ? torch.flip(in.get(0), axis) : in.get(0);
      Tensor total = cumulation.apply(x, axis);
      if (exclusive && x.size(axis) > 0) {
        // Shifted by one place; to subtract would make infinite values no numbers.
        Tensor zero = torch.zeros_like(x.narrow(axis, 0, 1)).add(first(ofNone, x));
        Tensor before = total.narrow(axis, 0, x.size(axis) - 1);
        total = torch.cat(new TensorVector(zero, before), axis);
      }
      return reverse ? torch.flip(total, axis) : total;
    };
  }

  private static Scalar first(double value, Tensor like) {
    return like.is_floating_point() ? new Scalar(value) : new Scalar((long) value);
  }

  /** Equal values come in the order of their indices. */
  private static Kernel topK(NodeContext context) {
    long axis = context.integer("axis", -1);
    boolean largest = context.integer("largest", 1) != 0;
    long attribute = context.integer("k", -1);
    long @Nullable [] fixed = context.constantLongs(1);
    return in -> {
      long k = attribute >= 0 ? attribute : (fixed == null ? in.longs(1) : fixed)[0];
      T_TensorTensor_T sorted = torch.sort(in.get(0), new BoolOptional(true), axis, largest);
      return new Tensor[] {
        sorted.get0().narrow(axis, 0, k), sorted.get1().narrow(axis, 0, k),
      };
    };
  }
}

package dev.nervure.network.torch.operators;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.IntegerType;
import dev.nervure.network.graph.NarrowFloat;
import dev.nervure.network.graph.Node;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** What changes the shape or type of a tensor but not its values, and what makes constants. */
final class ShapeOperators {

  /**
   * More values than any network needs at once; keeps a damaged file from asking for all memory.
   */
  static final long MAXIMUM_VALUES = 1L << 29;

  private ShapeOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("shape and type")
        .single("Identity", Linearity.FIRST, context -> in -> new Tensor(in.get(0)))
        .pullingFirst(Pullback::reshaped)
        .linear(0)
        .single("Reshape", Linearity.FIRST, ShapeOperators::reshape)
        .pullingFirst(Pullback::reshaped)
        .linear(0)
        .single("Flatten", Linearity.FIRST, ShapeOperators::flatten)
        .pullingFirst(Pullback::reshaped)
        .linear(0)
        .single("Squeeze", Linearity.FIRST, ShapeOperators::squeeze)
        .pullingFirst(Pullback::reshaped)
        .linear(0)
        .single("Unsqueeze", Linearity.FIRST, ShapeOperators::unsqueeze)
        .pullingFirst(Pullback::reshaped)
        .linear(0)
        .single("Transpose", Linearity.FIRST, ShapeOperators::transpose)
        .pulling(ShapeOperators::transposePullback)
        .linear(0)
        .single("Expand", Linearity.FIRST, ShapeOperators::expand)
        .linear(0)
        .single("Tile", Linearity.FIRST, ShapeOperators::tile)
        .linear(0)
        .single("DepthToSpace", Linearity.FIRST, ShapeOperators::depthToSpace)
        .linear(0)
        .single("SpaceToDepth", Linearity.FIRST, ShapeOperators::spaceToDepth)
        .linear(0)
        .single(
            "Cast",
            Linearity.FIRST,
            "floats of 16 bits and more become the working type",
            ShapeOperators::cast)
        .linear(0)
        .single("CastLike", Linearity.FIRST, ShapeOperators::castLike)
        .linear(0)
        .constant("Shape", ShapeOperators::shape)
        .constant("Size", context -> in -> Tensor.create(new long[] {in.get(0).numel()}).squeeze())
        .constant("Constant", ShapeOperators::constant)
        .constant("ConstantOfShape", ShapeOperators::constantOfShape)
        .constant("Range", ShapeOperators::range)
        .constant("EyeLike", ShapeOperators::eyeLike);
  }

  private static Kernel.Single reshape(NodeContext context) {
    boolean zeroIsSize = context.flag("allowzero");
    long @Nullable [] fixed = context.constantLongs(1);
    return in -> {
      long[] target = fixed == null ? in.longs(1) : fixed;
      if (zeroIsSize || Arrays.stream(target).noneMatch(size -> size == 0)) {
        return in.get(0).reshape(target);
      }
      long[] shape = in.shape(0);
      long[] filled = target.clone();
      for (int i = 0; i < filled.length; i++) {
        if (filled[i] == 0) {
          if (i >= shape.length) {
            throw new IllegalArgumentException(
                "shape "
                    + Arrays.toString(target)
                    + " keeps axis "
                    + i
                    + ", which the input does not have");
          }
          filled[i] = shape[i];
        }
      }
      return in.get(0).reshape(filled);
    };
  }

  private static Kernel.Single flatten(NodeContext context) {
    long axis = context.integer("axis", 1);
    return in -> {
      long[] shape = in.shape(0);
      int from = (int) (axis < 0 ? axis + shape.length : axis);
      long rows = 1;
      for (int i = 0; i < from; i++) {
        rows *= shape[i];
      }
      long columns = 1;
      for (int i = from; i < shape.length; i++) {
        columns *= shape[i];
      }
      return in.get(0).reshape(rows, columns);
    };
  }

  private static long @Nullable [] axes(NodeContext context) {
    long[] attribute = context.integers("axes");
    return attribute == null ? context.constantLongs(1) : attribute;
  }

  private static Kernel.Single squeeze(NodeContext context) {
    long @Nullable [] fixed = axes(context);
    return in -> {
      long[] given = fixed == null && in.has(1) ? in.longs(1) : fixed;
      if (given == null) {
        return in.get(0).squeeze();
      }
      long[] shape = in.shape(0);
      for (long axis : given) {
        long size = shape[Inputs.axis(axis, shape.length)];
        if (size != 1) {
          throw new IllegalArgumentException("axis " + axis + " has size " + size + ", not 1");
        }
      }
      return in.get(0).squeeze(given);
    };
  }

  private static Kernel.Single unsqueeze(NodeContext context) {
    long @Nullable [] fixed = axes(context);
    return in -> {
      long[] given = (fixed == null ? in.longs(1) : fixed).clone();
      int rank = in.rank(0) + given.length;
      for (int i = 0; i < given.length; i++) {
        given[i] = Inputs.axis(given[i], rank);
      }
      Arrays.sort(given);
      for (int i = 1; i < given.length; i++) {
        if (given[i] == given[i - 1]) {
          throw new IllegalArgumentException("axis " + given[i] + " is given twice");
        }
      }
      Tensor result = in.get(0);
      for (long axis : given) {
        result = result.unsqueeze(axis);
      }
      return result;
    };
  }

  private static Pullback.OfFirst transposePullback(NodeContext context) {
    long @Nullable [] order = context.integers("perm");
    return (in, output, rows) -> {
      if (order == null || order[0] != 0) {
        return null;
      }
      long[] inverse = new long[order.length];
      for (int i = 0; i < order.length; i++) {
        inverse[(int) order[i]] = i;
      }
      return rows.permute(inverse);
    };
  }

  private static Kernel.Single transpose(NodeContext context) {
    long @Nullable [] order = context.integers("perm");
    return in -> {
      if (order != null) {
        return in.get(0).permute(order);
      }
      long[] reversed = new long[in.rank(0)];
      for (int i = 0; i < reversed.length; i++) {
        reversed[i] = reversed.length - 1 - i;
      }
      return in.get(0).permute(reversed);
    };
  }

  private static Kernel.Single expand(NodeContext context) {
    long @Nullable [] fixed = context.constantLongs(1);
    return in -> {
      long[] target = fixed == null ? in.longs(1) : fixed;
      long[] shape = in.shape(0);
      int rank = Math.max(target.length, shape.length);
      long[] result = new long[rank];
      for (int i = 0; i < rank; i++) {
        int there = i - (rank - target.length);
        int here = i - (rank - shape.length);
        long wanted = there < 0 ? 1 : target[there];
        long present = here < 0 ? 1 : shape[here];
        result[i] = wanted == 1 ? present : wanted;
      }
      checkSize(result);
      return in.get(0).expand(result);
    };
  }

  private static Kernel.Single tile(NodeContext context) {
    long @Nullable [] fixed = context.constantLongs(1);
    return in -> {
      long[] repeats = fixed == null ? in.longs(1) : fixed;
      long[] result = in.shape(0);
      if (repeats.length != result.length) {
        throw new IllegalArgumentException(
            "there are " + repeats.length + " repeats for " + result.length + " axes");
      }
      for (int i = 0; i < result.length; i++) {
        result[i] = Math.multiplyExact(result[i], repeats[i]);
      }
      checkSize(result);
      return in.get(0).repeat(repeats);
    };
  }

  private static Kernel.Single depthToSpace(NodeContext context) {
    long block = context.integer("blocksize", 1);
    boolean columnsFirst = context.text("mode", "DCR").equals("CRD");
    return in -> {
      long[] s = in.shape(0);
      long channels = s[1] / (block * block);
      Tensor x = in.get(0);
      Tensor blocks =
          columnsFirst
              ? x.reshape(s[0], channels, block, block, s[2], s[3]).permute(0, 1, 4, 2, 5, 3)
              : x.reshape(s[0], block, block, channels, s[2], s[3]).permute(0, 3, 4, 1, 5, 2);
      return blocks.reshape(s[0], channels, s[2] * block, s[3] * block);
    };
  }

  private static Kernel.Single spaceToDepth(NodeContext context) {
    long block = context.integer("blocksize", 1);
    boolean columnsFirst = context.text("mode", "DCR").equals("CRD");
    return in -> {
      long[] s = in.shape(0);
      long rows = s[2] / block;
      long columns = s[3] / block;
      Tensor blocks = in.get(0).reshape(s[0], s[1], rows, block, columns, block);
      return (columnsFirst ? blocks.permute(0, 1, 3, 5, 2, 4) : blocks.permute(0, 3, 5, 1, 2, 4))
          .reshape(s[0], s[1] * block * block, rows, columns);
    };
  }

  private static Kernel.Single cast(NodeContext context) {
    return cast(context, context.integer("to", 1));
  }

  /** To the type of the second input, as the file declares it; where it does not, as evaluated. */
  private static Kernel.Single castLike(NodeContext context) {
    return context.node().has(Node.ELEMENT_TYPE)
        ? cast(context, context.integer(Node.ELEMENT_TYPE, 1))
        : in -> in.get(0).to(in.get(1).scalar_type());
  }

  /**
   * Floats become the working type, but those of 8 and fewer bits are rounded. Integers have 64
   * bits and wrap around where theirs would.
   */
  private static Kernel.Single cast(NodeContext context, long code) {
    NarrowFloat narrow = NarrowFloat.of(code);
    if (narrow != null) {
      boolean saturate = context.integer("saturate", 1) != 0;
      String mode = context.text("round_mode", "up");
      DoubleUnaryOperator function =
          narrow == NarrowFloat.FLOAT8E8M0
              ? value -> narrow.roundPower(value, mode)
              : value -> narrow.round(value, saturate);
      return (Kernel.Rounding) in -> mapped(in.get(0), function, context.working());
    }
    IntegerType integer = IntegerType.of(code);
    if (integer != null) {
      return in -> wrapped(in.get(0).to(ScalarType.Long), integer);
    }
    ScalarType type = type(context, code);
    return in -> in.get(0).to(type);
  }

  /** Integers brought into a type by leaving out their higher bits. */
  static Tensor wrapped(Tensor whole, IntegerType type) {
    if (type.bits() == Long.SIZE) {
      return whole;
    }
    long size = 1L << type.bits();
    Tensor low = torch.bitwise_and(whole, new Scalar(size - 1));
    if (!type.isSigned()) {
      return low;
    }
    Tensor negative = low.gt(new Scalar(type.largest())).to(ScalarType.Long);
    return low.sub(negative.mul(new Scalar(size)));
  }

  /** A function of every value, in Java. */
  static Tensor mapped(Tensor x, DoubleUnaryOperator function, ScalarType type) {
    double[] values = TensorTransfer.toArray(x.to(ScalarType.Double)).doubles().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(values[i]);
    }
    return Tensor.create(values, x.shape()).to(type);
  }

  /** What an element type of ONNX is evaluated in; refuses strings and others. */
  static ScalarType type(NodeContext context, long code) {
    ScalarType type =
        switch ((int) code) {
          case 1, 10, 11, 16 -> context.working();
          case 2, 3, 4, 5, 6, 7, 12, 13, 21, 22, 25, 26 -> ScalarType.Long;
          case 9 -> ScalarType.Bool;
          default -> ScalarType.Undefined;
        };
    context.require(type != ScalarType.Undefined, "element type " + code + " is not supported");
    return type;
  }

  private static Kernel.Single shape(NodeContext context) {
    long start = context.integer("start", 0);
    long end = context.integer("end", Long.MAX_VALUE);
    return in -> {
      long[] shape = in.shape(0);
      int from = bound(start, shape.length);
      int to = Math.max(from, bound(end, shape.length));
      return Tensor.create(Arrays.copyOfRange(shape, from, to), to - from);
    };
  }

  private static int bound(long index, int rank) {
    long normal = index < 0 ? index + rank : index;
    return (int) Math.max(0, Math.min(rank, normal));
  }

  private static Kernel.Single constant(NodeContext context) {
    NdArray value = ConstantValue.of(context.node());
    if (value == null) {
      throw new NodeContext.UnsupportedNodeException("its kind of value is not supported");
    }
    return in -> TensorTransfer.toTensor(value, context.working());
  }

  private static Kernel.Single constantOfShape(NodeContext context) {
    NdArray given = context.node().tensor("value");
    NdArray value = given == null ? NdArray.of(new float[1], 1) : given;
    context.require(value.size() == 1, "its value must be one number");
    return in -> {
      long[] shape = in.longs(0);
      checkSize(shape);
      Tensor one = TensorTransfer.toTensor(value, context.working()).reshape(1);
      long[] ones = new long[Math.max(shape.length, 1)];
      Arrays.fill(ones, 1);
      return shape.length == 0 ? one.squeeze() : one.reshape(ones).expand(shape).contiguous();
    };
  }

  private static Kernel.Single range(NodeContext context) {
    return in -> {
      Tensor start = in.get(0);
      boolean real = start.is_floating_point();
      double from = number(start);
      double step = number(in.get(2));
      double count = Math.max(0, Math.ceil((number(in.get(1)) - from) / step));
      checkSize(new long[] {(long) Math.min(count, Long.MAX_VALUE)});
      if (real) {
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
          values[i] = from + i * step;
        }
        return Tensor.create(values, values.length).to(context.working());
      }
      long[] values = new long[(int) count];
      for (int i = 0; i < values.length; i++) {
        values[i] = (long) from + i * (long) step;
      }
      return Tensor.create(values, values.length);
    };
  }

  private static Kernel.Single eyeLike(NodeContext context) {
    long diagonal = context.integer("k", 0);
    boolean typed = context.node().has("dtype");
    ScalarType type = type(context, context.integer("dtype", 1));
    return in -> {
      Tensor ones = torch.ones_like(in.get(0));
      ones = typed ? ones.to(type) : ones;
      return torch.tril(torch.triu(ones, diagonal), diagonal);
    };
  }

  private static double number(Tensor scalar) {
    return scalar.is_floating_point() ? scalar.item_double() : scalar.item_long();
  }

  /** Refuses a size that no network needs before the library tries to allocate it. */
  static void checkSize(long[] shape) {
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && size > MAXIMUM_VALUES / dimension)) {
        throw new IllegalArgumentException(
            "a tensor of shape " + Arrays.toString(shape) + " is too large");
      }
      size *= dimension;
    }
  }
}

package dev.nervure.network.torch.operators;

import dev.nervure.network.graph.IntegerType;
import dev.nervure.network.graph.Node;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Operations on the bits of integers, in the width that the file declares. */
final class BitwiseOperators {

  private static final long FLOAT = 1;
  private static final long DOUBLE = 11;

  private BitwiseOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("bits")
        .constant("BitwiseAnd", context -> in -> torch.bitwise_and(in.get(0), in.get(1)))
        .constant("BitwiseOr", context -> in -> torch.bitwise_or(in.get(0), in.get(1)))
        .constant("BitwiseXor", context -> in -> torch.bitwise_xor(in.get(0), in.get(1)))
        .constant("BitwiseNot", BitwiseOperators::not)
        .constant("BitShift", BitwiseOperators::shift)
        .constant("BitCast", BitwiseOperators::reinterpret);
  }

  private static IntegerType type(NodeContext context, String attribute) {
    IntegerType type = IntegerType.of(context.integer(attribute, 0));
    if (type == null) {
      context.require(false, "the file does not say how wide its integers are");
      throw new IllegalStateException("not reached");
    }
    return type;
  }

  private static Kernel.Single not(NodeContext context) {
    IntegerType type = type(context, Node.INPUT_TYPE);
    return in -> ShapeOperators.wrapped(torch.bitwise_not(in.get(0)), type);
  }

  /** By as many bits as there are, or by less than none, nothing but the sign is left. */
  private static Kernel.Single shift(NodeContext context) {
    IntegerType type = type(context, Node.INPUT_TYPE);
    String direction = context.text("direction", "");
    context.require(
        direction.equals("LEFT") || direction.equals("RIGHT"), "direction '" + direction + "'");
    boolean left = direction.equals("LEFT");
    return in -> {
      Tensor by = in.get(1);
      Tensor outside = by.lt(new Scalar(0L)).logical_or(by.ge(new Scalar((long) type.bits())));
      Tensor inside = by.masked_fill(outside, new Scalar(0L));
      if (left) {
        Tensor shifted = torch.bitwise_left_shift(in.get(0), inside);
        return ShapeOperators.wrapped(shifted.masked_fill(outside, new Scalar(0L)), type);
      }
      if (type == IntegerType.UINT64) {
        return unsigned(in.get(0), inside).masked_fill(outside, new Scalar(0L));
      }
      Tensor sign = in.get(0).lt(new Scalar(0L)).to(by.scalar_type()).neg();
      return torch.where(outside, sign, torch.bitwise_right_shift(in.get(0), inside));
    };
  }

  /** To the right by less than 64 bits; zeros come in, whatever the first bit is. */
  private static Tensor unsigned(Tensor x, Tensor by) {
    Tensor half = torch.bitwise_right_shift(x, torch.clamp_max(by, new Scalar(1L)));
    Tensor cleared = torch.bitwise_and(half, new Scalar(Long.MAX_VALUE));
    Tensor rest = by.sub(new Scalar(1L)).clamp_min(new Scalar(0L));
    return torch.where(by.eq(new Scalar(0L)), x, torch.bitwise_right_shift(cleared, rest));
  }

  /** The same bits as another type. */
  private static Kernel.Single reinterpret(NodeContext context) {
    long from = context.integer(Node.INPUT_TYPE, 0);
    long to = context.integer("to", 0);
    int width = width(from);
    context.require(
        width > 0 && width == width(to), "bits of element type " + from + " as type " + to);
    IntegerType read = IntegerType.of(to);
    return in -> {
      long[] shape = in.shape(0);
      long[] bits = bits(in.get(0), from);
      if (read != null) {
        return ShapeOperators.wrapped(Tensor.create(bits, shape), read);
      }
      double[] values = new double[bits.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            to == FLOAT ? Float.intBitsToFloat((int) bits[i]) : Double.longBitsToDouble(bits[i]);
      }
      return Tensor.create(values, shape).to(context.working());
    };
  }

  private static int width(long code) {
    @Nullable IntegerType integer = IntegerType.of(code);
    return code == FLOAT ? 32 : code == DOUBLE ? 64 : integer == null ? 0 : integer.bits();
  }

  private static long[] bits(Tensor x, long type) {
    if (!x.is_floating_point()) {
      return Inputs.longs(x);
    }
    double[] values = TensorTransfer.toArray(x).doubles();
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          type == FLOAT
              ? Float.floatToRawIntBits((float) values[i])
              : Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }
}

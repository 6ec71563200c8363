package dev.nervure.network.torch.operators;

import dev.nervure.network.graph.IntegerType;
import dev.nervure.network.graph.NarrowFloat;
import dev.nervure.network.graph.Node;
import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Values on a grid of few bits. Integers are computed as such: sums of products exactly, in 64 bits
 * or in float64 below 2^53, and only their scaling in floating point. Rounding has no derivative.
 */
final class QuantizationOperators {

  private QuantizationOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("quantisation")
        .constant("QuantizeLinear", QuantizationOperators::quantize)
        .single("DequantizeLinear", Linearity.FIRST, QuantizationOperators::dequantize)
        .several(
            "DynamicQuantizeLinear",
            Linearity.NONE,
            "",
            context -> QuantizationOperators::quantizeByRange)
        .constant("MatMulInteger", context -> QuantizationOperators::integerProduct)
        .constant("ConvInteger", QuantizationOperators::integerConvolution)
        .constant("QLinearMatMul", QuantizationOperators::quantizedProduct)
        .constant("QLinearConv", QuantizationOperators::quantizedConvolution);
  }

  /** Integers between the bounds of a type. */
  private static Tensor saturated(Tensor rounded, IntegerType type) {
    return torch.clamp(
        rounded.to(ScalarType.Long),
        new ScalarOptional(new Scalar(type.smallest())),
        new ScalarOptional(new Scalar(type.largest())));
  }

  private static IntegerType outputType(NodeContext context) {
    IntegerType type = IntegerType.of(context.integer(Node.ELEMENT_TYPE, 0));
    if (type == null || type.bits() > 32) {
      context.require(false, "the file does not say how wide its quantised values are");
      throw new IllegalStateException("not reached");
    }
    return type;
  }

  private static Kernel.Single quantize(NodeContext context) {
    long axis = context.integer("axis", 1);
    long block = context.integer("block_size", 0);
    boolean saturate = context.integer("saturate", 1) != 0;
    NarrowFloat narrow = NarrowFloat.of(context.integer(Node.ELEMENT_TYPE, 0));
    IntegerType integer = narrow == null ? outputType(context) : null;
    return in -> {
      Tensor x = in.get(0);
      Tensor scaled = x.div(spread(in.get(1), x, axis, block));
      Tensor zero = in.has(2) ? spread(in.get(2), x, axis, block) : null;
      if (integer != null) {
        Tensor rounded = scaled.round();
        return saturated(
            zero == null ? rounded : rounded.add(zero.to(rounded.scalar_type())), integer);
      }
      if (narrow == null) {
        throw new IllegalStateException("not reached");
      }
      Tensor moved = zero == null ? scaled : scaled.add(zero);
      return ShapeOperators.mapped(
          moved, value -> narrow.round(value, saturate), context.working());
    };
  }

  private static Kernel.Single dequantize(NodeContext context) {
    long axis = context.integer("axis", 1);
    long block = context.integer("block_size", 0);
    return in -> {
      Tensor x = in.get(0);
      Tensor moved = in.has(2) ? x.sub(spread(in.get(2), x, axis, block)) : x;
      return moved.to(context.working()).mul(spread(in.get(1), x, axis, block));
    };
  }

  /**
   * Scales or zero points in a shape that is broadcast against the values: one for all, one for
   * each index of an axis, or one for each block of that axis.
   */
  private static Tensor spread(Tensor values, Tensor x, long axis, long block) {
    if (values.numel() == 1) {
      return values.reshape();
    }
    int rank = (int) x.dim();
    int along = Inputs.axis(axis, rank);
    if (block == 0) {
      if (values.dim() != 1 || values.size(0) != x.size(along)) {
        throw new IllegalArgumentException(
            "there must be one scale for each of " + x.size(along) + " indices of axis " + axis);
      }
      long[] shape = new long[rank];
      Arrays.fill(shape, 1);
      shape[along] = values.numel();
      return values.reshape(shape);
    }
    Tensor repeated =
        torch.repeat_interleave(values, block, new LongOptional(along), new LongOptional());
    return repeated.narrow(along, 0, x.size(along));
  }

  /** To 8 bits without a sign, over the range of the values and 0. */
  private static Tensor[] quantizeByRange(Inputs in) {
    Tensor x = in.get(0);
    double top = IntegerType.UINT8.largest();
    Tensor high = torch.clamp_min(x.max(), new Scalar(0.0));
    Tensor low = x.min().neg().clamp_min(new Scalar(0.0)).neg();
    Tensor range = high.sub(low);
    Tensor none = range.eq(new Scalar(0.0));
    Tensor scale = torch.where(none, torch.ones_like(range), range).div(new Scalar(top));
    Tensor zero = saturated(low.neg().div(scale).round(), IntegerType.UINT8);
    Tensor rounded = x.div(scale).round().add(zero.to(x.scalar_type()));
    return new Tensor[] {saturated(rounded, IntegerType.UINT8), scale, zero};
  }

  /** A factor of a product, less its zero point: one, or one for each row or column. */
  private static Tensor centred(Inputs in, int values, int zero, boolean rows) {
    Tensor x = in.get(values).to(ScalarType.Long);
    return in.has(zero) ? x.sub(perRow(in.get(zero).to(ScalarType.Long), rows)) : x;
  }

  /** What belongs to the rows of a matrix in a shape that is broadcast against it. */
  private static Tensor perRow(Tensor values, boolean rows) {
    return rows && values.dim() == 1 && values.numel() > 1 ? values.unsqueeze(-1) : values;
  }

  private static Tensor integerProduct(Inputs in) {
    return torch.matmul(centred(in, 0, 2, true), centred(in, 1, 3, false));
  }

  private static Kernel.Single quantizedProduct(NodeContext context) {
    IntegerType type = outputType(context);
    return in -> {
      Tensor product = torch.matmul(centred(in, 0, 2, true), centred(in, 3, 5, false));
      Tensor factor = perRow(in.get(1), true).mul(in.get(4)).div(in.get(6));
      return rescaled(product, factor, in.has(7) ? in.get(7) : null, type);
    };
  }

  private static Tensor rescaled(
      Tensor whole, Tensor factor, @Nullable Tensor zero, IntegerType type) {
    Tensor rounded = whole.to(ScalarType.Double).mul(factor.to(ScalarType.Double)).round();
    return saturated(zero == null ? rounded : rounded.add(zero), type);
  }

  private static Kernel.Single integerConvolution(NodeContext context) {
    Kernel.Single convolution = ConvolutionOperators.convolution(context);
    return in -> convolved(convolution, in, 0, 2, 1, 3, null);
  }

  private static Kernel.Single quantizedConvolution(NodeContext context) {
    IntegerType type = outputType(context);
    Kernel.Single convolution = ConvolutionOperators.convolution(context);
    return in -> {
      Tensor whole = convolved(convolution, in, 0, 2, 3, 5, in.has(8) ? in.get(8) : null);
      Tensor scale = in.get(4);
      if (scale.numel() > 1) {
        long[] perChannel = new long[in.rank(0)];
        Arrays.fill(perChannel, 1);
        perChannel[1] = scale.numel();
        scale = scale.reshape(perChannel);
      }
      Tensor factor = in.get(1).mul(scale).div(in.get(6));
      return rescaled(whole, factor, in.has(7) ? in.get(7) : null, type);
    };
  }

  /** A convolution of integers; float64 holds its sums exactly. */
  private static Tensor convolved(
      Kernel.Single convolution,
      Inputs in,
      int data,
      int dataZero,
      int weight,
      int weightZero,
      @Nullable Tensor bias) {
    Tensor x = centred(in, data, dataZero, false).to(ScalarType.Double);
    Tensor w = in.get(weight).to(ScalarType.Long);
    if (in.has(weightZero)) {
      Tensor zero = in.get(weightZero).to(ScalarType.Long);
      if (zero.numel() > 1) {
        long[] perChannel = new long[in.rank(weight)];
        Arrays.fill(perChannel, 1);
        perChannel[0] = zero.numel();
        zero = zero.reshape(perChannel);
      }
      w = w.sub(zero);
    }
    Tensor b = bias == null ? null : bias.to(ScalarType.Double);
    @Nullable Tensor[] operands = {x, w.to(ScalarType.Double), b};
    return convolution.value(new Inputs(operands, false)).round().to(ScalarType.Long);
  }
}

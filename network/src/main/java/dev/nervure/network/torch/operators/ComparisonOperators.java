package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Comparisons and logic; truth values are boolean tensors. */
final class ComparisonOperators {

  private ComparisonOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("comparison and logic")
        .constant("Equal", context -> in -> in.get(0).eq(in.get(1)))
        .constant("Greater", context -> in -> in.get(0).gt(in.get(1)))
        .constant("GreaterOrEqual", context -> in -> in.get(0).ge(in.get(1)))
        .constant("Less", context -> in -> in.get(0).lt(in.get(1)))
        .constant("LessOrEqual", context -> in -> in.get(0).le(in.get(1)))
        .constant("Not", context -> in -> torch.logical_not(in.get(0)))
        .constant("And", context -> in -> torch.logical_and(in.get(0), in.get(1)))
        .constant("Or", context -> in -> torch.logical_or(in.get(0), in.get(1)))
        .constant("Xor", context -> in -> torch.logical_xor(in.get(0), in.get(1)))
        .constant("IsNaN", context -> in -> torch.isnan(in.get(0)))
        .constant("IsInf", ComparisonOperators::isInfinite)
        .single("Where", Linearity.CHOICE, context -> ComparisonOperators::where)
        .linear(1, 2);
  }

  private static Kernel.Single isInfinite(NodeContext context) {
    boolean negative = context.integer("detect_negative", 1) != 0;
    boolean positive = context.integer("detect_positive", 1) != 0;
    return in -> {
      Tensor x = in.get(0);
      if (negative && positive) {
        return torch.isinf(x);
      }
      if (negative) {
        return torch.isneginf(x);
      }
      return positive ? torch.isposinf(x) : torch.zeros_like(x).to(ScalarType.Bool);
    };
  }

  private static Tensor where(Inputs in) {
    return torch.where(in.get(0).to(ScalarType.Bool), in.get(1), in.get(2));
  }
}

package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * What ONNX Runtime writes in the place of several nodes when it optimises a file: the same
 * functions in one node each. Their derivatives are libtorch's.
 */
final class RuntimeOperators {

  private static final String DOMAIN = "com.microsoft.";

  private RuntimeOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("fused by ONNX Runtime")
        .single(DOMAIN + "Gelu", Linearity.NONE, context -> in -> torch.gelu(in.get(0)))
        .single(
            DOMAIN + "BiasGelu",
            Linearity.NONE,
            context -> in -> torch.gelu(in.get(0).add(in.get(1))))
        .single(DOMAIN + "FastGelu", Linearity.NONE, context -> RuntimeOperators::fastGelu)
        .single(DOMAIN + "QuickGelu", Linearity.NONE, RuntimeOperators::quickGelu)
        .single(
            DOMAIN + "FusedMatMul",
            Linearity.NONE,
            "batches in the order of the inputs",
            RuntimeOperators::product)
        .several(
            DOMAIN + "SkipLayerNormalization",
            Linearity.NONE,
            "no outputs of mean and deviation",
            context -> skipNormalization(context, true))
        .several(
            DOMAIN + "SkipSimplifiedLayerNormalization",
            Linearity.NONE,
            "no outputs of mean and deviation",
            context -> skipNormalization(context, false))
        .single(
            "SimplifiedLayerNormalization", Linearity.NONE, NormalizationOperators::rootMeanSquare);
  }

  private static Tensor fastGelu(Inputs in) {
    Tensor x = in.has(1) ? in.get(0).add(in.get(1)) : in.get(0);
    return ActivationOperators.geluByTanh(x);
  }

  private static Kernel.Single quickGelu(NodeContext context) {
    double alpha = context.real("alpha", 1.702f);
    return in -> in.get(0).mul(torch.sigmoid(in.get(0).mul(new Scalar(alpha))));
  }

  private static Kernel.Single product(NodeContext context) {
    boolean left = context.flag("transA");
    boolean right = context.flag("transB");
    double alpha = context.real("alpha", 1);
    context.require(
        !context.flag("transBatchA") && !context.flag("transBatchB"),
        "transBatchA and transBatchB are not supported");
    return in -> {
      Tensor a = left && in.rank(0) > 1 ? in.get(0).transpose(-2, -1) : in.get(0);
      Tensor b = right && in.rank(1) > 1 ? in.get(1).transpose(-2, -1) : in.get(1);
      Tensor result = torch.matmul(a, b);
      return alpha == 1 ? result : result.mul(new Scalar(alpha));
    };
  }

  /**
   * A normalisation over the last axis of a sum, with that sum as the fourth output.
   *
   * @param centred whether the mean is subtracted; then there is a shift before the bias
   */
  private static Kernel skipNormalization(NodeContext context, boolean centred) {
    double epsilon = context.real("epsilon", 1e-5f);
    context.require(
        !context.wantsOutput(1) && !context.wantsOutput(2),
        "outputs of mean and deviation are not supported");
    int bias = centred ? 4 : 3;
    return in -> {
      Tensor sum = in.get(0).add(in.get(1));
      if (in.has(bias)) {
        sum = sum.add(in.get(bias));
      }
      Tensor result;
      if (centred) {
        long[] shape = sum.shape();
        long[] last = Arrays.copyOfRange(shape, shape.length - 1, shape.length);
        TensorOptional shift = in.optional(3);
        result = torch.layer_norm(sum, last, in.optional(2), shift, epsilon, false);
      } else {
        Tensor square = torch.mean(sum.mul(sum), new long[] {-1}, true, new ScalarTypeOptional());
        result = sum.mul(square.add(new Scalar(epsilon)).rsqrt()).mul(in.get(2));
      }
      return context.wantsOutput(3)
          ? new Tensor[] {result, new Tensor(sum), new Tensor(sum), sum}
          : new Tensor[] {result};
    };
  }
}

package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Losses, which files that were exported for training hold. */
final class LossOperators {

  private LossOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("loss")
        .single("NegativeLogLikelihoodLoss", Linearity.NONE, LossOperators::negativeLogLikelihood)
        .several("SoftmaxCrossEntropyLoss", Linearity.NONE, "", LossOperators::crossEntropy);
  }

  private interface Loss {
    Tensor apply(Tensor logarithms, Tensor labels, @Nullable Tensor weights);
  }

  private static Kernel.Single negativeLogLikelihood(NodeContext context) {
    Loss loss = loss(context);
    return in -> loss.apply(in.get(0), in.get(1), in.has(2) ? in.get(2) : null);
  }

  private static Kernel crossEntropy(NodeContext context) {
    Loss loss = loss(context);
    return in -> {
      Tensor logarithms = torch.log_softmax(in.get(0), 1);
      return new Tensor[] {
        loss.apply(logarithms, in.get(1), in.has(2) ? in.get(2) : null), logarithms
      };
    };
  }

  /**
   * Minus the logarithm of the label's probability, weighted by the label's class; the mean is over
   * the weights. Labels equal to {@code ignore_index} count nothing.
   */
  private static Loss loss(NodeContext context) {
    String reduction = context.text("reduction", "mean");
    context.require(
        reduction.equals("mean") || reduction.equals("sum") || reduction.equals("none"),
        "reduction " + reduction + " is not known");
    boolean ignores = context.node().has("ignore_index");
    long ignored = context.integer("ignore_index", 0);
    return (logarithms, labels, weights) -> {
      Tensor given = labels.to(ScalarType.Long);
      Tensor counted = ignores ? given.ne(new Scalar(ignored)) : null;
      // What is ignored may be no index at all.
      Tensor index = counted == null ? given : given.mul(counted.to(ScalarType.Long));
      Tensor picked = logarithms.gather(1, index.unsqueeze(1)).squeeze(1);
      Tensor weight =
          weights == null
              ? torch.ones_like(picked)
              : torch.index_select(weights, 0, index.reshape(-1)).reshape(index.shape());
      if (counted != null) {
        weight = weight.mul(counted.to(weight.scalar_type()));
      }
      Tensor zero = torch.zeros_like(picked);
      Tensor weighted = torch.where(weight.eq(new Scalar(0.0)), zero, picked.mul(weight)).neg();
      return switch (reduction) {
        case "none" -> weighted;
        case "sum" -> total(weighted);
        default -> total(weighted).div(total(weight));
      };
    };
  }

  private static Tensor total(Tensor x) {
    return x.sum(new ScalarTypeOptional());
  }
}

package dev.nervure.network.torch.operators;

import java.util.function.ToIntFunction;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Functions of one tensor, element by element, that networks use as non-linearities; and the
 * softmax family.
 */
final class ActivationOperators {

  private ActivationOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("activation")
        .single("Relu", Linearity.RECTIFIER, context -> in -> torch.relu(in.get(0)))
        .symmetric(
            context ->
                (in, output, rows) -> torch.threshold_backward(rows, output, new Scalar(0.0)))
        .single("LeakyRelu", Linearity.RECTIFIER, ActivationOperators::leakyRelu)
        .elementwise()
        .single("PRelu", Linearity.RECTIFIER, context -> ActivationOperators::parametricRelu)
        .elementwise()
        .single("ThresholdedRelu", Linearity.NONE, ActivationOperators::thresholdedRelu)
        .elementwise()
        .single("Elu", Linearity.NONE, ActivationOperators::elu)
        .elementwise()
        .single("Celu", Linearity.NONE, ActivationOperators::celu)
        .elementwise()
        .single("Selu", Linearity.NONE, ActivationOperators::selu)
        .elementwise()
        .single("Gelu", Linearity.NONE, ActivationOperators::gelu)
        .elementwise()
        .single("Swish", Linearity.NONE, ActivationOperators::swish)
        .elementwise()
        .single("SwiGLU", Linearity.NONE, ActivationOperators::gatedSwish)
        .single("Mish", Linearity.NONE, context -> in -> torch.mish(in.get(0)))
        .elementwise()
        .single("Sigmoid", Linearity.NONE, context -> in -> torch.sigmoid(in.get(0)))
        .symmetric(context -> (in, output, rows) -> torch.sigmoid_backward(rows, output))
        .single("HardSigmoid", Linearity.NONE, ActivationOperators::hardSigmoid)
        .elementwise()
        .single("HardSwish", Linearity.NONE, context -> in -> torch.hardswish(in.get(0)))
        .elementwise()
        .single("Softplus", Linearity.NONE, context -> ActivationOperators::softplus)
        .elementwise()
        .single(
            "Softsign",
            Linearity.NONE,
            context -> in -> in.get(0).div(in.get(0).abs().add(new Scalar(1.0))))
        .elementwise()
        .single("Tanh", Linearity.NONE, context -> in -> torch.tanh(in.get(0)))
        .symmetric(context -> (in, output, rows) -> torch.tanh_backward(rows, output))
        .single("Erf", Linearity.NONE, context -> in -> torch.erf(in.get(0)))
        .elementwise()
        .single("Shrink", Linearity.NONE, ActivationOperators::shrink)
        .elementwise()
        .single("Clip", Linearity.NONE, ActivationOperators::clip)
        .elementwise()
        .single("Softmax", Linearity.NONE, context -> softmax(context, torch::softmax))
        .symmetric(ActivationOperators::softmaxDerivative)
        .single("LogSoftmax", Linearity.NONE, context -> softmax(context, torch::log_softmax))
        .pulling(ActivationOperators::logSoftmaxPullback)
        .pushing(ActivationOperators::logSoftmaxPushforward)
        .constant("Hardmax", context -> softmax(context, ActivationOperators::hardest));
  }

  private static Kernel.Single leakyRelu(NodeContext context) {
    double alpha = context.real("alpha", 0.01);
    return in -> torch.leaky_relu(in.get(0), new Scalar(alpha));
  }

  private static Tensor parametricRelu(Inputs in) {
    Tensor x = in.get(0);
    return torch.where(x.gt(new Scalar(0.0)), x, x.mul(in.get(1)));
  }

  private static Kernel.Single thresholdedRelu(NodeContext context) {
    double alpha = context.real("alpha", 1);
    return in -> {
      Tensor x = in.get(0);
      return torch.where(x.gt(new Scalar(alpha)), x, torch.zeros_like(x));
    };
  }

  private static Kernel.Single elu(NodeContext context) {
    double alpha = context.real("alpha", 1);
    return in -> torch.elu(in.get(0), new Scalar(alpha), new Scalar(1.0), new Scalar(1.0));
  }

  private static Kernel.Single celu(NodeContext context) {
    double alpha = context.real("alpha", 1);
    return in -> torch.celu(in.get(0), new Scalar(alpha));
  }

  private static Kernel.Single selu(NodeContext context) {
    double alpha = context.real("alpha", 1.67326319217681884765625);
    double gamma = context.real("gamma", 1.05070102214813232421875);
    return in -> torch.elu(in.get(0), new Scalar(alpha), new Scalar(gamma), new Scalar(1.0));
  }

  private static Kernel.Single gelu(NodeContext context) {
    String approximate = context.text("approximate", "none");
    context.require(
        approximate.equals("none") || approximate.equals("tanh"),
        "approximate must be none or tanh but was " + approximate);
    if (approximate.equals("none")) {
      return in -> torch.gelu(in.get(0));
    }
    return in -> geluByTanh(in.get(0));
  }

  static Tensor geluByTanh(Tensor x) {
    double scale = Math.sqrt(2 / Math.PI);
    Tensor cubic = x.mul(x).mul(x).mul(new Scalar(0.044715)).add(x);
    Tensor gate = torch.tanh(cubic.mul(new Scalar(scale))).add(new Scalar(1.0));
    return x.mul(gate).mul(new Scalar(0.5));
  }

  private static Kernel.Single swish(NodeContext context) {
    double alpha = context.real("alpha", 1);
    return in -> swish(in.get(0), alpha);
  }

  private static Tensor swish(Tensor x, double alpha) {
    return x.mul(torch.sigmoid(x.mul(new Scalar(alpha))));
  }

  private static Kernel.Single gatedSwish(NodeContext context) {
    double alpha = context.real("alpha", 1);
    return in -> swish(in.get(0), alpha).mul(in.get(1));
  }

  private static Kernel.Single hardSigmoid(NodeContext context) {
    double alpha = context.real("alpha", 0.2f);
    double beta = context.real("beta", 0.5);
    return in ->
        torch.clamp(
            in.get(0).mul(new Scalar(alpha)).add(new Scalar(beta)),
            new ScalarOptional(new Scalar(0.0)),
            new ScalarOptional(new Scalar(1.0)));
  }

  /**
   * log(1 + exp(x)) without the linear cut-off of libtorch's own, which costs digits in float64.
   */
  private static Tensor softplus(Inputs in) {
    Tensor x = in.get(0);
    return torch.softplus(x, new Scalar(1.0), new Scalar(40.0));
  }

  private static Kernel.Single shrink(NodeContext context) {
    double lambda = context.real("lambd", 0.5);
    double bias = context.real("bias", 0);
    return in -> {
      Tensor x = in.get(0);
      Tensor above =
          torch.where(x.gt(new Scalar(lambda)), x.sub(new Scalar(bias)), torch.zeros_like(x));
      return torch.where(x.lt(new Scalar(-lambda)), x.add(new Scalar(bias)), above);
    };
  }

  private static Kernel.Single clip(NodeContext context) {
    if (context.opset() < 11) {
      return clamp(context.real("min", -Float.MAX_VALUE), context.real("max", Float.MAX_VALUE));
    }
    Double low = context.constantNumber(1);
    Double high = context.constantNumber(2);
    boolean known = (low != null || !context.hasInput(1)) && (high != null || !context.hasInput(2));
    if (known) {
      return clamp(low, high);
    }
    return in -> torch.clamp(in.get(0), in.optional(1), in.optional(2));
  }

  private static Kernel.Single clamp(@Nullable Double low, @Nullable Double high) {
    if (low == null && high == null) {
      return in -> new Tensor(in.get(0));
    }
    return in -> {
      boolean real = in.get(0).is_floating_point();
      return torch.clamp(in.get(0), bound(low, real), bound(high, real));
    };
  }

  private static ScalarOptional bound(@Nullable Double value, boolean real) {
    if (value == null) {
      return new ScalarOptional();
    }
    return new ScalarOptional(real ? new Scalar(value) : new Scalar(value.longValue()));
  }

  /** d s = s (dx - sum s dx); of a matrix made of several dimensions libtorch's own is taken. */
  private static Pullback.OfFirst softmaxDerivative(NodeContext context) {
    ToIntFunction<Inputs> axis = softmaxAxis(context);
    return (in, output, rows) -> {
      int along = axis.applyAsInt(in);
      if (along < 0) {
        return null;
      }
      Tensor weighted = rows.mul(output);
      return weighted.sub(sum(weighted, along).mul(output));
    };
  }

  /** d log s = dx - sum s dx, and the other way round with s before the sum. */
  private static Pullback.OfFirst logSoftmaxPullback(NodeContext context) {
    ToIntFunction<Inputs> axis = softmaxAxis(context);
    return (in, output, rows) -> {
      int along = axis.applyAsInt(in);
      return along < 0 ? null : rows.sub(sum(rows, along).mul(output.exp()));
    };
  }

  private static Pushforward.OfFirst logSoftmaxPushforward(NodeContext context) {
    ToIntFunction<Inputs> axis = softmaxAxis(context);
    return (in, output, tangents) -> {
      int along = axis.applyAsInt(in);
      return along < 0 ? null : tangents.sub(sum(tangents.mul(output.exp()), along));
    };
  }

  private static Tensor sum(Tensor x, int axis) {
    return torch.sum(x, new long[] {axis}, true, new ScalarTypeOptional());
  }

  /** The one axis along which a softmax runs, -1 where it runs over several or samples. */
  private static ToIntFunction<Inputs> softmaxAxis(NodeContext context) {
    boolean oneAxis = context.opset() >= 13;
    long axis = context.integer("axis", oneAxis ? -1 : 1);
    return in -> {
      int along = Inputs.axis(axis, in.rank(0));
      return along == 0 || (!oneAxis && along != in.rank(0) - 1) ? -1 : along;
    };
  }

  /** 1 at the first of the largest values, 0 elsewhere. */
  private static Tensor hardest(Tensor x, long axis) {
    if (x.numel() == 0) {
      return torch.zeros_like(x);
    }
    Tensor place = torch.argmax(x, new LongOptional(axis), true);
    return torch.zeros_like(x).scatter(axis, place, new Scalar(1.0));
  }

  private interface SoftmaxFunction {
    Tensor apply(Tensor x, long axis);
  }

  private static Kernel.Single softmax(NodeContext context, SoftmaxFunction function) {
    if (context.opset() >= 13) {
      long axis = context.integer("axis", -1);
      return in -> function.apply(in.get(0), axis);
    }
    // Before opset 13 the tensor is seen as a matrix whose columns are all dimensions from the axis
    // on.
    long axis = context.integer("axis", 1);
    return in -> {
      Tensor x = in.get(0);
      int from = Inputs.axis(axis, in.rank(0));
      if (from == in.rank(0) - 1) {
        return function.apply(x, from);
      }
      return function.apply(torch.flatten(x, from, -1), from).reshape(x.shape());
    };
  }
}

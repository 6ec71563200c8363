package dev.nervure.network.torch.operators;

import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Normalisations, and Dropout, which like BatchNormalization does something else in training. */
final class NormalizationOperators {

  private static final double EPSILON = 1e-5f;

  private NormalizationOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("normalisation")
        .several(
            "BatchNormalization",
            Linearity.FIRST,
            "spatial=0 (opset 7, 8)",
            NormalizationOperators::batch)
        .symmetric(NormalizationOperators::batchDerivative)
        .single("InstanceNormalization", Linearity.NONE, NormalizationOperators::instance)
        .single("GroupNormalization", Linearity.NONE, NormalizationOperators::group)
        .several("LayerNormalization", Linearity.NONE, "", NormalizationOperators::layer)
        .pulling(
            context ->
                givesStatistics(context)
                    ? (in, output, rows, active) -> null
                    : layerDerivative(context))
        .pushing(
            context ->
                givesStatistics(context)
                    ? (in, output, tangents) -> null
                    : layerDerivative(context))
        .single("RMSNormalization", Linearity.NONE, NormalizationOperators::rootMeanSquare)
        .single("MeanVarianceNormalization", Linearity.NONE, NormalizationOperators::meanVariance)
        .single("LpNormalization", Linearity.NONE, NormalizationOperators::norm)
        .single("LRN", Linearity.NONE, NormalizationOperators::localResponse)
        .several(
            "Dropout",
            Linearity.FIRST,
            "not in training mode, which drops values at random",
            NormalizationOperators::dropout)
        .pullingFirst(Pullback::reshaped)
        .linear(0);
  }

  /** With the running statistics after the batch, where training mode gives them. */
  private static Kernel batch(NodeContext context) {
    Kernel.Single values = batchValues(context);
    if (!context.flag("training_mode") || !givesStatistics(context)) {
      return values;
    }
    double kept = context.real("momentum", 0.9f);
    return in -> {
      Tensor x = in.get(0);
      long[] axes = LongStream.range(0, in.rank(0)).filter(axis -> axis != 1).toArray();
      Tensor mean = mean(x, axes);
      Tensor centred = x.sub(mean);
      Tensor variance = mean(centred.mul(centred), axes);
      return new Tensor[] {
        values.value(in),
        running(in.get(3), mean.reshape(-1), kept),
        running(in.get(4), variance.reshape(-1), kept)
      };
    };
  }

  private static Tensor running(Tensor before, Tensor now, double kept) {
    return before.mul(new Scalar(kept)).add(now.mul(new Scalar(1 - kept)));
  }

  private static Kernel.Single batchValues(NodeContext context) {
    context.require(context.integer("spatial", 1) == 1, "spatial=0 is not supported");
    double epsilon = context.real("epsilon", EPSILON);
    // ONNX gives the weight of the old running value, libtorch that of the new one.
    double momentum = 1 - context.real("momentum", 0.9);
    boolean ofBatch = normalizesBatch(context);
    return in ->
        ofBatch && !in.training()
            ? batchStatistics(in, epsilon)
            : torch.batch_norm(
                in.get(0),
                in.optional(1),
                in.optional(2),
                in.optional(3),
                in.optional(4),
                in.training(),
                momentum,
                epsilon,
                false);
  }

  /**
   * Whether the node was exported in training mode; before opset 14 its further outputs say so,
   * read or not.
   */
  private static boolean normalizesBatch(NodeContext context) {
    return context.flag("training_mode") || (context.opset() < 14 && context.outputCount() > 1);
  }

  private static Tensor batchStatistics(Inputs in, double epsilon) {
    Tensor x = in.get(0);
    int rank = in.rank(0);
    long[] axes = LongStream.range(0, rank).filter(axis -> axis != 1).toArray();
    long[] perChannel = new long[rank];
    Arrays.fill(perChannel, 1);
    perChannel[1] = x.size(1);
    Tensor centred = x.sub(mean(x, axes));
    Tensor variance = mean(centred.mul(centred), axes);
    return centred
        .mul(variance.add(new Scalar(epsilon)).rsqrt())
        .mul(in.get(1).reshape(perChannel))
        .add(in.get(2).reshape(perChannel));
  }

  private static Pullback.OfFirst batchDerivative(NodeContext context) {
    double epsilon = context.real("epsilon", EPSILON);
    boolean ofBatch = normalizesBatch(context);
    return (in, output, rows) -> {
      if (ofBatch) {
        return null;
      }
      Tensor scale =
          in.once(() -> new Tensor[] {in.get(1).mul(in.get(4).add(new Scalar(epsilon)).rsqrt())})[
              0];
      long[] perChannel = new long[(int) rows.dim()];
      Arrays.fill(perChannel, 1);
      perChannel[1] = scale.numel();
      return rows.mul(scale.reshape(perChannel));
    };
  }

  private static Kernel.Single instance(NodeContext context) {
    double epsilon = context.real("epsilon", EPSILON);
    return in ->
        torch.instance_norm(
            in.get(0),
            in.optional(1),
            in.optional(2),
            new TensorOptional(),
            new TensorOptional(),
            true,
            0.1,
            epsilon,
            false);
  }

  private static Kernel.Single group(NodeContext context) {
    double epsilon = context.real("epsilon", EPSILON);
    long groups = context.integer("num_groups", 1);
    return in -> {
      long channels = in.shape(0)[1];
      return torch.group_norm(
          in.get(0),
          groups,
          new TensorOptional(perChannel(in.get(1), channels)),
          new TensorOptional(perChannel(in.get(2), channels)),
          epsilon,
          false);
    };
  }

  /** Until opset 20 scale and bias are given per group, from 21 on per channel. */
  private static Tensor perChannel(Tensor values, long channels) {
    long given = values.numel();
    return given == channels ? values : values.repeat_interleave(channels / given);
  }

  /** Whether mean or one over the standard deviation are read. */
  private static boolean givesStatistics(NodeContext context) {
    return context.wantsOutput(1) || context.wantsOutput(2);
  }

  private static Kernel layer(NodeContext context) {
    Kernel.Single values = layerValues(context);
    if (!givesStatistics(context)) {
      return values;
    }
    double epsilon = context.real("epsilon", EPSILON);
    long axis = context.integer("axis", -1);
    return in -> {
      Tensor x = in.get(0);
      long[] axes = axesFrom(Inputs.axis(axis, in.rank(0)), in.rank(0));
      Tensor mean = mean(x, axes);
      Tensor centred = x.sub(mean);
      Tensor inverse = mean(centred.mul(centred), axes).add(new Scalar(epsilon)).rsqrt();
      return new Tensor[] {values.value(in), mean, inverse};
    };
  }

  private static Kernel.Single layerValues(NodeContext context) {
    double epsilon = context.real("epsilon", EPSILON);
    long axis = context.integer("axis", -1);
    return in -> {
      long[] shape = in.shape(0);
      long[] normalized = Arrays.copyOfRange(shape, Inputs.axis(axis, shape.length), shape.length);
      boolean sameShape =
          Arrays.equals(in.shape(1), normalized)
              && (!in.has(2) || Arrays.equals(in.shape(2), normalized));
      if (sameShape) {
        return torch.layer_norm(
            in.get(0), normalized, in.optional(1), in.optional(2), epsilon, false);
      }
      Tensor plain =
          torch.layer_norm(
              in.get(0), normalized, new TensorOptional(), new TensorOptional(), epsilon, false);
      Tensor scaled = plain.mul(in.get(1));
      return in.has(2) ? scaled.add(in.get(2)) : scaled;
    };
  }

  private static LayerDerivative layerDerivative(NodeContext context) {
    return new LayerDerivative(context.real("epsilon", EPSILON), context.integer("axis", -1));
  }

  /**
   * With z the normalised values and s the standard deviation, dy = scale (dx - mean dx - z mean (z
   * dx)) / s: but for the scale a symmetric matrix.
   */
  private record LayerDerivative(double epsilon, long axis)
      implements Pullback.OfFirst, Pushforward.OfFirst {

    @Override
    public @Nullable Tensor pullFirst(Inputs in, Tensor output, Tensor rows) {
      return isRepeated(in) ? null : projected(in, rows.mul(in.get(1)));
    }

    @Override
    public @Nullable Tensor pushFirst(Inputs in, Tensor output, Tensor tangents) {
      return isRepeated(in) ? null : projected(in, tangents).mul(in.get(1));
    }

    /** Whether the scale has more dimensions than the values and would repeat them. */
    private static boolean isRepeated(Inputs in) {
      return in.rank(1) > in.rank(0);
    }

    private Tensor projected(Inputs in, Tensor rows) {
      long[] axes = axesFrom(Inputs.axis(axis, in.rank(0)), in.rank(0));
      Tensor[] known = in.once(() -> normalized(in.get(0), axes));
      Tensor z = known[0];
      Tensor along = z.mul(mean(rows.mul(z), axes));
      return rows.sub(mean(rows, axes)).sub(along).mul(known[1]);
    }

    /** The normalised values, and one over the standard deviation. */
    private Tensor[] normalized(Tensor x, long[] axes) {
      Tensor centred = x.sub(mean(x, axes));
      Tensor inverse = mean(centred.mul(centred), axes).add(new Scalar(epsilon)).rsqrt();
      return new Tensor[] {centred.mul(inverse), inverse};
    }
  }

  private static Tensor mean(Tensor x, long[] axes) {
    return torch.mean(x, axes, true, new ScalarTypeOptional());
  }

  private static long[] axesFrom(int from, int rank) {
    long[] axes = new long[rank - from];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = from + i;
    }
    return axes;
  }

  static Kernel.Single rootMeanSquare(NodeContext context) {
    double epsilon = context.real("epsilon", EPSILON);
    long axis = context.integer("axis", -1);
    return in -> {
      Tensor x = in.get(0);
      Tensor meanSquare = mean(x.mul(x), axesFrom(Inputs.axis(axis, in.rank(0)), in.rank(0)));
      return x.mul(meanSquare.add(new Scalar(epsilon)).rsqrt()).mul(in.get(1));
    };
  }

  /** (x - mean) / (standard deviation + 1e-9), as the operator's function body says. */
  private static Kernel.Single meanVariance(NodeContext context) {
    long[] given = context.integers("axes");
    long[] axes = given == null ? new long[] {0, 2, 3} : given;
    return in -> {
      Tensor x = in.get(0);
      Tensor centred = x.sub(mean(x, axes));
      Tensor variance = mean(centred.mul(centred), axes);
      return centred.div(variance.sqrt().add(new Scalar(1e-9)));
    };
  }

  /** A vector of length 0 has no direction and stays 0. */
  private static Kernel.Single norm(NodeContext context) {
    long axis = context.integer("axis", -1);
    double p = context.integer("p", 2);
    return in -> {
      Tensor x = in.get(0);
      Tensor length = torch.norm(x, new ScalarOptional(new Scalar(p)), new long[] {axis}, true);
      Tensor none = length.eq(new Scalar(0.0));
      return torch.where(none, torch.zeros_like(x), x.div(length));
    };
  }

  /** Krizhevsky et al. 2012, section 3.3, with the sum of squares over {@code size} channels. */
  private static Kernel.Single localResponse(NodeContext context) {
    long size = context.integer("size", 1);
    double alpha = context.real("alpha", 1e-4f);
    double beta = context.real("beta", 0.75);
    double bias = context.real("bias", 1);
    return in -> {
      Tensor x = in.get(0);
      long channels = in.shape(0)[1];
      long before = (size - 1) / 2;
      long[] pads = new long[2 * (in.rank(0) - 1)];
      pads[0] = before;
      pads[pads.length / 2] = size - 1 - before;
      Tensor squares = Window.pad(x.mul(x), pads, 0);
      Tensor sum = squares.narrow(1, 0, channels);
      for (long i = 1; i < size; i++) {
        sum = sum.add(squares.narrow(1, i, channels));
      }
      Tensor scale = sum.mul(new Scalar(alpha / size)).add(new Scalar(bias));
      return x.div(scale.pow(new Scalar(beta)));
    };
  }

  private static Kernel dropout(NodeContext context) {
    Double constant = context.constantNumber(1);
    double ratio = constant == null ? context.real("ratio", 0.5) : constant;
    boolean givesMask = context.wantsOutput(1);
    Kernel.Single values =
        in -> {
          if (in.training()) {
            return torch.dropout(in.get(0), ratio, true);
          }
          boolean drops = in.has(1) ? in.get(1).item_double() > 0 : ratio > 0;
          if (drops && in.has(2) && in.get(2).ne(new Scalar(0L)).item_bool()) {
            throw new UnsupportedNodeException(
                "the file sets its training_mode, in which it drops values at random; export the"
                    + " network in evaluation mode (model.eval())");
          }
          return new Tensor(in.get(0));
        };
    if (!givesMask) {
      return values;
    }
    // Nothing is dropped; before opset 10 the mask held numbers.
    return in ->
        new Tensor[] {
          values.value(in),
          torch
              .ones_like(in.get(0))
              .to(context.opset() < 10 ? in.get(0).scalar_type() : ScalarType.Bool)
        };
  }
}

package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Attention in one node, as exporters write it from opset 23 on: scaled dot products of queries and
 * keys, a bias of masks, a softmax, and the mean of the values that it weights (Vaswani et al.
 * 2017). Made of elementary operations, so that derivatives of any order pass through.
 */
final class AttentionOperators {

  private AttentionOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("attention")
        .several("Attention", Linearity.NONE, "", Attention::new)
        .single("RotaryEmbedding", Linearity.FIRST, AttentionOperators::rotary)
        .linear(0)
        .several("LinearAttention", Linearity.NONE, "", LinearAttention::new)
        .single("TensorScatter", Linearity.NONE, AttentionOperators::cache);
  }

  /** Samples x positions x (heads times size) as samples x heads x positions x size. */
  private static Tensor heads(Tensor x, long heads) {
    if (x.dim() == 4) {
      return x;
    }
    if (x.dim() != 3 || heads <= 0 || x.size(2) % heads != 0) {
      throw new IllegalArgumentException(
          "inputs must have four axes, or three of which the last divides into heads (q_num_heads,"
              + " kv_num_heads)");
    }
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  /** Every head of keys or values repeated for the queries that share it. */
  private static Tensor shared(Tensor x, long heads) {
    long present = x.size(1);
    if (present == heads) {
      return x;
    }
    if (present == 0 || heads % present != 0) {
      throw new IllegalArgumentException(
          heads + " heads of queries cannot share " + present + " of keys and values");
    }
    return torch.repeat_interleave(x, heads / present, new LongOptional(1), new LongOptional());
  }

  /** Softmax attention; grouped queries, masks, a cache of past keys and values. */
  private static final class Attention implements Kernel {

    private static final long AFTER_CAP = 1;
    private static final long WITH_BIAS = 2;
    private static final long WEIGHTS = 3;
    private static final long DOUBLE = 11;

    private final boolean causal;
    private final long queryHeads;
    private final long keyHeads;
    private final double scale;
    private final boolean scaled;
    private final double cap;
    private final long mode;
    private final long left;
    private final long right;
    private final boolean wideSoftmax;
    private final boolean givesScores;

    Attention(NodeContext context) {
      causal = context.flag("is_causal");
      queryHeads = context.integer("q_num_heads", 0);
      keyHeads = context.integer("kv_num_heads", 0);
      scaled = context.node().has("scale");
      scale = context.real("scale", 1);
      cap = context.real("softcap", 0);
      mode = context.integer("qk_matmul_output_mode", 0);
      left = context.integer("left_window_size", -1);
      right = context.integer("right_window_size", -1);
      wideSoftmax = context.integer("softmax_precision", 0) == DOUBLE;
      givesScores = context.wantsOutput(3);
      context.require(mode >= 0 && mode <= WEIGHTS, "qk_matmul_output_mode " + mode);
    }

    @Override
    public Tensor[] run(Inputs in) {
      Tensor query = heads(in.get(0), queryHeads);
      Tensor key = heads(in.get(1), keyHeads);
      Tensor value = heads(in.get(2), keyHeads);
      if (in.has(4) != in.has(5) || (in.has(4) && in.has(6))) {
        throw new IllegalArgumentException(
            "past keys and past values come together, and without the lengths of another cache");
      }
      if (in.has(4)) {
        key = torch.cat(new TensorVector(in.get(4), key), 2);
        value = torch.cat(new TensorVector(in.get(5), value), 2);
      }
      double factor = Math.sqrt(scaled ? scale : 1 / Math.sqrt((double) query.size(3)));
      Tensor allKeys = shared(key, query.size(1)).mul(new Scalar(factor));
      Tensor scores = torch.matmul(query.mul(new Scalar(factor)), allKeys.transpose(-2, -1));
      Tensor shown = new Tensor(scores);
      if (cap > 0) {
        scores = torch.tanh(scores.div(new Scalar(cap))).mul(new Scalar(cap));
      }
      shown = mode == AFTER_CAP ? new Tensor(scores) : shown;
      Tensor bias = bias(in, query, key);
      Tensor blocked = bias == null ? null : allBlocked(bias);
      if (mode == WITH_BIAS) {
        shown = bias == null ? new Tensor(scores) : scores.add(bias);
      }
      if (bias != null && blocked != null) {
        // A row without any key gives 0. It goes without its bias through the softmax, whose
        // derivative would not be a number.
        scores = scores.masked_fill(blocked, new Scalar(0.0));
        scores = scores.add(bias.masked_fill(blocked, new Scalar(0.0)));
      }
      Tensor weights =
          wideSoftmax
              ? torch.softmax(scores.to(ScalarType.Double), -1).to(query.scalar_type())
              : torch.softmax(scores, -1);
      if (blocked != null) {
        weights = weights.masked_fill(blocked, new Scalar(0.0));
      }
      shown = mode == WEIGHTS ? new Tensor(weights) : shown;
      Tensor mean = torch.matmul(weights, shared(value, query.size(1)));
      if (in.rank(0) == 3) {
        mean = mean.transpose(1, 2).flatten(2, 3);
      }
      Tensor[] outputs = {mean, new Tensor(key), new Tensor(value), shown};
      return givesScores ? outputs : new Tensor[] {outputs[0], outputs[1], outputs[2]};
    }

    /** Rows of a bias that leave no key. */
    private static Tensor allBlocked(Tensor bias) {
      return torch.isneginf(torch.amax(bias, new long[] {-1}, true));
    }

    /** What is added to the scores: 0 where a key may be read, minus infinity where not. */
    private @Nullable Tensor bias(Inputs in, Tensor query, Tensor key) {
      long queries = query.size(2);
      long keys = key.size(2);
      Tensor bias = null;
      if (in.has(3)) {
        Tensor mask = in.get(3);
        Tensor added =
            mask.is_floating_point() ? mask : blocked(mask.eq(new Scalar(0L)), query.scalar_type());
        long missing = keys - added.size(-1);
        bias =
            missing > 0
                ? torch.constant_pad_nd(
                    added, new long[] {0, missing}, new Scalar(Double.NEGATIVE_INFINITY))
                : added;
      }
      boolean window = left >= 0 || right >= 0;
      if (causal || window) {
        // How far a key lies behind a query; in a batch of caches samples x 1 x queries x keys.
        Tensor distance =
            torch
                .arange(new Scalar(queries))
                .to(ScalarType.Long)
                .unsqueeze(1)
                .sub(torch.arange(new Scalar(keys)).to(ScalarType.Long).unsqueeze(0))
                .add(offset(in, queries));
        if (causal) {
          bias = plus(bias, blocked(distance.lt(new Scalar(0L)), query.scalar_type()));
        }
        if (left >= 0) {
          bias = plus(bias, blocked(distance.gt(new Scalar(left)), query.scalar_type()));
        }
        if (right >= 0) {
          bias = plus(bias, blocked(distance.lt(new Scalar(-right)), query.scalar_type()));
        }
      }
      if (in.has(6)) {
        Tensor lengths = in.get(6).to(ScalarType.Long).reshape(-1, 1, 1, 1);
        Tensor padding = torch.arange(new Scalar(keys)).to(ScalarType.Long).ge(lengths);
        bias = plus(bias, blocked(padding, query.scalar_type()));
      }
      return bias;
    }

    /** Number of keys before the first query. */
    private static Tensor offset(Inputs in, long queries) {
      if (in.has(6)) {
        return in.get(6).to(ScalarType.Long).reshape(-1, 1, 1, 1).sub(new Scalar(queries));
      }
      return Tensor.create(new long[] {in.has(4) ? in.shape(4)[2] : 0}, 1);
    }

    private static Tensor blocked(Tensor where, ScalarType type) {
      return torch
          .zeros_like(where)
          .to(type)
          .masked_fill(where, new Scalar(Double.NEGATIVE_INFINITY));
    }

    private static Tensor plus(@Nullable Tensor left, Tensor right) {
      return left == null ? right : left.add(right);
    }
  }

  /** Su et al. 2021, eq. 34: pairs of features turned by angles that grow with the position. */
  private static Kernel.Single rotary(NodeContext context) {
    boolean interleaved = context.flag("interleaved");
    long dimension = context.integer("rotary_embedding_dim", 0);
    long heads = context.integer("num_heads", 0);
    return in -> {
      Tensor x = heads(in.get(0), heads);
      long size = x.size(3);
      long turned = dimension == 0 ? size : dimension;
      Tensor cosine = angles(in, 1, turned / 2);
      Tensor sine = angles(in, 2, turned / 2);
      Tensor rotating = x.narrow(3, 0, turned);
      Tensor first;
      Tensor second;
      if (interleaved) {
        Tensor pairs = rotating.unflatten(3, turned / 2, 2);
        first = pairs.select(4, 0);
        second = pairs.select(4, 1);
      } else {
        first = rotating.narrow(3, 0, turned / 2);
        second = rotating.narrow(3, turned / 2, turned / 2);
      }
      Tensor real = cosine.mul(first).sub(sine.mul(second));
      Tensor imaginary = sine.mul(first).add(cosine.mul(second));
      Tensor result =
          interleaved
              ? torch.stack(new TensorVector(real, imaginary), 4).flatten(3, 4)
              : torch.cat(new TensorVector(real, imaginary), 3);
      if (turned < size) {
        result = torch.cat(new TensorVector(result, x.narrow(3, turned, size - turned)), 3);
      }
      return in.rank(0) == 4 ? result : result.transpose(1, 2).flatten(2, 3);
    };
  }

  /** Cosines or sines for each sample and position: samples x 1 x positions x half. */
  private static Tensor angles(Inputs in, int input, long half) {
    Tensor cache = in.get(input);
    Tensor chosen = cache;
    if (in.has(3)) {
      long[] ids = in.shape(3);
      Tensor rows = SelectionOperators.wrapped(in.get(3), cache.size(0)).reshape(-1);
      chosen = torch.index_select(cache, 0, rows).reshape(ids[0], ids[1], cache.size(1));
    }
    if (chosen.dim() != 3 || chosen.size(2) != half) {
      throw new IllegalArgumentException(
          "cosines and sines must be given for " + half + " angles of every position");
    }
    return chosen.unsqueeze(1);
  }

  /**
   * Attention without a softmax, by a state that every position decays, corrects and adds to; the
   * formulas are those of the operator's specification.
   */
  private static final class LinearAttention implements Kernel {
    private final long queryHeads;
    private final long keyHeads;
    private final double scale;
    private final boolean gating;
    private final boolean correcting;

    LinearAttention(NodeContext context) {
      queryHeads = context.integer("q_num_heads", 0);
      keyHeads = context.integer("kv_num_heads", 0);
      scale = context.real("scale", 0);
      String rule = context.text("update_rule", "gated_delta");
      gating = rule.equals("gated") || rule.equals("gated_delta");
      correcting = rule.equals("delta") || rule.equals("gated_delta");
      context.require(gating || correcting || rule.equals("linear"), "update_rule " + rule);
      context.require(
          context.hasInput(4) == gating && context.hasInput(5) == correcting,
          "decay and beta do not go with update_rule " + rule);
    }

    @Override
    public Tensor[] run(Inputs in) {
      Tensor query = heads(in.get(0), queryHeads);
      Tensor key = heads(in.get(1), keyHeads);
      Tensor value = heads(in.get(2), keyHeads);
      Tensor decay = gating ? heads(in.get(4), keyHeads).exp() : null;
      Tensor beta = correcting ? in.get(5).transpose(1, 2).unsqueeze(3) : null;
      long size = key.size(3);
      Tensor state =
          in.has(3)
              ? new Tensor(in.get(3))
              : torch.zeros(key.size(0), keyHeads, size, value.size(3)).to(query.scalar_type());
      double factor = scale == 0 ? 1 / Math.sqrt((double) size) : scale;
      Tensor[] read = new Tensor[(int) query.size(2)];
      for (int t = 0; t < read.length; t++) {
        Tensor k = key.narrow(2, t, 1).transpose(2, 3);
        Tensor v = value.narrow(2, t, 1);
        if (decay != null) {
          state = state.mul(decay.narrow(2, t, 1).transpose(2, 3));
        }
        if (beta != null) {
          Tensor known = torch.matmul(k.transpose(2, 3), state);
          v = beta.narrow(2, t, 1).mul(v.sub(known));
        }
        state = state.add(k.mul(v));
        Tensor all = shared(state, queryHeads);
        read[t] = torch.matmul(query.narrow(2, t, 1), all).mul(new Scalar(factor));
      }
      Tensor outputs =
          read.length == 0
              ? torch.zeros(query.size(0), queryHeads, 0, value.size(3)).to(query.scalar_type())
              : torch.cat(new TensorVector(read), 2);
      return new Tensor[] {outputs.transpose(1, 2).flatten(2, 3), state};
    }
  }

  /** A cache of keys or values with new ones written into it from an index on. */
  private static Kernel.Single cache(NodeContext context) {
    boolean circular = context.text("mode", "linear").equals("circular");
    long axis = context.integer("axis", -2);
    return in -> {
      Tensor update = in.get(1);
      int along = Inputs.axis(axis, in.rank(0));
      long[] shape = in.shape(0);
      long[] updated = in.shape(1);
      long size = shape[along];
      long[] perSample = new long[shape.length];
      Arrays.fill(perSample, 1);
      Tensor places = torch.arange(new Scalar(updated[along])).to(ScalarType.Long);
      long[] positions = perSample.clone();
      positions[along] = updated[along];
      places = places.reshape(positions);
      if (in.has(2)) {
        perSample[0] = shape[0];
        places = places.add(in.get(2).to(ScalarType.Long).reshape(perSample));
      }
      if (circular) {
        places = torch.remainder(places, new Scalar(size));
      }
      if (along == 0) {
        throw new IllegalArgumentException("the axis must not be the one of the samples");
      }
      return in.get(0).scatter(along, places.expand(updated), update);
    };
  }
}

package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.torch.Differentiator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Derivatives of a layer's values with respect to an earlier layer's, in the precision of the
 * model. Made by {@link Model#derivatives}. Safe for use by several threads.
 *
 * <p>Each sample of a batch has its own derivative: row i of a result belongs to row i of the
 * arguments. Where a network has kinks (relu, max pooling), the derivative is that of the linear
 * piece on which the sample lies, and 0 for relu at 0.
 */
public final class Derivatives {

  private final Layer from;
  private final Layer to;
  private final Differentiator differentiator;
  private final boolean together;

  /**
   * @param together whether samples of a batch are independent of each other
   */
  Derivatives(Layer from, Layer to, Differentiator differentiator, boolean together) {
    this.from = from;
    this.to = to;
    this.differentiator = differentiator;
    this.together = together;
  }

  public Layer from() {
    return from;
  }

  public Layer to() {
    return to;
  }

  /**
   * Values of the later layer.
   *
   * @param x a batch of values of the earlier layer
   */
  public NdArray value(NdArray x) {
    return each(x, x, (sample, same) -> differentiator.value(sample));
  }

  /**
   * Vector-Jacobian products v^T J, one for each sample.
   *
   * @param x a batch of values of the earlier layer
   * @param v as many values as the later layer has for the batch
   * @return the shape of {@code x}
   */
  public NdArray vjp(NdArray x, NdArray v) {
    return each(x, v, differentiator::vectorJacobian);
  }

  /**
   * Jacobian-vector products J v, one for each sample: an evaluation, and once forward through the
   * layers. Costs about as much as a {@link #vjp}.
   *
   * @param x a batch of values of the earlier layer
   * @param v as many values as {@code x}
   * @return the later layer's shape for the batch
   */
  public NdArray jvp(NdArray x, NdArray v) {
    return each(x, v, differentiator::jacobianVector);
  }

  /**
   * The Jacobian of one sample, m x n for m values of the later layer and n of the earlier one. The
   * network is evaluated once; with m at most n the rows of the Jacobian go backwards through it,
   * else its columns forwards, up to 64 at a time, each for about the price of an evaluation.
   * Memory: the Jacobian, and 16 million values of the largest layer on the way.
   *
   * @param x one sample of the earlier layer, with the batch dimension 1 or without it
   */
  public NdArray jacobian(NdArray x) {
    return differentiator.jacobian(oneSample(x));
  }

  /**
   * Value and Jacobian at one point.
   *
   * @param value of the later layer, with the batch dimension 1
   * @param jacobian m x n
   */
  public record ValueAndJacobian(NdArray value, NdArray jacobian) {}

  /**
   * Value and Jacobian of one sample for the price of the Jacobian; the value has the bits of
   * {@link #value} for this sample alone.
   *
   * @param x one sample of the earlier layer, with the batch dimension 1 or without it
   */
  public ValueAndJacobian valueAndJacobian(NdArray x) {
    List<NdArray> both = differentiator.valueAndJacobian(oneSample(x));
    return new ValueAndJacobian(both.get(0), both.get(1));
  }

  /**
   * Value and gradients of functions of the value.
   *
   * @param value of the later layer, with the batch dimension 1
   * @param rows k x n
   */
  public record ValueAndRows(NdArray value, NdArray rows) {}

  /**
   * Value of one sample and weighted sums of the rows of its Jacobian, with weights that may depend
   * on the value: the gradients of k functions of the later layer. One evaluation, and k rows go
   * backwards, up to 64 at a time; the other rows of the Jacobian are not formed.
   *
   * @param x one sample of the earlier layer, with the batch dimension 1 or without it
   * @param weights called once with the value, which has the batch dimension 1; answers k x m
   *     weights for its m values, k at least 1
   * @throws IllegalArgumentException where the weights have another shape
   */
  public ValueAndRows valueAndRows(NdArray x, UnaryOperator<NdArray> weights) {
    List<NdArray> both = differentiator.valueAndRows(oneSample(x), weights);
    return new ValueAndRows(both.get(0), both.get(1));
  }

  /**
   * Values and gradients of a batch.
   *
   * @param value of the later layer
   * @param gradients one for each cotangent, in the shape of the batch
   */
  public record ValueAndGradients(NdArray value, List<NdArray> gradients) {
    /** Copies the list. */
    public ValueAndGradients {
      gradients = List.copyOf(gradients);
    }
  }

  /** Says of which functions of the later layer gradients are wanted. */
  @FunctionalInterface
  public interface Cotangents {
    /**
     * The derivatives of these functions by the later layer's values.
     *
     * @param value of some of the samples
     * @param first index in the batch of the first of them
     * @return as many arrays for each part of the batch, each in the shape of {@code value}
     */
    List<NdArray> of(NdArray value, int first);
  }

  /**
   * Values of the later layer and gradients of functions of them, one for each sample of a batch:
   * one evaluation, and once back through the layers for each function.
   *
   * @param x a batch of values of the earlier layer
   * @param cotangents called with the values of the whole batch, or once a sample where samples of
   *     a batch are not independent
   */
  public ValueAndGradients valueAndGradients(NdArray x, Cotangents cotangents) {
    int samples = x.rank() == 0 ? 1 : x.shape()[0];
    if (together || samples == 1) {
      return split(differentiator.valueAndGradients(x, value -> cotangents.of(value, 0)));
    }
    List<List<NdArray>> parts = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      int sample = i;
      List<NdArray> rows = new ArrayList<>();
      for (NdArray row :
          differentiator.valueAndGradients(
              x.rows(i, i + 1), value -> cotangents.of(SampleAxis.oneRow(value), sample))) {
        rows.add(SampleAxis.oneRow(row));
      }
      parts.add(rows);
    }
    List<NdArray> joined = new ArrayList<>();
    for (int k = 0; k < parts.get(0).size(); k++) {
      int which = k;
      joined.add(Activations.join(parts.stream().map(part -> part.get(which)).toList()));
    }
    return split(joined);
  }

  private static ValueAndGradients split(List<NdArray> valueAndGradients) {
    return new ValueAndGradients(
        valueAndGradients.get(0), valueAndGradients.subList(1, valueAndGradients.size()));
  }

  /**
   * The derivative at one point as a linear map, for Jacobians too large to be formed; to be
   * closed.
   *
   * @param x one sample of the earlier layer, with the batch dimension 1 or without it
   */
  public TangentMap at(NdArray x) {
    return new TangentMap(differentiator.at(oneSample(x)));
  }

  /** What is done to a batch, sample by sample where these are not independent. */
  private NdArray each(NdArray x, NdArray v, BinaryOperator<NdArray> product) {
    int samples = x.rank() == 0 ? 1 : x.shape()[0];
    if (together || samples == 1 || v.size() % samples != 0) {
      return product.apply(x, v);
    }
    NdArray rows = v.reshape(samples, Math.toIntExact(v.size() / samples));
    List<NdArray> results = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      results.add(SampleAxis.oneRow(product.apply(x.rows(i, i + 1), rows.rows(i, i + 1))));
    }
    return Activations.join(results);
  }

  private NdArray oneSample(NdArray x) {
    int[] shape = from.shape();
    if (x.rank() != shape.length || x.size() != from.size()) {
      return x;
    }
    int[] batch = new int[shape.length + 1];
    batch[0] = 1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return x.reshape(batch);
  }
}

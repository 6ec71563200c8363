package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * The derivative of one edge by another at one point, with the evaluation kept on the native side:
 * a product goes once through the nodes, forward or back. Used by one thread at a time.
 */
public final class PointDerivative implements AutoCloseable {

  private final Evaluator evaluator;
  private final NodewiseJacobian jacobian;
  private final NdArray value;
  private final long[] from;
  private final long[] to;
  private boolean closed;

  PointDerivative(Evaluator evaluator, Plan plan, NdArray x) {
    this.evaluator = evaluator;
    try (NativeScope scope = NativeScope.evaluating()) {
      Tensor sample = evaluator.tensors(plan, List.of(x))[0];
      jacobian = new NodewiseJacobian(evaluator, plan, sample);
      from = sample.shape();
      to = jacobian.value().shape();
      value = scope.copy(jacobian.value());
    }
  }

  /** The value of the later edge. */
  public NdArray value() {
    return value;
  }

  /** v^T J: once back through the nodes. */
  public NdArray pull(NdArray v) {
    return product(jacobian::pull, v, to);
  }

  /** J v: once forward through the nodes. */
  public NdArray push(NdArray v) {
    return product(jacobian::push, v, from);
  }

  private NdArray product(UnaryOperator<Tensor> map, NdArray v, long[] shape) {
    if (closed) {
      throw new IllegalStateException("the point has been closed");
    }
    evaluator.checkOpen();
    long size = 1;
    for (long dimension : shape) {
      size *= dimension;
    }
    if (v.size() != size) {
      throw new IllegalArgumentException(
          "the vector has " + v.size() + " values but " + size + " are needed");
    }
    try (NativeScope scope = NativeScope.evaluating()) {
      return scope.copy(map.apply(evaluator.tensor(v).reshape(shape)));
    } catch (RuntimeException e) {
      throw NativeFailure.of("the derivative at a point", e);
    }
  }

  /** Releases the evaluation. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      jacobian.close();
    }
  }
}

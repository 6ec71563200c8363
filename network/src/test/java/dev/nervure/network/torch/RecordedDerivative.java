package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The derivative of one edge by another at a batch of points, from libtorch's record of the whole
 * network, J v by differentiating v^T J once more: what the node by node derivatives are compared
 * with.
 */
final class RecordedDerivative implements AutoCloseable {

  private final Evaluator evaluator;
  private final List<Tensor> kept = new ArrayList<>();
  private final Tensor from;
  private final Tensor to;
  private final Tensor zero;
  private final Tensor pulled;
  private final NdArray value;
  private boolean closed;

  RecordedDerivative(Evaluator evaluator, Plan plan, NdArray x) {
    this.evaluator = evaluator;
    try (NativeScope scope = NativeScope.differentiating()) {
      from = keep(scope, evaluator.tensors(plan, List.of(x))[0].detach().requires_grad_(true));
      to = keep(scope, evaluator.run(plan, new Tensor[] {from}, false)[0]);
      zero = keep(scope, torch.zeros_like(to).requires_grad_(true));
      // A copy of the handle, since the one in the vector of results goes with the vector.
      pulled = keep(scope, new Tensor(gradient(to, from, zero, true)));
      value = scope.copy(to.detach());
    }
  }

  private Tensor keep(NativeScope scope, Tensor tensor) {
    kept.add(tensor);
    return scope.keep(tensor);
  }

  /** The value of the later edge. */
  NdArray value() {
    return value;
  }

  /** v^T J: one backward pass. */
  NdArray pull(NdArray v) {
    return product(to, from, v, to);
  }

  /** J v: two backward passes, of which the first was made when the point was taken. */
  NdArray push(NdArray v) {
    return product(pulled, zero, v, from);
  }

  private NdArray product(Tensor of, Tensor by, NdArray v, Tensor like) {
    if (closed) {
      throw new IllegalStateException("the point has been closed");
    }
    if (v.size() != like.numel()) {
      throw new IllegalArgumentException(
          "the vector has " + v.size() + " values but " + like.numel() + " are needed");
    }
    try (NativeScope scope = NativeScope.differentiating()) {
      if (!of.requires_grad()) {
        return scope.copy(torch.zeros_like(by).detach());
      }
      Tensor cotangent = evaluator.tensor(v).reshape(like.shape());
      return scope.copy(gradient(of, by, cotangent, false));
    } catch (RuntimeException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Tensor gradient(Tensor of, Tensor by, Tensor cotangent, boolean recorded) {
    Tensor gradient =
        torch
            .grad(
                new TensorVector(of),
                new TensorVector(by),
                new TensorVector(cotangent),
                new BoolOptional(true),
                recorded,
                true)
            .get(0);
    return gradient.defined() ? gradient : torch.zeros_like(by);
  }

  /** Releases the recorded evaluation. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      kept.forEach(Tensor::deallocate);
    }
  }
}

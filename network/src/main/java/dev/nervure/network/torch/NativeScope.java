package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.torch.operators.TensorTransfer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * A stretch of native work on one thread: everything that is made on the native side within it is
 * released at its end, and derivatives are recorded or not. Without it native memory grows until
 * the garbage collector happens to run.
 */
public final class NativeScope implements AutoCloseable {

  private final PointerScope pointers = new PointerScope();
  private final AutoGradMode derivatives;

  private NativeScope(boolean recordDerivatives) {
    derivatives = new AutoGradMode(recordDerivatives);
  }

  /** For evaluation: nothing is recorded. */
  public static NativeScope evaluating() {
    return new NativeScope(false);
  }

  /**
   * For derivatives and training: what is done to tensors that require a derivative is recorded.
   */
  public static NativeScope differentiating() {
    return new NativeScope(true);
  }

  /** Lets a tensor outlive the scope; whoever keeps it releases it with {@code deallocate()}. */
  public Tensor keep(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** The values as a Java array. */
  public NdArray copy(Tensor tensor) {
    return TensorTransfer.toArray(tensor);
  }

  /** The dimensions. */
  public int[] shape(Tensor tensor) {
    long[] sizes = tensor.shape();
    int[] shape = new int[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(sizes[i]);
    }
    return shape;
  }

  @Override
  public void close() {
    derivatives.close();
    pointers.close();
  }
}

package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.torch.operators.TensorTransfer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A stretch of native work on one thread: everything that is made on the native side within it is
 * released at its end, and derivatives are recorded or not. Without it native memory grows until
 * the garbage collector happens to run.
 *
 * <p>Evaluation and derivatives run on the one thread that opened the scope: how the native library
 * divides a convolution among threads changes the order of its sums, and with it the last bits of
 * the result. Work is spread over batches, samples and inputs instead. Training alone, whose recipe
 * names a number of threads, uses that many.
 */
public final class NativeScope implements AutoCloseable {

  private final PointerScope pointers = new PointerScope();
  private final AutoGradMode derivatives;

  private final int threadsBefore = torch.get_num_threads();

  private NativeScope(boolean recordDerivatives, int threads) {
    derivatives = new AutoGradMode(recordDerivatives);
    setThreads(threads);
  }

  /** For evaluation: nothing is recorded. */
  public static NativeScope evaluating() {
    return new NativeScope(false, 1);
  }

  /** For derivatives: what is done to tensors that require a derivative is recorded. */
  public static NativeScope differentiating() {
    return new NativeScope(true, 1);
  }

  /**
   * For a step of training, or an evaluation during it: on the threads that the session has set for
   * as long as it lasts, since setting them makes threads anew.
   */
  static NativeScope training(boolean recordDerivatives) {
    return new NativeScope(recordDerivatives, torch.get_num_threads());
  }

  /** Sets the number of native threads for what the calling thread does next. */
  static void setThreads(int threads) {
    if (torch.get_num_threads() != threads) {
      torch.set_num_threads(threads);
    }
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
    setThreads(threadsBefore);
  }
}

package dev.nervure.network.torch.operators;

import java.util.function.Supplier;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that a kernel works on and the mode it runs in. For derivatives it also keeps what is
 * made of them once for many products.
 */
public final class Inputs {

  private final @Nullable Tensor[] values;
  private final boolean training;
  private Tensor @Nullable [] kept;

  /**
   * @param values the inputs in the operator's order, null for those left out
   * @param training whether Dropout drops and BatchNormalization uses (and updates) the statistics
   *     of the batch
   */
  public Inputs(@Nullable Tensor[] values, boolean training) {
    this.values = values;
    this.training = training;
  }

  /** The same inputs but for one. */
  Inputs with(int index, Tensor other) {
    @Nullable Tensor[] changed = values.clone();
    changed[index] = other;
    return new Inputs(changed, training);
  }

  /**
   * What a derivative reads for every product but need make only once, such as the slopes of a
   * function. For one thread, and of one kind: a node has one derivative.
   *
   * @param make called once; makes tensors of their own, no views into lists or tuples
   * @return not to be released; whoever made these inputs does so by {@link #release}
   */
  Tensor[] once(Supplier<Tensor[]> make) {
    Tensor[] known = kept;
    if (known == null) {
      known = make.get();
      for (Tensor tensor : known) {
        tensor.retainReference();
      }
      kept = known;
    }
    return known;
  }

  /** Releases what {@link #once} made; the inputs themselves stay. */
  public void release() {
    if (kept != null) {
      for (Tensor tensor : kept) {
        tensor.deallocate();
      }
      kept = null;
    }
  }

  public boolean training() {
    return training;
  }

  /** Number of inputs given, including those left out in between. */
  public int count() {
    return values.length;
  }

  public boolean has(int index) {
    return index < values.length && values[index] != null;
  }

  /** A required input. */
  public Tensor get(int index) {
    Tensor value = index < values.length ? values[index] : null;
    if (value == null) {
      throw new IllegalArgumentException("input " + index + " is missing");
    }
    return value;
  }

  /** An input that may be missing, as libtorch takes it. */
  public TensorOptional optional(int index) {
    return has(index) ? new TensorOptional(get(index)) : new TensorOptional();
  }

  /** The values of an integer input. */
  public long[] longs(int index) {
    return longs(get(index));
  }

  /** The values of an integer tensor. */
  public static long[] longs(Tensor tensor) {
    try (Tensor whole = tensor.to(ScalarType.Long);
        Tensor packed = whole.contiguous()) {
      long[] values = new long[(int) packed.numel()];
      if (values.length > 0) {
        new LongPointer(packed.data_ptr_long()).get(values);
      }
      return values;
    }
  }

  /** Dimensions of an input. */
  public long[] shape(int index) {
    return get(index).shape();
  }

  /** Number of dimensions of an input. */
  public int rank(int index) {
    return (int) get(index).dim();
  }

  /** A non-negative axis. */
  public static int axis(long axis, int rank) {
    long normal = axis < 0 ? axis + rank : axis;
    if (normal < 0 || normal >= Math.max(rank, 1)) {
      throw new IllegalArgumentException(
          "axis must be in [" + -rank + ", " + (rank - 1) + "] but was " + axis);
    }
    return (int) normal;
  }
}

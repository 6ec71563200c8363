package dev.nervure.network.torch.operators;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies arrays between Java and the native library. */
public final class TensorTransfer {

  private TensorTransfer() {}

  /**
   * A tensor with a copy of the values: integers stay 64-bit integers, floating-point values become
   * the given type.
   *
   * @param type {@code Float} or {@code Double}
   */
  public static Tensor toTensor(NdArray array, ScalarType type) {
    int[] sizes = array.shape();
    long[] shape = new long[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes[i];
    }
    if (array.type() == ElementType.INT64) {
      return Tensor.create(array.longs(), shape);
    }
    return type == ScalarType.Double
        ? Tensor.create(array.doubles(), shape)
        : Tensor.create(array.floats(), shape);
  }

  /**
   * A copy of a tensor's values: FLOAT32 or FLOAT64 as the tensor is, INT64 for integers and truth
   * values.
   *
   * @throws IllegalArgumentException if it has more values than a Java array can hold
   */
  public static NdArray toArray(Tensor tensor) {
    long[] sizes = tensor.shape();
    int[] shape = new int[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(sizes[i]);
    }
    long count = tensor.numel();
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a tensor of " + count + " values does not fit into one array; use smaller batches");
    }
    if (!tensor.is_floating_point()) {
      return NdArray.of(Inputs.longs(tensor), shape);
    }
    boolean wide = tensor.scalar_type().intern() == ScalarType.Double;
    if (count == 0) {
      // An empty tensor has no address to copy from.
      return wide ? NdArray.of(new double[0], shape) : NdArray.of(new float[0], shape);
    }
    try (Tensor packed = tensor.contiguous()) {
      if (wide) {
        double[] values = new double[(int) count];
        new DoublePointer(packed.data_ptr_double()).get(values);
        return NdArray.of(values, shape);
      }
      float[] values = new float[(int) count];
      new FloatPointer(packed.data_ptr_float()).get(values);
      return NdArray.of(values, shape);
    }
  }
}

package dev.nervure.network.torch.operators;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute;
import dev.nervure.network.graph.Node;
import org.jspecify.annotations.Nullable;

/** The value of a {@code Constant} node in any of the spellings that are numbers. */
public final class ConstantValue {

  private ConstantValue() {}

  /** The value, or null where it is of another kind (strings, sparse tensors). */
  public static @Nullable NdArray of(Node node) {
    for (Attribute attribute : node.attributes().values()) {
      if (attribute instanceof Attribute.TensorAttribute tensor) {
        return tensor.value();
      }
      if (attribute instanceof Attribute.FloatAttribute real) {
        return NdArray.of(new float[] {real.value()});
      }
      if (attribute instanceof Attribute.IntAttribute integer) {
        return NdArray.of(new long[] {integer.value()});
      }
      if (attribute instanceof Attribute.FloatsAttribute reals) {
        return NdArray.of(reals.values(), reals.values().length);
      }
      if (attribute instanceof Attribute.IntsAttribute integers) {
        return NdArray.of(integers.values(), integers.values().length);
      }
    }
    return null;
  }
}

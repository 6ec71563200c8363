package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a kernel with one output that is linear in each of its inputs, by the product
 * rule: a sum of the kernel's own values, each with the tangents of one input in its place.
 */
record MultilinearPushforward(Kernel kernel) implements Pushforward {

  @Override
  public boolean appliesKernel() {
    return true;
  }

  @Override
  public Tensor @Nullable [] push(Inputs in, Tensor output, @Nullable Tensor[] tangents) {
    Tensor sum = null;
    for (int i = 0; i < tangents.length; i++) {
      Tensor tangent = tangents[i];
      if (tangent != null) {
        Tensor part = kernel.run(in.with(i, tangent))[0];
        sum = sum == null ? part : sum.add(part);
      }
    }
    return sum == null ? null : new Tensor[] {sum};
  }
}

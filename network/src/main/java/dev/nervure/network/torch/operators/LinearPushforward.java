package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a kernel that is linear in some of its inputs together, the others being
 * parameters: the kernel itself, with the tangents in the place of these inputs and without
 * whatever does not move, such as a bias.
 *
 * @param kernel linear in those inputs and without a constant part besides
 * @param inputs their indices; empty for all inputs
 * @param optional whether those behind the first may be left out; else zeros stand for what does
 *     not move
 */
record LinearPushforward(Kernel kernel, int[] inputs, boolean optional) implements Pushforward {

  @Override
  public boolean appliesKernel() {
    return true;
  }

  @Override
  public Tensor @Nullable [] push(Inputs in, Tensor output, @Nullable Tensor[] tangents) {
    @Nullable Tensor[] moved = new Tensor[tangents.length];
    for (int i = 0; i < moved.length; i++) {
      Tensor tangent = tangents[i];
      int index = i;
      if (inputs.length == 0 || Arrays.stream(inputs).anyMatch(known -> known == index)) {
        boolean leftOut = !in.has(i) || (optional && i > 0);
        moved[i] = tangent != null ? tangent : leftOut ? null : torch.zeros_like(in.get(i));
      } else if (tangent != null) {
        return null;
      } else {
        moved[i] = in.has(i) ? in.get(i) : null;
      }
    }
    return kernel.run(new Inputs(moved, false));
  }
}

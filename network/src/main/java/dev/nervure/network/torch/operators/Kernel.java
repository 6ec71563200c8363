package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Tensor;

/**
 * What a node does with tensors. Stateless and safe for use by several threads. The tensors
 * returned are new handles, never the ones handed in, so that each may be released on its own.
 */
@FunctionalInterface
public interface Kernel {

  /** The outputs in the operator's order; trailing optional outputs may be missing. */
  Tensor[] run(Inputs in);

  /**
   * A kernel whose output is constant piece by piece, whatever is said of its operator: no
   * derivative passes, and it is affine nowhere.
   */
  interface Rounding extends Single {}

  /** A kernel with one output. */
  interface Single extends Kernel {

    Tensor value(Inputs in);

    @Override
    default Tensor[] run(Inputs in) {
      return new Tensor[] {value(in)};
    }
  }
}

package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a function that acts on its first input element by element: libtorch is asked
 * for the derivative at the sample once, which multiplies every row.
 */
record ElementwiseDerivative(Kernel kernel) implements Pullback.OfFirst {

  @Override
  public @Nullable Tensor pullFirst(Inputs in, Tensor output, Tensor rows) {
    // A second input, such as the exponents of a power, may broadcast the first.
    return Arrays.equals(in.shape(0), output.shape())
        ? rows.mul(in.once(() -> new Tensor[] {slope(in)})[0])
        : null;
  }

  private Tensor slope(Inputs in) {
    AutoGradMode recording = new AutoGradMode(true);
    try {
      Tensor point = in.get(0).detach().requires_grad_(true);
      Tensor value = kernel.run(in.with(0, point))[0];
      Tensor slope =
          torch
              .grad(
                  new TensorVector(value),
                  new TensorVector(point),
                  new TensorVector(torch.ones_like(value)),
                  new BoolOptional(false),
                  false,
                  true)
              .get(0);
      // A copy of the handle, since the one in the vector goes with the vector.
      return slope.defined() ? new Tensor(slope) : torch.zeros_like(point);
    } finally {
      recording.close();
    }
  }
}

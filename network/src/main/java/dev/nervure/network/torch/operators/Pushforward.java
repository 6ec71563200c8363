package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a node at one sample, applied from the right to many tangents at once: J t for
 * every tangent t. The tangents take the place of the batch, so that the sample itself need be
 * evaluated only once; or there is one tangent for every sample of a batch. It is the transpose of
 * what goes back through the node, kinks and ties included. Stateless and safe for use by several
 * threads.
 */
@FunctionalInterface
public interface Pushforward {

  /**
   * Pushes tangents forward.
   *
   * @param in the node's inputs for one sample, whose batch dimension is the first, or for as many
   *     samples as there are tangents
   * @param output its first output for them
   * @param tangents of each input: its shape with k in the place of the batch; null for inputs that
   *     do not move
   * @return the tangents of the outputs, new handles; null where this node has a form that is not
   *     provided for, and libtorch's own derivative has to be taken
   */
  Tensor @Nullable [] push(Inputs in, Tensor output, @Nullable Tensor[] tangents);

  /**
   * Whether inputs have to be there for as many samples as there are tangents, because the node's
   * own kernel is applied to them together with tangents.
   */
  default boolean appliesKernel() {
    return false;
  }

  /** One for a node with one output whose first input alone depends on the point. */
  interface OfFirst extends Pushforward {

    /** The tangents of the output; null as for {@link Pushforward#push}. */
    @Nullable Tensor pushFirst(Inputs in, Tensor output, Tensor tangents);

    @Override
    default Tensor @Nullable [] push(Inputs in, Tensor output, @Nullable Tensor[] tangents) {
      for (int i = 1; i < tangents.length; i++) {
        if (tangents[i] != null) {
          return null;
        }
      }
      Tensor first = tangents[0];
      Tensor pushed = first == null ? null : pushFirst(in, output, first);
      return pushed == null ? null : new Tensor[] {pushed};
    }
  }
}

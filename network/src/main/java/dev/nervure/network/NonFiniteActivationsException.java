package dev.nervure.network;

import java.util.Arrays;

/** A layer gave NaN or infinite values. */
public final class NonFiniteActivationsException extends ModelFailedException {

  private static final long serialVersionUID = 1L;

  private final String layer;
  private final int[] samples;

  /**
   * @param layer the layer's name
   * @param samples indices of the first samples concerned, at most ten
   */
  public NonFiniteActivationsException(String layer, int[] samples) {
    super(
        "layer "
            + layer
            + " has NaN or infinite values for samples "
            + Arrays.toString(samples)
            + "; check the scaling of the input, or evaluate in float64");
    this.layer = layer;
    this.samples = samples.clone();
  }

  public String layer() {
    return layer;
  }

  /** Indices of the first samples concerned, at most ten. */
  public int[] samples() {
    return samples.clone();
  }
}

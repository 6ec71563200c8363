package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.network.torch.PointDerivative;

/**
 * The derivative J at one point as a linear map, without its matrix: the network is evaluated once,
 * and a product with J or its transpose goes once through the layers, for about the price of
 * another evaluation. The two are transposes of each other at kinks too. Made by {@link
 * Derivatives#at}; holds native memory for every intermediate value until it is closed. Used by one
 * thread at a time.
 */
public final class TangentMap implements AutoCloseable {

  private final PointDerivative derivative;

  TangentMap(PointDerivative derivative) {
    this.derivative = derivative;
  }

  /** The value of the later layer, with the batch dimension 1. */
  public NdArray value() {
    return derivative.value();
  }

  /**
   * J v, how the later layer moves: once forward through the layers.
   *
   * @param v as many values as the earlier layer has
   */
  public NdArray push(NdArray v) {
    return derivative.push(v);
  }

  /**
   * J^T w, the gradient of w . f: once back through the layers.
   *
   * @param w as many values as the later layer has
   */
  public NdArray pull(NdArray w) {
    return derivative.pull(w);
  }

  @Override
  public void close() {
    derivative.close();
  }
}

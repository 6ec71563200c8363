package dev.nervure.jacobian;

import dev.nervure.array.NdArray;
import dev.nervure.network.Layer;
import dev.nervure.network.LinearPieces;
import dev.nervure.network.Model;

/** The part of a piecewise linear network between two of its layers. */
public final class PiecewiseLinearNetwork implements PiecewiseLinearMap {

  private final NetworkMap map;
  private final LinearPieces pieces;
  private final int[] batch;

  private PiecewiseLinearNetwork(NetworkMap map, LinearPieces pieces, int[] batch) {
    this.map = map;
    this.pieces = pieces;
    this.batch = batch;
  }

  /**
   * From the input of a network to its logits.
   *
   * @throws IllegalArgumentException when the model does not compute in float64 or has an operator
   *     that is neither affine nor a rectifier nor max pooling; names it
   */
  public static PiecewiseLinearNetwork toLogits(Model model) {
    return between(model, model.input(), model.logits());
  }

  /** From one layer to a later one; throws as {@link #toLogits}. */
  public static PiecewiseLinearNetwork between(Model model, Layer from, Layer to) {
    NetworkMap map = NetworkMap.between(model, from, to);
    int[] shape = from.shape();
    int[] batch = new int[shape.length + 1];
    batch[0] = 1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return new PiecewiseLinearNetwork(map, model.linearPieces(from, to), batch);
  }

  @Override
  public int inputSize() {
    return map.inputSize();
  }

  @Override
  public int outputSize() {
    return map.outputSize();
  }

  @Override
  public double[] value(double[] x) {
    return map.value(x);
  }

  @Override
  public double[][] values(double[][] points) {
    return map.values(points);
  }

  @Override
  public Linearization linearize(double[] x) {
    return map.linearize(x);
  }

  @Override
  public double distanceToKink(double[] x, double[] v) {
    return pieces.next(NdArray.of(x, batch), NdArray.of(v, batch)).distance();
  }
}

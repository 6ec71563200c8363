package dev.nervure.jacobian;

import dev.nervure.array.NdArray;
import dev.nervure.network.Derivatives;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.TangentMap;

/**
 * The part of a network between two of its layers, as a map of flat float64 vectors.
 *
 * <p>Null spaces and small drifts are decided in float64, so the model must be loaded with {@link
 * Precision#FLOAT64}; float32 weights are then used at their exact values.
 */
public final class NetworkMap implements MatrixFreeMap {

  private final Derivatives derivatives;
  private final int[] inputShape;
  private final int inputSize;
  private final int outputSize;

  private NetworkMap(Derivatives derivatives, int inputSize, int outputSize) {
    this.derivatives = derivatives;
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    int[] shape = derivatives.from().shape();
    this.inputShape = new int[shape.length + 1];
    System.arraycopy(shape, 0, inputShape, 1, shape.length);
  }

  /** From the input of a network to its logits. */
  public static NetworkMap toLogits(Model model) {
    return between(model, model.input(), model.logits());
  }

  /**
   * From one layer to a later one.
   *
   * @throws IllegalArgumentException when the model does not compute in float64
   */
  public static NetworkMap between(Model model, Layer from, Layer to) {
    if (model.precision() != Precision.FLOAT64) {
      throw new IllegalArgumentException(
          "equivalence classes need a model loaded in float64 but this one computes in "
              + model.precision());
    }
    return new NetworkMap(
        model.derivatives(from, to), Math.toIntExact(from.size()), Math.toIntExact(to.size()));
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return outputSize;
  }

  @Override
  public double[] value(double[] x) {
    return derivatives.value(batch(x, 1)).doubles();
  }

  @Override
  public double[][] values(double[][] points) {
    return rows(derivatives.value(batch(flat(points), points.length)).doubles(), outputSize);
  }

  @Override
  public Linearization linearize(double[] x) {
    Derivatives.ValueAndJacobian at = derivatives.valueAndJacobian(batch(x, 1));
    return new Linearization(at.value().doubles(), rows(at.jacobian().doubles(), inputSize));
  }

  @Override
  public Linearization linearize(double[] x, OutputFunction function) {
    Derivatives.ValueAndRows at =
        derivatives.valueAndRows(
            batch(x, 1),
            value -> {
              double[][] weights = function.jacobian(value.doubles());
              return NdArray.of(flat(weights), weights.length, outputSize);
            });
    return new Linearization(
        function.value(at.value().doubles()), rows(at.rows().doubles(), inputSize));
  }

  @Override
  public Tangent tangent(double[] x) {
    TangentMap at = derivatives.at(batch(x, 1));
    return new Tangent() {
      @Override
      public double[] value() {
        return at.value().doubles();
      }

      @Override
      public double[] push(double[] v) {
        return at.push(batch(v, 1)).doubles();
      }

      @Override
      public double[] pull(double[] w) {
        return at.pull(NdArray.of(w, w.length)).doubles();
      }

      @Override
      public void close() {
        at.close();
      }
    };
  }

  private NdArray batch(double[] flat, int count) {
    int[] shape = inputShape.clone();
    shape[0] = count;
    return NdArray.of(flat, shape);
  }

  private static double[] flat(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    double[] flat = new double[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static double[][] rows(double[] flat, int width) {
    double[][] rows = new double[flat.length / width][width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * width, rows[i], 0, width);
    }
    return rows;
  }
}

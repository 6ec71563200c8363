package dev.nervure.study.fiber;

import dev.nervure.array.NdArray;
import dev.nervure.fiber.DifferentiableMap;
import dev.nervure.fiber.Linearization;
import dev.nervure.fiber.NetworkMap;
import dev.nervure.network.Derivatives;
import dev.nervure.network.Model;

/**
 * One number read off the logits of a network: a logit, the margin between two, a log-probability.
 * Its gradient takes one backward pass, where the Jacobian of all logits takes one for each: with a
 * thousand classes that decides whether a walk is possible at all.
 */
final class OutputReadout implements DifferentiableMap {
  private final NetworkMap logits;
  private final Derivatives derivatives;
  private final int[] inputShape;
  private final int[] outputShape;
  private final Reading reading;

  /** What is read off. */
  private interface Reading {
    /** The number. */
    double value(double[] logits);

    /** Its derivative by each logit. */
    double[] gradient(double[] logits);
  }

  private OutputReadout(Model model, Reading reading) {
    this.logits = NetworkMap.toLogits(model);
    this.derivatives = model.derivatives(model.input(), model.logits());
    this.inputShape = batchOfOne(derivatives.from().shape());
    this.outputShape = batchOfOne(derivatives.to().shape());
    this.reading = reading;
  }

  private static int[] batchOfOne(int[] shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = 1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return batch;
  }

  /** One logit. */
  static OutputReadout logit(Model model, int index) {
    return new OutputReadout(
        model,
        new Reading() {
          @Override
          public double value(double[] z) {
            return z[index];
          }

          @Override
          public double[] gradient(double[] z) {
            double[] gradient = new double[z.length];
            gradient[index] = 1;
            return gradient;
          }
        });
  }

  /** How far one logit lies above another. */
  static OutputReadout margin(Model model, int above, int below) {
    return new OutputReadout(
        model,
        new Reading() {
          @Override
          public double value(double[] z) {
            return z[above] - z[below];
          }

          @Override
          public double[] gradient(double[] z) {
            double[] gradient = new double[z.length];
            gradient[above] = 1;
            gradient[below] = -1;
            return gradient;
          }
        });
  }

  /** The logarithm of the probability of one class after a softmax. */
  static OutputReadout logProbability(Model model, int index) {
    return new OutputReadout(
        model,
        new Reading() {
          @Override
          public double value(double[] z) {
            return z[index] - logSumExp(z);
          }

          @Override
          public double[] gradient(double[] z) {
            double total = logSumExp(z);
            double[] gradient = new double[z.length];
            for (int i = 0; i < z.length; i++) {
              gradient[i] = (i == index ? 1 : 0) - StrictMath.exp(z[i] - total);
            }
            return gradient;
          }
        });
  }

  private static double logSumExp(double[] z) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : z) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (double value : z) {
      sum += StrictMath.exp(value - largest);
    }
    return largest + StrictMath.log(sum);
  }

  @Override
  public int inputSize() {
    return logits.inputSize();
  }

  @Override
  public int outputSize() {
    return 1;
  }

  @Override
  public double[] value(double[] x) {
    return new double[] {reading.value(logits.value(x))};
  }

  @Override
  public double[][] values(double[][] points) {
    double[][] all = logits.values(points);
    double[][] values = new double[all.length][];
    for (int i = 0; i < all.length; i++) {
      values[i] = new double[] {reading.value(all[i])};
    }
    return values;
  }

  @Override
  public Linearization linearize(double[] x) {
    double[] z = logits.value(x);
    double[] gradient =
        derivatives
            .vjp(NdArray.of(x.clone(), inputShape), NdArray.of(reading.gradient(z), outputShape))
            .doubles()
            .clone();
    return new Linearization(new double[] {reading.value(z)}, new double[][] {gradient});
  }
}

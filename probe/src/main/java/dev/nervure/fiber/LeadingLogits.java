package dev.nervure.fiber;

import java.util.Arrays;

/**
 * The k largest logits of a network at a point, and the log-sum-exp of all others: k + 1 outputs in
 * place of hundreds. Holding these keeps the softmax probabilities of the k classes as they are,
 * and none of the other logits can grow above the log-sum-exp that is held; among themselves the
 * others are free. A Jacobian of all of 1000 logits would take 1000 backward passes a point.
 *
 * <p>Which logits these are is chosen once and stays. The Jacobian costs an evaluation and k + 2
 * backward passes and has k + 1 rows; the others are never formed. Safe for use by several threads.
 */
public final class LeadingLogits implements DifferentiableMap {

  private final MatrixFreeMap logits;
  private final int[] leading;
  private final boolean[] leads;

  private LeadingLogits(MatrixFreeMap logits, int[] leading) {
    this.logits = logits;
    this.leading = leading;
    this.leads = new boolean[logits.outputSize()];
    for (int index : leading) {
      leads[index] = true;
    }
  }

  /**
   * The k logits that are largest at a point; of equal ones the first.
   *
   * @param logits a map whose outputs are logits, at least two
   * @param point where to compare them, length n
   * @param count k, from 1 to the number of logits less one
   * @throws IllegalArgumentException when k is out of range or a logit is not finite
   */
  public static LeadingLogits at(MatrixFreeMap logits, double[] point, int count) {
    if (count < 1 || count >= logits.outputSize()) {
      throw new IllegalArgumentException(
          "count must be in [1, " + logits.outputSize() + ") but was " + count);
    }
    double[] z = logits.value(point);
    if (!Vectors.allFinite(z)) {
      throw new IllegalArgumentException("the logits are not all finite at the point");
    }
    Integer[] order = new Integer[z.length];
    Arrays.setAll(order, i -> i);
    // Stable, so that ties break by index.
    Arrays.sort(order, (a, b) -> Double.compare(z[b], z[a]));
    int[] leading = new int[count];
    Arrays.setAll(leading, i -> order[i]);
    return new LeadingLogits(logits, leading);
  }

  /** The indices of the k logits, in the order of the outputs. */
  public int[] leading() {
    return leading.clone();
  }

  @Override
  public int inputSize() {
    return logits.inputSize();
  }

  @Override
  public int outputSize() {
    return leading.length + 1;
  }

  @Override
  public double[] value(double[] x) {
    return read(logits.value(x));
  }

  @Override
  public double[][] values(double[][] points) {
    double[][] values = logits.values(points);
    Arrays.setAll(values, i -> read(values[i]));
    return values;
  }

  @Override
  public Linearization linearize(double[] x) {
    try (MatrixFreeMap.Tangent tangent = logits.tangent(x)) {
      double[] z = tangent.value();
      double[] value = read(z);
      double[][] jacobian = new double[outputSize()][];
      for (int i = 0; i < leading.length; i++) {
        double[] weights = new double[z.length];
        weights[leading[i]] = 1;
        jacobian[i] = tangent.pull(weights);
      }
      // The gradient of a log-sum-exp is the softmax of its arguments.
      double[] weights = new double[z.length];
      for (int i = 0; i < z.length; i++) {
        weights[i] = leads[i] ? 0 : StrictMath.exp(z[i] - value[leading.length]);
      }
      jacobian[leading.length] = tangent.pull(weights);
      return new Linearization(value, jacobian);
    }
  }

  private double[] read(double[] z) {
    double[] outputs = new double[outputSize()];
    for (int i = 0; i < leading.length; i++) {
      outputs[i] = z[leading[i]];
    }
    double[] others = new double[z.length - leading.length];
    int count = 0;
    for (int i = 0; i < z.length; i++) {
      if (!leads[i]) {
        others[count++] = z[i];
      }
    }
    outputs[leading.length] = LogProbability.logSumExp(others);
    return outputs;
  }
}

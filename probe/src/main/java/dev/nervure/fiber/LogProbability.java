package dev.nervure.fiber;

/**
 * The log-probability of one class under a softmax over the outputs of a map. Holding it alone
 * leaves a class of dimension n - 1.
 */
public final class LogProbability implements DifferentiableMap {

  private final DifferentiableMap logits;
  private final int index;

  /**
   * A log-probability.
   *
   * @param logits the map whose outputs are logits
   * @param index the class
   */
  public LogProbability(DifferentiableMap logits, int index) {
    if (index < 0 || index >= logits.outputSize()) {
      throw new IllegalArgumentException(
          "class must be in [0, " + logits.outputSize() + ") but was " + index);
    }
    this.logits = logits;
    this.index = index;
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
    double[] z = logits.value(x);
    return new double[] {z[index] - logSumExp(z)};
  }

  @Override
  public Linearization linearize(double[] x) {
    Linearization inner = logits.linearize(x);
    double[] z = inner.value();
    double total = logSumExp(z);
    double[] row = inner.jacobian()[index].clone();
    for (int i = 0; i < z.length; i++) {
      Vectors.addScaled(row, -StrictMath.exp(z[i] - total), inner.jacobian()[i]);
    }
    return new Linearization(new double[] {z[index] - total}, new double[][] {row});
  }

  static double logSumExp(double[] z) {
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
}

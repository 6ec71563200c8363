package dev.nervure.jacobian;

import java.util.Arrays;

/**
 * The k largest of the logits of a network, and the log-sum-exp of all others: k + 1 outputs in
 * place of hundreds. Holding these keeps the softmax probabilities of the k classes as they are,
 * and none of the other logits can grow above the log-sum-exp that is held; among themselves the
 * others are free. A Jacobian of all of 1000 logits would take 1000 backward passes a point.
 *
 * <p>Which logits these are is chosen once and stays. To be read with {@link OutputReadout}, whose
 * Jacobian costs an evaluation and k + 1 backward passes.
 */
public final class LeadingLogits implements OutputFunction {

  private final int[] leading;
  private final boolean[] leads;

  private LeadingLogits(int[] leading, int logits) {
    this.leading = leading;
    this.leads = new boolean[logits];
    for (int index : leading) {
      leads[index] = true;
    }
  }

  /**
   * The largest ones; of equal ones the first.
   *
   * @param logits to compare, at least two
   * @param count k, from 1 to the number of logits less one
   * @throws IllegalArgumentException when k is out of range or a logit is not finite
   */
  public static LeadingLogits of(double[] logits, int count) {
    if (count < 1 || count >= logits.length) {
      throw new IllegalArgumentException(
          "count must be in [1, " + logits.length + ") but was " + count);
    }
    if (!Vectors.allFinite(logits)) {
      throw new IllegalArgumentException("the logits are not all finite");
    }
    Integer[] order = new Integer[logits.length];
    Arrays.setAll(order, i -> i);
    // Stable, so that ties break by index.
    Arrays.sort(order, (a, b) -> Double.compare(logits[b], logits[a]));
    int[] leading = new int[count];
    Arrays.setAll(leading, i -> order[i]);
    return new LeadingLogits(leading, logits.length);
  }

  /** The indices of the k logits, in the order of the values. */
  public int[] leading() {
    return leading.clone();
  }

  @Override
  public int size() {
    return leading.length + 1;
  }

  @Override
  public double[] value(double[] z) {
    double[] values = new double[size()];
    for (int i = 0; i < leading.length; i++) {
      values[i] = z[leading[i]];
    }
    double[] others = new double[z.length - leading.length];
    int count = 0;
    for (int i = 0; i < z.length; i++) {
      if (!leads[i]) {
        others[count++] = z[i];
      }
    }
    values[leading.length] = Vectors.logSumExp(others);
    return values;
  }

  @Override
  public double[][] jacobian(double[] z) {
    double[][] rows = new double[size()][z.length];
    for (int i = 0; i < leading.length; i++) {
      rows[i][leading[i]] = 1;
    }
    // The gradient of a log-sum-exp is the softmax of its arguments.
    double total = value(z)[leading.length];
    for (int i = 0; i < z.length; i++) {
      rows[leading.length][i] = leads[i] ? 0 : StrictMath.exp(z[i] - total);
    }
    return rows;
  }
}

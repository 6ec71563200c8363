package dev.nervure.fiber.answer;

import dev.nervure.jacobian.OutputFunction;
import dev.nervure.jacobian.Vectors;

/**
 * How far one output lies above the largest other one, as a share of the lead that it has at a
 * start: 1 there, 0 where the answer changes, whatever the scale of the outputs. Its gradient is
 * that of the lead over the output that comes next there, the first of equal ones.
 */
final class Lead implements OutputFunction {

  /** Leads below this share of the largest output are not told from rounding by shares of them. */
  private static final double LEAST_SCALE = 1e-9;

  private final int leader;
  private final double scale;

  /**
   * The lead of the largest output.
   *
   * @param start outputs at the start, at least two, all finite
   */
  Lead(double[] start) {
    leader = largestBut(start, -1);
    double gap = start[leader] - start[largestBut(start, leader)];
    double least = LEAST_SCALE * Vectors.largest(start);
    double larger = Math.max(gap, least);
    scale = larger > 0 ? larger : 1;
  }

  /** The output that leads at the start; the first of equal ones. */
  int leader() {
    return leader;
  }

  /** The lead over one output alone. */
  OutputFunction over(int other) {
    return new OutputFunction() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public double[] value(double[] z) {
        return new double[] {(z[leader] - z[other]) / scale};
      }

      @Override
      public double[][] jacobian(double[] z) {
        return gradient(z.length, other);
      }
    };
  }

  /** The largest of the other outputs, the first of equal ones. */
  int next(double[] z) {
    return largestBut(z, leader);
  }

  /** The answer: the largest output, the first of equal ones. */
  static int answer(double[] z) {
    return largestBut(z, -1);
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public double[] value(double[] z) {
    return new double[] {(z[leader] - z[next(z)]) / scale};
  }

  @Override
  public double[][] jacobian(double[] z) {
    return gradient(z.length, next(z));
  }

  private double[][] gradient(int outputs, int other) {
    double[] weights = new double[outputs];
    weights[leader] = 1 / scale;
    weights[other] = -1 / scale;
    return new double[][] {weights};
  }

  private static int largestBut(double[] z, int except) {
    int best = -1;
    for (int i = 0; i < z.length; i++) {
      if (i != except && (best < 0 || z[i] > z[best])) {
        best = i;
      }
    }
    return best;
  }
}

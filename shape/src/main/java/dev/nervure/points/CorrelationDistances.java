package dev.nervure.points;

import dev.nervure.stats.Correlation;
import java.util.stream.IntStream;

/**
 * How far variables are from varying together: 1 - |r| for Pearson's correlation r, 0 for variables
 * of which one is a linear function of the other, 1 for uncorrelated ones. A variable that is
 * constant is uncorrelated with all. No metric: the triangle inequality need not hold.
 *
 * <p>Of n samples unrelated variables have |r| about 0.8 / sqrt(n) by chance, so that distances
 * fall short of 1.
 */
public final class CorrelationDistances {
  private CorrelationDistances() {}

  /** Over all samples. */
  public static DistanceMatrix of(double[][] variables) {
    return of(
        variables, IntStream.range(0, variables.length == 0 ? 0 : variables[0].length).toArray());
  }

  /**
   * Over some samples. O(v^2 n) time, 8 v n bytes.
   *
   * @param variables one row a variable, finite values of as many samples each
   * @param samples which of them, at least two
   * @throws IllegalArgumentException for fewer samples or values that are not finite
   */
  public static DistanceMatrix of(double[][] variables, int[] samples) {
    if (samples.length < 2) {
      throw new IllegalArgumentException(
          "correlations need at least 2 samples but have " + samples.length);
    }
    int v = variables.length;
    double[][] unit = new double[v][];
    float[] lower = new float[v * (v - 1) / 2];
    for (int i = 0, k = 0; i < v; i++) {
      unit[i] = standardized(variables[i], samples);
      for (int j = 0; j < i; j++, k++) {
        double correlation = 0;
        for (int s = 0; s < samples.length; s++) {
          correlation += unit[i][s] * unit[j][s];
        }
        lower[k] = (float) Math.max(0, 1 - Math.abs(correlation));
      }
    }
    return DistanceMatrix.ofLower(lower, v);
  }

  /** Less the mean, of length 1; all 0 where the variable is constant. */
  private static double[] standardized(double[] variable, int[] samples) {
    double[] values = new double[samples.length];
    boolean isConstant = true;
    for (int s = 0; s < values.length; s++) {
      values[s] = variable[samples[s]];
      if (!Double.isFinite(values[s])) {
        throw new IllegalArgumentException("values must be finite but one is " + values[s]);
      }
      isConstant &= values[s] == values[0];
    }
    if (isConstant) {
      return new double[samples.length];
    }
    double[] centred = Correlation.centred(values);
    double squares = 0;
    for (double value : centred) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    for (int s = 0; s < centred.length && length > 0; s++) {
      centred[s] /= length;
    }
    return centred;
  }
}

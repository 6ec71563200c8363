package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The linear map with the least squares, held back by a ridge. How much is decided by a fifth of
 * the images that the others do not see, among 10^-1, 10^-3 ... 10^-9 of the mean variance of an
 * input: a ridge that is fixed at 10^-3, as Lenc and Vedaldi's was at some value, leaves 10^-4 of
 * an exact symmetry unexplained, and a tiny one lets many inputs repeat the noise of few images.
 *
 * @param weights length x q, row by row
 * @param ofShuffled the map that is found from pairs that do not belong together
 * @param ridge what was chosen, as a share of the mean variance of an input
 */
record RidgeMap(double[] weights, double[] ofShuffled, double ridge) {
  private static final double[] RIDGES = {1e-1, 1e-3, 1e-5, 1e-7, 1e-9};
  private static final int MOST_JUDGED = 32;

  /** What is left falls, then rises, as the ridge shrinks. */
  private static final double RISEN = 1.05;

  /**
   * Finds the map of the first numbers of a.
   *
   * @param fit moments of most pairs; those of the others are added to it by the caller afterwards
   * @param check moments of the others
   * @param length how many numbers of a are read
   */
  static double choose(PairMoments fit, PairMoments check, int length, Progress progress) {
    int[] outputs = judged(fit.q());
    double[] all = fit.crossCovariances(length, false);
    double[] cross = new double[length * outputs.length];
    for (int i = 0; i < length; i++) {
      for (int k = 0; k < outputs.length; k++) {
        cross[i * outputs.length + k] = all[i * fit.q() + outputs[k]];
      }
    }
    double best = RIDGES[0];
    double least = Double.POSITIVE_INFINITY;
    for (double ridge : RIDGES) {
      double[] weights = solve(fit, cross, length, ridge, progress);
      if (weights == null) {
        break;
      }
      double left = check.left(weights, length, outputs, fit, progress);
      if (left > RISEN * least) {
        break;
      }
      if (left < least) {
        least = left;
        best = ridge;
      }
    }
    return best;
  }

  /** All outputs, or some at equal steps, which cost less and tell the same. */
  private static int[] judged(int outputs) {
    int count = Math.min(outputs, MOST_JUDGED);
    int[] judged = new int[count];
    for (int k = 0; k < count; k++) {
      judged[k] = (int) ((long) k * outputs / count);
    }
    return judged;
  }

  /** The map of all pairs with a ridge. */
  static RidgeMap of(PairMoments all, int length, double ridge, Progress progress) {
    int q = all.q();
    double[] cross = all.crossCovariances(length, false);
    double[] shuffled = all.crossCovariances(length, true);
    double[] both = new double[length * 2 * q];
    for (int i = 0; i < length; i++) {
      System.arraycopy(cross, i * q, both, i * 2 * q, q);
      System.arraycopy(shuffled, i * q, both, i * 2 * q + q, q);
    }
    double[] solved = solve(all, both, length, ridge, progress);
    double[] weights = new double[length * q];
    double[] ofShuffled = new double[length * q];
    for (int i = 0; i < length && solved != null; i++) {
      System.arraycopy(solved, i * 2 * q, weights, i * q, q);
      System.arraycopy(solved, i * 2 * q + q, ofShuffled, i * q, q);
    }
    return new RidgeMap(weights, ofShuffled, ridge);
  }

  /** Null where the inputs do not vary, or rounding has eaten the ridge. */
  private static double @Nullable [] solve(
      PairMoments moments, double[] right, int length, double ridge, Progress progress) {
    double[] matrix = moments.covariances(length);
    double trace = 0;
    for (int i = 0; i < length; i++) {
      trace += matrix[i * length + i];
    }
    for (int i = 0; i < length; i++) {
      matrix[i * length + i] += ridge * trace / length;
    }
    RidgeSystem system = RidgeSystem.of(matrix, length, progress);
    return system == null ? null : system.solve(right, right.length / length, progress);
  }
}

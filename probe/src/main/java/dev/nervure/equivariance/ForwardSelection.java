package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Maps with few inputs for each output, chosen greedily: the input that explains most of what is
 * left comes next, and the weights of all chosen are found anew (orthogonal matching pursuit; Lenc
 * and Vedaldi, arXiv 1411.5908, eq. 3). From covariances alone. O(k p) an output for k inputs.
 */
final class ForwardSelection {
  /** Of the variance of an input: below that of those chosen it is a repetition of them. */
  private static final double REPEATED = 1e-10;

  private final double[] covariances;
  private final double[] cross;
  private final int p;
  private final int q;

  /**
   * Of covariances.
   *
   * @param covariances p x p
   * @param cross p x q
   */
  ForwardSelection(double[] covariances, double[] cross, int p) {
    this.covariances = covariances;
    this.cross = cross;
    this.p = p;
    this.q = cross.length / p;
  }

  /** p x q weights, at most {@code most} of each column not 0. */
  double[] weights(int most, Progress progress) {
    double[] weights = new double[p * q];
    for (int output = 0; output < q; output++) {
      progress.checkCancelled();
      int[] chosen = new int[Math.min(most, p)];
      double[] found = choose(output, chosen);
      for (int k = 0; k < found.length; k++) {
        weights[chosen[k] * q + output] = found[k];
      }
    }
    return weights;
  }

  /** Weights of the chosen inputs, which are written down; fewer where nothing is left. */
  private double[] choose(int output, int[] chosen) {
    double[] found = new double[0];
    boolean[] taken = new boolean[p];
    for (int count = 0; count < chosen.length; count++) {
      int best = -1;
      double most = 0;
      for (int i = 0; i < p; i++) {
        double variance = covariances[i * p + i];
        if (taken[i] || !(variance > 0)) {
          continue;
        }
        double left = cross[i * q + output];
        for (int k = 0; k < count; k++) {
          left -= covariances[i * p + chosen[k]] * found[k];
        }
        double gain = left * left / variance;
        if (gain > most) {
          most = gain;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      taken[best] = true;
      chosen[count] = best;
      double[] next = solved(output, chosen, count + 1);
      if (next == null) {
        // It repeats those chosen: leave it out, and end.
        break;
      }
      found = next;
    }
    return found;
  }

  private double @Nullable [] solved(int output, int[] chosen, int count) {
    double[][] lower = new double[count][count];
    double[] found = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariances[chosen[i] * p + chosen[j]];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          if (!(sum > REPEATED * covariances[chosen[i] * p + chosen[i]])) {
            return null;
          }
          lower[i][i] = Math.sqrt(sum);
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
      double right = cross[chosen[i] * q + output];
      for (int k = 0; k < i; k++) {
        right -= lower[i][k] * found[k];
      }
      found[i] = right / lower[i][i];
    }
    for (int i = count - 1; i >= 0; i--) {
      for (int k = i + 1; k < count; k++) {
        found[i] -= lower[k][i] * found[k];
      }
      found[i] /= lower[i][i];
    }
    return Arrays.copyOf(found, count);
  }
}

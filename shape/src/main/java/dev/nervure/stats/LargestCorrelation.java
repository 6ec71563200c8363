package dev.nervure.stats;

import java.util.Arrays;
import java.util.List;

/**
 * How large the largest of several correlations with one target is by chance: the target is
 * permuted against all variables together, which keeps how these depend on each other, and the
 * largest absolute Pearson coefficient of each permutation is kept (single-step maxT of Westfall
 * and Young, Resampling-Based Multiple Testing, 1993). A probability from it holds for all
 * variables at once, however many were tried.
 */
public final class LargestCorrelation {
  private final double[] largest;

  private LargestCorrelation(double[] largest) {
    this.largest = largest;
  }

  /**
   * Permutes. O(permutations x variables x n).
   *
   * @param variables at least one; each as many values as the target, none constant
   * @param target not constant, at least three values
   * @param permutations at least 1
   * @param stream of the permutations
   */
  public static LargestCorrelation of(
      List<double[]> variables, double[] target, int permutations, RandomStream stream) {
    if (variables.isEmpty() || permutations < 1) {
      throw new IllegalArgumentException(
          "variables and permutations must be at least 1 but were %d and %d"
              .formatted(variables.size(), permutations));
    }
    for (double[] variable : variables) {
      String obstacle = Correlation.obstacle(variable, target);
      if (obstacle != null) {
        throw new IllegalArgumentException(obstacle);
      }
    }
    List<double[]> centred = variables.stream().map(Correlation::centred).toList();
    double[] centredTarget = Correlation.centred(target);
    double[] largest = new double[permutations];
    double[] permuted = new double[target.length];
    for (int permutation = 0; permutation < permutations; permutation++) {
      int[] order = stream.derive(permutation).permutation(target.length);
      Arrays.setAll(permuted, i -> centredTarget[order[i]]);
      for (double[] variable : centred) {
        largest[permutation] =
            Math.max(largest[permutation], Math.abs(Correlation.cosine(variable, permuted)));
      }
    }
    Arrays.sort(largest);
    return new LargestCorrelation(largest);
  }

  /**
   * The probability that the largest absolute coefficient is at least this by chance, in (0, 1]:
   * the share of permutations, the order as it is counted as one of them.
   */
  public double probability(double coefficient) {
    // A permutation that gives the same sums in another order may differ in the last bits.
    double reached = Math.abs(coefficient) - 1e-12;
    int below = 0;
    while (below < largest.length && largest[below] < reached) {
      below++;
    }
    return (1.0 + largest.length - below) / (1.0 + largest.length);
  }
}

package dev.nervure.homology;

import java.util.List;

/**
 * A linear combination of simplices of one dimension, oriented by ascending vertices.
 *
 * @param simplices ascending vertices of each simplex
 * @param coefficients coefficient of each simplex, in [1, p - 1]
 */
public record Chain(List<int[]> simplices, int[] coefficients) {
  /** Checks and copies. */
  public Chain {
    if (simplices.size() != coefficients.length) {
      throw new IllegalArgumentException(
          "a chain needs one coefficient a simplex but has "
              + coefficients.length
              + " for "
              + simplices.size());
    }
    simplices = List.copyOf(simplices);
    coefficients = coefficients.clone();
  }

  /** Number of simplices. */
  public int size() {
    return coefficients.length;
  }
}

package dev.nervure.homology;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear combination of simplices of one dimension, oriented by the order in which their vertices
 * are given.
 *
 * @param simplices vertices of each simplex; ascending, but in the order of the landmarks among
 *     landmarks, and in an order along space where neighbours were searched
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

  /** The same with vertex i called {@code names[i]}, in the same order, so that no sign changes. */
  Chain renamed(int[] names) {
    List<int[]> renamed = new ArrayList<>(simplices.size());
    for (int[] simplex : simplices) {
      int[] own = new int[simplex.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = names[simplex[i]];
      }
      renamed.add(own);
    }
    return new Chain(renamed, coefficients);
  }

  /** Number of simplices. */
  public int size() {
    return coefficients.length;
  }
}

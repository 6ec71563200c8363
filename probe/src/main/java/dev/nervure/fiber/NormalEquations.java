package dev.nervure.fiber;

import org.jspecify.annotations.Nullable;

/**
 * The shortest d with J d = r over the coordinates that may move, without J: conjugate gradients on
 * J J^T (Craig's method; Saad, Iterative Methods for Sparse Linear Systems, algorithm 8.5). Each
 * iteration takes one product with J and one with its transpose; memory for four vectors of n or m.
 */
final class NormalEquations {

  private NormalEquations() {}

  /**
   * Solves.
   *
   * @param tangent J
   * @param residual r, length m
   * @param held coordinates that may not move
   * @param tolerance norm of J d - r over that of r at which to end
   * @param iterations most iterations
   * @return d; null where the tolerance was not reached
   */
  static double @Nullable [] shortest(
      MatrixFreeMap.Tangent tangent,
      double[] residual,
      boolean[] held,
      double tolerance,
      int iterations) {
    double[] d = new double[held.length];
    double[] r = residual.clone();
    double squared = Vectors.dot(r, r);
    double goal = tolerance * tolerance * squared;
    if (squared == 0) {
      return d;
    }
    double[] p = free(tangent.pull(r), held);
    for (int i = 0; i < iterations; i++) {
      double length = Vectors.dot(p, p);
      if (!(length > 0)) {
        return null;
      }
      double alpha = squared / length;
      Vectors.addScaled(d, alpha, p);
      Vectors.addScaled(r, -alpha, tangent.push(p));
      double next = Vectors.dot(r, r);
      if (next <= goal) {
        return d;
      }
      double[] q = free(tangent.pull(r), held);
      Vectors.addScaled(q, next / squared, p);
      p = q;
      squared = next;
    }
    return null;
  }

  private static double[] free(double[] v, boolean[] held) {
    double[] freed = v.clone();
    for (int i = 0; i < freed.length; i++) {
      if (held[i]) {
        freed[i] = 0;
      }
    }
    return freed;
  }
}

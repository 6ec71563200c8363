package dev.nervure.fiber;

/**
 * The shortest d with J d = r over the coordinates that may move, without J: conjugate gradients on
 * J J^T (Craig's method; Saad, Iterative Methods for Sparse Linear Systems, algorithm 8.5). Each
 * iteration takes one product with J and one with its transpose; memory for four vectors of n or m.
 */
final class NormalEquations {

  /** So many iterations must lower the residual by the share below, or there is no progress. */
  private static final int PATIENCE = 100;

  /**
   * A digit in a hundred iterations is what a condition number of J of 90 gives: beyond that the
   * full accuracy takes thousands of products for every step, and more than rounding leaves of the
   * conjugacy.
   */
  private static final double LEAST_PROGRESS = 0.1;

  private NormalEquations() {}

  /** How a solution came out. */
  enum Outcome {
    SOLVED,
    /** J cannot answer the residual at all over the coordinates that may move. */
    SINGULAR,
    /** The residual hardly shrinks any more. */
    STALLED
  }

  /**
   * What was found.
   *
   * @param step d, length n; of use only where it is solved
   */
  record Solution(double[] step, Outcome outcome) {
    boolean solved() {
      return outcome == Outcome.SOLVED;
    }
  }

  /**
   * Solves.
   *
   * @param tangent J
   * @param residual r, length m
   * @param held coordinates that may not move
   * @param tolerance norm of J d - r over that of r at which to end
   * @param iterations most iterations
   */
  static Solution shortest(
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
      return new Solution(d, Outcome.SOLVED);
    }
    double least = squared;
    double leastBefore = squared;
    double[] p = free(tangent.pull(r), held);
    for (int i = 0; i < iterations; i++) {
      double length = Vectors.dot(p, p);
      if (!(length > 0)) {
        return new Solution(d, Outcome.SINGULAR);
      }
      double alpha = squared / length;
      Vectors.addScaled(d, alpha, p);
      Vectors.addScaled(r, -alpha, tangent.push(p));
      double next = Vectors.dot(r, r);
      if (next <= goal) {
        return new Solution(d, Outcome.SOLVED);
      }
      least = Math.min(least, next);
      if ((i + 1) % PATIENCE == 0) {
        if (!(least <= LEAST_PROGRESS * LEAST_PROGRESS * leastBefore)) {
          return new Solution(d, Outcome.STALLED);
        }
        leastBefore = least;
      }
      double[] q = free(tangent.pull(r), held);
      Vectors.addScaled(q, next / squared, p);
      p = q;
      squared = next;
    }
    return new Solution(d, Outcome.STALLED);
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

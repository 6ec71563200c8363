package dev.nervure.jacobian;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The shortest d with J d = r over the coordinates that may move, without J: conjugate gradients on
 * J J^T (Craig's method; Saad, Iterative Methods for Sparse Linear Systems, algorithm 8.5, with a
 * preconditioner as in 9.1). Each iteration takes one product with J and one with its transpose;
 * memory for four vectors of n or m, and for the directions that are kept.
 */
public final class NormalEquations {

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
  public enum Outcome {
    SOLVED,
    /** J cannot answer the residual at all over the coordinates that may move, or is not finite. */
    SINGULAR,
    /** The residual hardly shrinks any more, or the iterations were used up. */
    STALLED
  }

  /**
   * What was found.
   *
   * @param step d, length n; of use only where it is solved
   * @param iterations pairs of products with J and its transpose
   * @param directions those searched last, for what they tell of the singular values
   */
  public record Solution(
      double[] step, Outcome outcome, int iterations, ConjugateDirections directions) {
    public boolean solved() {
      return outcome == Outcome.SOLVED;
    }
  }

  /**
   * Solves.
   *
   * @param tangent J
   * @param preconditioner near (J J^T)^-1; null for none
   * @param residual r, length m
   * @param held coordinates that may not move
   * @param goal norm of J d - r at which to end
   * @param iterations most iterations
   * @param progress asked for cancellation
   */
  public static Solution shortest(
      MatrixFreeMap.Tangent tangent,
      @Nullable GramPreconditioner preconditioner,
      double[] residual,
      boolean[] held,
      double goal,
      int iterations,
      Progress progress) {
    double[] d = new double[held.length];
    double[] r = residual.clone();
    ConjugateDirections directions = new ConjugateDirections();
    double squared = Vectors.dot(r, r);
    if (squared <= goal * goal) {
      return new Solution(d, Outcome.SOLVED, 0, directions);
    }
    double least = squared;
    double leastBefore = squared;
    double[] q = conditioned(preconditioner, r);
    double along = Vectors.dot(r, q);
    double[] p = free(tangent.pull(q), held);
    for (int i = 0; i < iterations; i++) {
      progress.checkCancelled();
      double length = Vectors.dot(p, p);
      if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
        return new Solution(d, Outcome.SINGULAR, i, directions);
      }
      directions.add(q, length);
      double alpha = along / length;
      Vectors.addScaled(d, alpha, p);
      Vectors.addScaled(r, -alpha, tangent.push(p));
      squared = Vectors.dot(r, r);
      if (squared <= goal * goal) {
        return new Solution(d, Outcome.SOLVED, i + 1, directions);
      }
      least = Math.min(least, squared);
      if ((i + 1) % PATIENCE == 0) {
        if (!(least <= LEAST_PROGRESS * LEAST_PROGRESS * leastBefore)) {
          return new Solution(d, Outcome.STALLED, i + 1, directions);
        }
        leastBefore = least;
      }
      double[] z = conditioned(preconditioner, r);
      double next = Vectors.dot(r, z);
      double[] pulled = free(tangent.pull(z), held);
      Vectors.addScaled(z, next / along, q);
      Vectors.addScaled(pulled, next / along, p);
      q = z;
      p = pulled;
      along = next;
    }
    return new Solution(d, Outcome.STALLED, iterations, directions);
  }

  private static double[] conditioned(@Nullable GramPreconditioner preconditioner, double[] r) {
    return preconditioner == null ? r.clone() : preconditioner.solve(r);
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

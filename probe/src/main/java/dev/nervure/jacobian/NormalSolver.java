package dev.nervure.jacobian;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Solves the normal equations of one walk, where they are hard with a preconditioner that is taken
 * anew whenever that pays. Counts iterations, not time, so that a walk is the same on any machine.
 * Not thread safe.
 */
public final class NormalSolver {

  private static final int MOST_ITERATIONS = 2000;

  /**
   * Without a preconditioner so many iterations decide whether one is needed: with the several
   * solutions that a step takes that soon exceeds its cost, for a thousand outputs 300.
   */
  private static final int TRIED = 50;

  /**
   * What a preconditioner costs, in iterations for each output: a backward product, of the four or
   * five that an iteration takes, and the products of the rows.
   */
  private static final double COST = 1.0 / 3;

  private final boolean mayPrecondition;
  private final double cost;

  private @Nullable GramPreconditioner preconditioner;
  private MatrixFreeMap.@Nullable Tangent takenAt;
  private boolean due;
  private long ofThisStep;
  private long sinceTaken;
  private int steps;

  public NormalSolver(MatrixFreeMap map) {
    mayPrecondition = GramPreconditioner.fits(map.inputSize(), map.outputSize());
    cost = COST * map.outputSize();
  }

  /** As {@link NormalEquations#shortest}; takes a preconditioner where it does not succeed. */
  public NormalEquations.Solution shortest(
      MatrixFreeMap.Tangent tangent,
      double[] residual,
      boolean[] held,
      double goal,
      Progress progress) {
    if (due) {
      take(tangent, held, progress);
    }
    int most = mayPrecondition && preconditioner == null ? TRIED : MOST_ITERATIONS;
    NormalEquations.Solution solution =
        NormalEquations.shortest(tangent, preconditioner, residual, held, goal, most, progress);
    if (solution.outcome() == NormalEquations.Outcome.STALLED
        && mayPrecondition
        && takenAt != tangent) {
      take(tangent, held, progress);
      solution =
          NormalEquations.shortest(
              tangent, preconditioner, residual, held, goal, MOST_ITERATIONS, progress);
    }
    ofThisStep += solution.iterations();
    return solution;
  }

  private void take(MatrixFreeMap.Tangent tangent, boolean[] held, Progress progress) {
    preconditioner = null;
    preconditioner = GramPreconditioner.at(tangent, held, progress);
    takenAt = tangent;
    due = false;
    ofThisStep = 0;
    sinceTaken = 0;
    steps = 0;
  }

  public @Nullable GramPreconditioner preconditioner() {
    return preconditioner;
  }

  /**
   * A step was made. The mean cost of the steps, the preconditioner's included, is least where it
   * is taken anew as soon as a step costs more than that mean.
   */
  public void stepEnded() {
    steps++;
    sinceTaken += ofThisStep;
    due = preconditioner != null && (double) ofThisStep * steps > cost + sinceTaken;
    ofThisStep = 0;
  }
}

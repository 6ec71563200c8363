package dev.nervure.fiber;

import dev.nervure.jacobian.ConjugateDirections;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.NormalEquations;
import dev.nervure.jacobian.NormalSolver;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;

/**
 * Makes a wanted velocity tangent to the level set f = y, and brings a point back onto it, within
 * the box and by products with J and its transpose alone: what {@link NearestInBox} and {@link
 * LevelSetProjection} do with a decomposed J. Not thread safe; one per walk.
 */
final class MatrixFreeProjection {

  /** What is left of J v beside |J v| before: the corrections remove what this leaves. */
  static final double TANGENT_TOLERANCE = 1e-6;

  /** A Newton step need not be more exact than its own second-order error. */
  private static final double CORRECTION_TOLERANCE = 1e-2;

  private static final int MOST_CORRECTIONS = 25;
  private static final int ACTIVE_SET_PASSES = 12;

  private final MatrixFreeMap map;
  private final WalkOptions options;
  private final double[] target;
  private final double tolerance;
  private final NormalSolver solver;
  private final Progress progress;

  /**
   * For one walk.
   *
   * @param target the output to hold, length m
   * @param solver of the normal equations of the walk
   * @param progress asked for cancellation
   */
  MatrixFreeProjection(
      MatrixFreeMap map,
      WalkOptions options,
      double[] target,
      NormalSolver solver,
      Progress progress) {
    this.map = map;
    this.options = options;
    this.target = target;
    tolerance = options.absoluteTolerance(target);
    this.solver = solver;
    this.progress = progress;
  }

  /**
   * A velocity with the coordinates that it leaves alone.
   *
   * @param searched by the first equations, which are those of all coordinates that may move
   */
  record Way(
      double[] velocity,
      boolean[] held,
      NormalEquations.Outcome outcome,
      ConjugateDirections searched) {}

  /**
   * What the corrections arrived at.
   *
   * @param point within the box
   * @param value f there
   * @param count how many corrections were made
   * @param first Euclidean length of the first one; 0 where none was needed
   * @param converged whether the largest absolute residual is within the tolerance
   * @param outcome of the last equations
   */
  record Correction(
      double[] point,
      double[] value,
      int count,
      double first,
      boolean converged,
      NormalEquations.Outcome outcome) {}

  /**
   * The wanted velocity made tangent. Coordinates on a bound that it would push out are held, one
   * after the other; what was solved for before remains so up to their share, so that every pass
   * has only that to make up for.
   */
  Way way(MatrixFreeMap.Tangent tangent, double[] point, double[] wanted) {
    boolean[] held = new boolean[point.length];
    double[] velocity = wanted.clone();
    ConjugateDirections searched = new ConjugateDirections();
    double goal = 0;
    for (int pass = 0; pass < ACTIVE_SET_PASSES; pass++) {
      boolean changed = hold(held, point, velocity);
      if (pass > 0 && !changed) {
        break;
      }
      stop(velocity, held);
      double[] moved = tangent.push(velocity);
      goal = pass == 0 ? TANGENT_TOLERANCE * Vectors.norm(moved) : goal;
      NormalEquations.Solution normal = solver.shortest(tangent, moved, held, goal, progress);
      if (!normal.solved()) {
        return new Way(velocity, held, normal.outcome(), searched);
      }
      searched = pass == 0 ? normal.directions() : searched;
      Vectors.addScaled(velocity, -1, normal.step());
    }
    hold(held, point, velocity);
    stop(velocity, held);
    return new Way(velocity, held, NormalEquations.Outcome.SOLVED, searched);
  }

  /**
   * The end of a step within the box. Where clipping to it moved the output, the coordinates that
   * are not clipped make up for that to first order, so that what is left to correct is the
   * curvature; else the box would shorten the steps.
   */
  double[] predict(MatrixFreeMap.Tangent tangent, double[] point, Way way, double reach) {
    double[] predicted = point.clone();
    Vectors.addScaled(predicted, reach, way.velocity());
    boolean[] held = way.held().clone();
    boolean clipped = false;
    for (int i = 0; i < predicted.length; i++) {
      double inside = options.box().clip(i, predicted[i]);
      if (inside != predicted[i]) {
        predicted[i] = inside;
        held[i] = true;
        clipped = true;
      }
    }
    if (clipped) {
      double[] missed = tangent.push(Vectors.minus(point, predicted));
      NormalEquations.Solution solution =
          solver.shortest(
              tangent, missed, held, CORRECTION_TOLERANCE * Vectors.norm(missed), progress);
      // Where too few coordinates are left the corrections decide about the step.
      if (solution.solved()) {
        Vectors.addScaled(predicted, 1, solution.step());
        clip(predicted);
      }
    }
    return predicted;
  }

  /** Inexact Newton steps over the coordinates that are free and stay in the box. */
  Correction correct(double[] predicted, Way way) {
    double[] x = predicted.clone();
    double[] value = map.value(x);
    double first = 0;
    double size = Vectors.largestDifference(value, target);
    for (int count = 0; count < MOST_CORRECTIONS; count++) {
      if (size <= tolerance || !Double.isFinite(size)) {
        return new Correction(x, value, count, first, size <= tolerance, way.outcome());
      }
      NormalEquations.Solution solution;
      double[] step;
      try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
        boolean[] held = way.held().clone();
        double[] residual = Vectors.minus(target, value);
        double goal = CORRECTION_TOLERANCE * Vectors.norm(residual);
        solution = solver.shortest(tangent, residual, held, goal, progress);
        step = solution.step();
        if (solution.solved() && hold(held, x, step)) {
          stop(step, held);
          double[] missed = Vectors.minus(residual, tangent.push(step));
          solution = solver.shortest(tangent, missed, held, goal, progress);
          Vectors.addScaled(step, 1, solution.step());
        }
      }
      if (!solution.solved()) {
        return new Correction(x, value, count, first, false, solution.outcome());
      }
      if (count == 0) {
        first = Vectors.norm(step);
      }
      Vectors.addScaled(x, 1, step);
      clip(x);
      value = map.value(x);
      size = Vectors.largestDifference(value, target);
    }
    return new Correction(x, value, MOST_CORRECTIONS, first, size <= tolerance, way.outcome());
  }

  /** Holds the coordinates on a bound that a direction pushes out of the box. */
  private boolean hold(boolean[] held, double[] x, double[] direction) {
    boolean changed = false;
    for (int i = 0; i < held.length; i++) {
      if (!held[i] && options.box().blocks(i, x[i], direction[i])) {
        held[i] = true;
        changed = true;
      }
    }
    return changed;
  }

  private static void stop(double[] direction, boolean[] held) {
    for (int i = 0; i < held.length; i++) {
      direction[i] = held[i] ? 0 : direction[i];
    }
  }

  private void clip(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = options.box().clip(i, x[i]);
    }
  }
}

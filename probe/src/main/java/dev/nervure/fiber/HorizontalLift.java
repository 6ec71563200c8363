package dev.nervure.fiber;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a class on purpose: follows a straight path in the output by the shortest motion of the
 * input, x' = J^+ c', with Newton onto f(x) = c(t), inside the box. It reaches a stated output
 * exactly and is the minimum-norm way there to first order; the published SiMExp steps along the
 * largest eigenvector of the pullback metric and lands where it lands.
 *
 * <p>Cost of a step: as {@link LevelSetWalk}. The object holds no state.
 */
public final class HorizontalLift {

  private static final double SMALLEST_SHARE = 1e-7;

  /** A step may be longer than the longest by rounding. */
  private static final double LONGER = 1 + 1e-9;

  private final DifferentiableMap map;
  private final WalkOptions options;

  /** A lift for one map. */
  public HorizontalLift(DifferentiableMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /**
   * Moves the output from f(start) to a target along the straight line between them.
   *
   * @param start input to begin at, length n; not modified
   * @param target output to reach, length m
   * @param recorder receives every point
   * @param progress told of the share of the way, in thousandths
   * @return with stop {@link StopReason#TARGET} where the output was reached within the tolerance;
   *     {@link StopReason#BOX} where the box, {@link StopReason#RANK} where the Jacobian forbids it
   */
  public WalkResult lift(
      double[] start, double[] target, WalkStep.Recorder recorder, Progress progress) {
    WalkStart.requireInside(options.box(), start);
    if (target.length != map.outputSize()) {
      throw new IllegalArgumentException(
          "the target has " + target.length + " outputs but the map has " + map.outputSize());
    }
    double[] point = start.clone();
    Linearization linearization = map.linearize(point);
    double[] origin = linearization.value();
    double[] way = Vectors.minus(target, origin);
    double tolerance = options.absoluteTolerance(origin);
    if (!linearization.isFinite()) {
      return WalkLog.notFinite(start, origin, options.box(), recorder);
    }
    RowSpace here = RowSpace.of(linearization.jacobian(), options.rankTolerance());
    int rank = here.rank();
    WalkLog log = new WalkLog(start, origin, here, options.box(), start.length - rank, recorder);
    if (rank == 0 && Vectors.norm(way) > tolerance) {
      return log.finish(StopReason.RANK);
    }
    LevelSetProjection projection =
        new LevelSetProjection(map, options.box(), tolerance, options.rankTolerance());
    double[] low = options.box().lows(start.length);
    double[] high = options.box().highs(start.length);
    double share = 0;
    double stride = firstStride(here, way);
    try (Progress.Task task = progress.begin("lift", 1000)) {
      long told = 0;
      while (share < 1) {
        progress.checkCancelled();
        if (log.steps() == options.stepBudget()) {
          return log.finish(StopReason.STEPS);
        }
        if (log.length() >= options.length()) {
          return log.finish(StopReason.LENGTH);
        }
        if (here.rank() < rank) {
          return log.finish(StopReason.RANK);
        }
        double reach = Math.min(options.fixedStep() ? firstStride(here, way) : stride, 1 - share);
        LevelSetProjection.Outcome outcome = null;
        boolean boxed = false;
        while (reach >= SMALLEST_SHARE) {
          double[] predicted = predict(here, point, way, reach, low, high);
          boxed = predicted == null;
          double length = predicted == null ? 0 : Vectors.distance(predicted, point);
          if (length > LONGER * options.largestStep()) {
            reach *= options.largestStep() / length;
            continue;
          }
          if (predicted != null) {
            double[] goal = origin.clone();
            Vectors.addScaled(goal, Math.min(1, share + reach), way);
            outcome = projection.project(predicted, goal, here);
            if (outcome.converged()) {
              break;
            }
          }
          reach /= 2;
        }
        if (outcome == null || !outcome.converged()) {
          return log.finish(boxed ? StopReason.BOX : StopReason.STEP_SIZE);
        }
        share = Math.min(1, share + reach);
        log.step(
            outcome.point(),
            outcome.value(),
            here,
            Vectors.norm(way) * reach,
            1,
            outcome.corrections());
        double moved = Vectors.distance(outcome.point(), point);
        double bend = moved > 0 ? outcome.firstCorrection() / moved : 0;
        stride = reach * (bend > 0 ? Math.min(2, Math.max(0.5, 0.05 / bend)) : 2);
        point = outcome.point();
        linearization = map.linearize(point);
        if (!linearization.isFinite()) {
          return log.finish(StopReason.NOT_FINITE);
        }
        here = RowSpace.of(linearization.jacobian(), options.rankTolerance());
        long done = (long) (1000 * share);
        task.advance(done - told);
        told = done;
      }
    }
    return log.finish(StopReason.TARGET);
  }

  /**
   * The nearest point of the box at which the output, to first order, has gone a share of the way;
   * null where the box holds none. Going along the velocity and clipping would fall short of it by
   * what is clipped, which near many bounds is most of the step: the correction would make up for
   * the box instead of the curvature, and the steps would shrink without end.
   */
  private static double @Nullable [] predict(
      RowSpace space, double[] point, double[] way, double share, double[] low, double[] high) {
    double[] along = space.coordinatesOfStep(way);
    for (int k = 0; k < along.length; k++) {
      along[k] *= share;
    }
    return new NearestInBox(space.directions()).solve(point, point, along, low, high);
  }

  private double firstStride(RowSpace space, double[] way) {
    double length = Vectors.norm(space.minimumNormStep(way));
    return length > 0 ? Math.min(1, options.step() / length) : 1;
  }
}

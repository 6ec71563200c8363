package dev.nervure.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a class on purpose: follows a straight path in the output by the shortest motion of the
 * input, x' = J^+ c', with Newton onto f(x) = c(t), inside the box. It reaches a stated output
 * exactly and is the minimum-norm way there to first order; the published SiMExp steps along the
 * largest eigenvector of the pullback metric and lands where it lands.
 *
 * <p>Where the output has an extremum on the way that path ends: no point near by has the next
 * output. Networks of rectifiers are full of them, at kinks where the gradients of both sides point
 * towards each other; there a margin cannot be lifted to its tie at all by small motions, although
 * the tie may be near. A lift of one number then goes on straight, from where it ended, to an input
 * with the output that {@link AnchoredProjection} finds, and ends where the output is first met;
 * {@link LiftResult#straightLength} tells it.
 *
 * <p>Cost of a step: as {@link LevelSetWalk}; where the path ends, up to 280 gradients more. The
 * object holds no state.
 */
public final class HorizontalLift {

  private static final double SMALLEST_SHARE = 1e-7;

  /** Where no small motion leads on. */
  private static final Set<StopReason> ENDS_OF_WAY =
      EnumSet.of(StopReason.BOX, StopReason.EXTREMUM, StopReason.FLAT, StopReason.RANK);

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
   *     {@link StopReason#BOX} where the box forbids it, {@link StopReason#EXTREMUM} where the
   *     output turns back, {@link StopReason#FLAT} where it does not move, and {@link
   *     StopReason#RANK} where of several some do not, as far as no other way was found
   */
  public LiftResult lift(
      double[] start, double[] target, WalkStep.Recorder recorder, Progress progress) {
    options.box().requireInside(start);
    if (target.length != map.outputSize()) {
      throw new IllegalArgumentException(
          "the target has " + target.length + " outputs but the map has " + map.outputSize());
    }
    if (!Vectors.allFinite(target)) {
      throw new IllegalArgumentException(
          "the output to reach must be finite but was " + Arrays.toString(target));
    }
    double[] point = start.clone();
    Linearization linearization = map.linearize(point);
    double[] origin = linearization.value();
    double[] way = Vectors.minus(target, origin);
    double tolerance = options.absoluteTolerance(origin);
    if (!linearization.isFinite()) {
      return new LiftResult(WalkLog.notFinite(start, origin, options.box(), recorder), 0);
    }
    RowSpace here = RowSpace.of(linearization.jacobian(), options.rankTolerance());
    int rank = here.rank();
    WalkLog log = new WalkLog(start, origin, here, options.box(), start.length - rank, recorder);
    if (rank == 0 && Vectors.norm(way) > tolerance) {
      return new LiftResult(log.finish(StopReason.FLAT), 0);
    }
    StopReason stop = follow(start, here, origin, way, log, progress);
    if (!ENDS_OF_WAY.contains(stop) || target.length > 1) {
      return new LiftResult(log.finish(stop), 0);
    }
    return straightOn(start, origin, target[0], stop, log, progress);
  }

  /** Follows the path as far as it goes, and says why no further. */
  private StopReason follow(
      double[] start,
      RowSpace startSpace,
      double[] origin,
      double[] way,
      WalkLog log,
      Progress progress) {
    double tolerance = options.absoluteTolerance(origin);
    int rank = startSpace.rank();
    double[] point = start;
    RowSpace here = startSpace;
    LevelSetProjection projection =
        new LevelSetProjection(map, options.box(), tolerance, options.rankTolerance());
    double[] low = options.box().lows(start.length);
    double[] high = options.box().highs(start.length);
    double share = 0;
    double stride = firstStride(here, way);
    try (Progress.Task task = progress.begin("lift", 1000)) {
      long reported = 0;
      while (share < 1) {
        progress.checkCancelled();
        if (log.steps() == options.stepBudget()) {
          return StopReason.STEPS;
        }
        if (log.length() >= options.length()) {
          return StopReason.LENGTH;
        }
        if (here.rank() < rank) {
          return here.rank() == 0 ? StopReason.FLAT : StopReason.RANK;
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
          return boxed ? StopReason.BOX : StopReason.EXTREMUM;
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
        Linearization linearization = map.linearize(point);
        if (!linearization.isFinite()) {
          return StopReason.NOT_FINITE;
        }
        here = RowSpace.of(linearization.jacobian(), options.rankTolerance());
        long done = (long) (1000 * share);
        task.advance(done - reported);
        reported = done;
      }
    }
    return StopReason.TARGET;
  }

  /**
   * Goes straight to an input with the output, if one is found, from where the path ended.
   *
   * @param stop why it ended
   */
  private LiftResult straightOn(
      double[] start,
      double[] origin,
      double goal,
      StopReason stop,
      WalkLog log,
      Progress progress) {
    double[] from = log.point();
    AnchoredProjection search = new AnchoredProjection(map, options, start, origin, goal);
    double[] found = search.find(start, progress);
    if (found == null) {
      found = search.find(from, progress);
    }
    if (found == null) {
      return new LiftResult(log.finish(stop), 0);
    }
    found = search.shorten(found, progress);
    double before = log.length();
    int parts = (int) Math.max(1, Math.ceil(Vectors.distance(from, found) / options.largestStep()));
    for (int k = 1; k <= parts; k++) {
      progress.checkCancelled();
      if (log.steps() == options.stepBudget()) {
        return new LiftResult(log.finish(StopReason.STEPS), 0);
      }
      if (log.length() >= options.length()) {
        return new LiftResult(log.finish(StopReason.LENGTH), 0);
      }
      double[] next = found.clone();
      for (int i = 0; i < next.length && k < parts; i++) {
        next[i] = from[i] + k * (found[i] - from[i]) / parts;
      }
      boolean reached = k == parts;
      if (!reached && search.isReached(map.value(next)[0])) {
        double[] met = search.meet(log.point(), next);
        reached = met != null;
        next = met == null ? next : met;
      }
      Linearization there = map.linearize(next);
      if (!there.isFinite()) {
        return new LiftResult(log.finish(StopReason.NOT_FINITE), 0);
      }
      log.step(
          next,
          there.value(),
          RowSpace.of(there.jacobian(), options.rankTolerance()),
          Vectors.distance(there.value(), log.value()),
          1,
          0);
      if (reached) {
        break;
      }
    }
    return new LiftResult(log.finish(StopReason.TARGET), log.length() - before);
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

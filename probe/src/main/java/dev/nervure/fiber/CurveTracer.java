package dev.nervure.fiber;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Traces a class of dimension one (n minus the rank of J is 1) through a point: tangent predictor,
 * projection back, step length by the turning angle, exact landing on the start or on the box.
 *
 * <p>After Allgower and Georg, Introduction to Numerical Continuation Methods, chapters 6 and 7.
 * The orientation is carried along by the tangent; a sign flip of det [J; v] between two points, or
 * a smallest singular value that heads for zero, ends the walk with {@link StopReason#RANK}: the
 * curve may branch there, and going on would choose a branch silently.
 */
public final class CurveTracer {

  private static final double LARGEST_TURN = 0.3;
  private static final double TARGET_TURN = 0.08;

  /**
   * Of a step; one that gains less is brought back by the correction, as at a kink. With {@link
   * #LARGEST_TURN} a smooth curve keeps more than nine tenths.
   */
  private static final double LEAST_ADVANCE = 0.5;

  /** A closed curve is recognised within this many step lengths of the start. */
  private static final double CLOSING_DISTANCE = 0.75;

  private static final double CLOSING_ALIGNMENT = 0.9;

  /**
   * A curve has closed where it comes back to its start up to this share of the size of the input,
   * and what the tolerance of the outputs leaves open.
   */
  private static final double CLOSING_GAP = 1e-9;

  /** Rounding may leave so small a share of the length unwalked. */
  private static final double LENGTH_TOLERANCE = 1e-12;

  /** So many parts of a step tell whether it landed on another branch. */
  private static final int PARTS = 16;

  private final DifferentiableMap map;
  private final WalkOptions options;

  /** A tracer for one map. */
  public CurveTracer(DifferentiableMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /** A point of the curve with its tangent. */
  private record CurvePoint(double[] point, double[] value, RowSpace space, double[] tangent) {}

  /**
   * Traces the curve in one of its two directions.
   *
   * @param start point on the curve, length n
   * @param forward the first direction: the one on which the first coordinate grows that moves at
   *     all; {@code false} for the opposite one
   * @param recorder receives every point
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   * @throws IllegalArgumentException when the class is not one-dimensional at the start or the
   *     start lies outside the box
   */
  public WalkResult trace(
      double[] start, boolean forward, WalkStep.Recorder recorder, Progress progress) {
    options.box().requireInside(start);
    Linearization first = map.linearize(start);
    if (!first.isFinite()) {
      return WalkLog.notFinite(start, first.value(), options.box(), recorder);
    }
    RowSpace space = RowSpace.of(first.jacobian(), options.rankTolerance());
    int nullDimension = start.length - space.rank();
    if (nullDimension != 1) {
      throw new IllegalArgumentException(
          "a curve needs a class of dimension 1 but at the start it has dimension "
              + nullDimension);
    }
    double[] tangent = CurveDirection.first(space, start.length, forward);
    WalkLog log = new WalkLog(start, first.value(), space, options.box(), 1, recorder);
    try (Progress.Task task = progress.begin("curve", 1000)) {
      return walk(
          new CurvePoint(start.clone(), first.value(), space, tangent), log, progress, task);
    }
  }

  private WalkResult walk(CurvePoint origin, WalkLog log, Progress progress, Progress.Task task) {
    double tolerance = options.absoluteTolerance(origin.value());
    LevelSetProjection projection =
        new LevelSetProjection(map, Box.NONE, tolerance, options.rankTolerance());
    CurvePoint here = origin;
    double h = options.step();
    RankLoss rankLoss = new RankLoss();
    rankLoss.met(origin.space().smallestSingularValue());
    long reported = 0;
    while (options.length() - log.length() > LENGTH_TOLERANCE * options.length()) {
      progress.checkCancelled();
      if (log.steps() == options.stepBudget()) {
        return log.finish(StopReason.STEPS);
      }
      double reach = Math.min(h, options.length() - log.length());
      double[] predicted = here.point().clone();
      Vectors.addScaled(predicted, reach, here.tangent());
      LevelSetProjection.Outcome outcome =
          projection.project(predicted, origin.value(), here.space());
      CurvePoint next = outcome.converged() ? curvePoint(outcome, here) : null;
      double turn = next == null ? Math.PI : turn(here, next);
      boolean stuck =
          next != null && Vectors.distance(here.point(), next.point()) < LEAST_ADVANCE * reach;
      if (next == null || stuck || turn > LARGEST_TURN && !options.fixedStep()) {
        h = reach / 2;
        if (options.fixedStep() || h < options.smallestStep()) {
          return log.finish(
              Vectors.allFinite(outcome.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE);
        }
        continue;
      }
      if (next.space().rank() != origin.space().rank()) {
        return log.finish(StopReason.RANK);
      }
      if (branches(here, next)) {
        if (options.fixedStep()) {
          return log.finish(
              landsOnAnotherBranch(projection, here, reach)
                  ? StopReason.STEP_SIZE
                  : StopReason.RANK);
        }
        // Either a branch point, which no step gets past, or a step onto a branch near by.
        h = reach / 2;
        if (h < options.smallestStep()) {
          return log.finish(StopReason.RANK);
        }
        continue;
      }
      if (!options.box().contains(next.point())) {
        return landOnBox(here, next, origin.value(), log);
      }
      CurvePoint closing = returns(origin, next, log, reach) ? closing(origin, here, next) : null;
      if (closing != null) {
        double arc = WalkLog.arcOverChord(here.tangent(), closing.tangent());
        log.step(closing.point(), closing.value(), closing.space(), 0, arc, 1);
        return log.finish(StopReason.CLOSED);
      }
      log.step(
          next.point(),
          next.value(),
          next.space(),
          outputSpeed(here, reach),
          WalkLog.arcOverChord(here.tangent(), next.tangent()),
          outcome.corrections());
      double before = here.space().smallestSingularValue();
      double now = next.space().smallestSingularValue();
      rankLoss.met(now);
      if (rankLoss.isSingular(now)) {
        return log.finish(StopReason.RANK);
      }
      here = next;
      long done = Math.min(1000, (long) (1000 * log.length() / options.length()));
      task.advance(done - reported);
      reported = done;
      if (!options.fixedStep()) {
        h = options.nextStep(reach, turn, TARGET_TURN);
        if (now < before) {
          h = Math.min(h, RankLoss.halfway(before, now, reach));
          if (h < options.smallestStep()) {
            return log.finish(StopReason.RANK);
          }
        }
      }
    }
    return log.finish(StopReason.LENGTH);
  }

  /**
   * Whether a step across which det [J; v] changes sign is only too long: in small steps the sign
   * stays.
   */
  private boolean landsOnAnotherBranch(
      LevelSetProjection projection, CurvePoint from, double reach) {
    CurvePoint here = from;
    for (int part = 0; part < PARTS; part++) {
      double[] predicted = here.point().clone();
      Vectors.addScaled(predicted, reach / PARTS, here.tangent());
      LevelSetProjection.Outcome outcome =
          projection.project(predicted, from.value(), here.space());
      if (!outcome.converged()) {
        return true;
      }
      CurvePoint next = curvePoint(outcome, here);
      if (next.space().rank() != from.space().rank() || branches(here, next)) {
        return false;
      }
      here = next;
    }
    return true;
  }

  private CurvePoint curvePoint(LevelSetProjection.Outcome outcome, CurvePoint from) {
    Linearization linearization = map.linearize(outcome.point());
    RowSpace space =
        RowSpace.expecting(linearization.jacobian(), options.rankTolerance(), from.space().rank());
    double[] tangent = from.tangent().clone();
    space.projectToNullSpace(tangent);
    Vectors.normalize(tangent);
    return new CurvePoint(outcome.point(), outcome.value(), space, tangent);
  }

  private static double turn(CurvePoint from, CurvePoint to) {
    // The chord of two unit tangents; near zero it equals the angle and does not lose digits.
    return Vectors.distance(from.tangent(), to.tangent());
  }

  private static double outputSpeed(CurvePoint at, double reach) {
    return at.space().outputNorm(at.tangent()) * reach;
  }

  private static boolean branches(CurvePoint from, CurvePoint to) {
    return from.space().branches(from.tangent(), to.space(), to.tangent());
  }

  private boolean returns(CurvePoint origin, CurvePoint next, WalkLog log, double reach) {
    return log.length() + reach > 3 * reach
        && log.steps() >= 3
        && Vectors.distance(next.point(), origin.point()) < CLOSING_DISTANCE * reach
        && Vectors.dot(next.tangent(), origin.tangent()) > CLOSING_ALIGNMENT;
  }

  /**
   * Where the curve meets the plane through the start across its tangent; null where that is not
   * the start, as on another turn of a helix.
   */
  private @Nullable CurvePoint closing(CurvePoint origin, CurvePoint here, CurvePoint next) {
    PlaneSection section =
        new PlaneSection(map, origin.tangent(), Vectors.dot(origin.tangent(), origin.point()));
    CurvePoint landed = land(section, next, origin.value(), next.tangent());
    if (landed == null) {
      // A kink may lie between.
      landed = land(section, here, origin.value(), here.tangent());
    }
    if (landed == null) {
      return null;
    }
    double residual = Math.sqrt(origin.value().length) * options.absoluteTolerance(origin.value());
    double gap =
        CLOSING_GAP * Math.max(1, Vectors.norm(origin.point()))
            + 4 * residual / landed.space().smallestSingularValue();
    return Vectors.distance(landed.point(), origin.point()) <= gap ? landed : null;
  }

  /** Lands on the bound that was crossed first. */
  private WalkResult landOnBox(CurvePoint here, CurvePoint outside, double[] target, WalkLog log) {
    double[] from = here.point();
    double[] to = outside.point();
    int first = -1;
    double earliest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < to.length; i++) {
      double bound = options.box().clip(i, to[i]);
      double share =
          bound == to[i] ? Double.POSITIVE_INFINITY : (bound - from[i]) / (to[i] - from[i]);
      if (share < earliest) {
        earliest = share;
        first = i;
      }
    }
    double[] axis = new double[to.length];
    axis[first] = 1;
    double bound = options.box().clip(first, to[first]);
    CurvePoint landed = land(new PlaneSection(map, axis, bound), outside, target, here.tangent());
    if (landed != null) {
      double[] snapped = landed.point();
      snapped[first] = bound;
      log.step(
          snapped,
          map.value(snapped),
          landed.space(),
          outputSpeed(here, Vectors.distance(snapped, from)),
          WalkLog.arcOverChord(here.tangent(), landed.tangent()),
          1);
    }
    return log.finish(StopReason.BOX);
  }

  private @Nullable CurvePoint land(
      PlaneSection section, CurvePoint near, double[] target, double[] tangent) {
    LevelSetProjection projection =
        new LevelSetProjection(
            section, Box.NONE, options.absoluteTolerance(target), options.rankTolerance());
    RowSpace chart =
        RowSpace.of(section.linearize(near.point()).jacobian(), options.rankTolerance());
    LevelSetProjection.Outcome outcome =
        projection.project(near.point(), section.extend(target), chart);
    if (!outcome.converged()) {
      return null;
    }
    double[] point = outcome.point();
    Linearization linearization = map.linearize(point);
    RowSpace space = RowSpace.of(linearization.jacobian(), options.rankTolerance());
    double[] landedTangent = tangent.clone();
    space.projectToNullSpace(landedTangent);
    Vectors.normalize(landedTangent);
    return new CurvePoint(point, linearization.value(), space, landedTangent);
  }
}

package dev.nervure.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Finds inputs at which one number has a stated value by repeated linearisation: the start is
 * projected onto the tangent of the level at the point reached, and the straight way from the start
 * through that projection is searched for the value. It goes by the values on that way, not by a
 * path that has to be followed, so that kinks, and places where the output turns back, do not hold
 * it up. Projecting from one place again and again is the idea of DeepFool (arXiv 1511.04599),
 * which steps on from the point reached; from the start, and within the box, the distance that
 * counts is the one that is made small.
 *
 * <p>At a kink the tangents of both sides may lead across it, to and fro. Where the projection onto
 * one tangent has not reached the value by the tangent before, it is made onto both, which leads
 * along the kink.
 *
 * <p>Until the value is met the projections are followed by a share that shrinks, since at full
 * length they go to and fro between the pieces of a kinked output. From then on each goes out from
 * the nearest point met, the share is halved where it leads no nearer and doubled where it does.
 *
 * <p>Finds what it finds: that it meets nothing does not show that the value is not taken. Cost: a
 * gradient and up to {@value #RAY_POINTS} evaluations a projection. The object holds no state.
 */
public final class AnchoredProjection {

  /**
   * After so many projections the share is half as large, after twice as many a third; the second
   * is tried where the first meets nothing.
   */
  private static final int[] DECAYS = {4, 10};

  /** So many times the decay are made: the last share is an eleventh. */
  private static final int DECAY_TIMES = 10;

  /** Points at which the way from the start is looked at, evenly spaced... */
  private static final int RAY_POINTS = 10;

  /** ... and how far, in lengths of the way to the projection. */
  private static final double RAY_LENGTH = 1.25;

  /** Until the value is met, the way is looked at farther out too, so many times ... */
  private static final int FAR_POINTS = 5;

  /** ... at this multiple of the length before. */
  private static final double FARTHER = 1.5;

  private static final int MOST_SHORTENINGS = 40;
  private static final double LAST_SHARE = 1.0 / 64;

  /** What brings the point nearer by less than this share of its distance leads no nearer. */
  private static final double LEAST_GAIN = 1e-3;

  /** Enough to come down from any distance to neighbouring numbers. */
  private static final int BISECTIONS = 100;

  private final DifferentiableMap map;
  private final WalkOptions options;
  private final double[] start;
  private final double goal;
  private final double sign;
  private final double tolerance;
  private final double[] low;
  private final double[] high;

  /**
   * A search.
   *
   * @param map to one number
   * @param options of them the box and the tolerances serve
   * @param start where distances are counted from, inside the box; not modified
   * @param startValue the number there
   * @param goal the value to meet
   */
  public AnchoredProjection(
      DifferentiableMap map,
      WalkOptions options,
      double[] start,
      double[] startValue,
      double goal) {
    this.map = map;
    this.options = options;
    this.start = start;
    this.goal = goal;
    sign = Math.signum(goal - startValue[0]);
    tolerance = options.absoluteTolerance(startValue);
    low = options.box().lows(start.length);
    high = options.box().highs(start.length);
  }

  /**
   * Looks for the value.
   *
   * @param from where the first tangent is taken: the start, or a point from which nothing leads on
   * @return an input with the value, within the tolerance; null where none was met
   */
  public double @Nullable [] find(double[] from, Progress progress) {
    for (int decay : DECAYS) {
      double[] found = find(from, decay, progress);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private double @Nullable [] find(double[] from, int decay, Progress progress) {
    double[] point = from;
    TangentPlane before = null;
    for (int k = 0; k < DECAY_TIMES * decay; k++) {
      progress.checkCancelled();
      TangentPlane here = tangent(point);
      if (here == null) {
        return null;
      }
      double[] next = between(point, projection(here, before), 1.0 / (1 + k / decay));
      before = here;
      double[] met = onRay(next, FAR_POINTS, Double.POSITIVE_INFINITY);
      if (met != null) {
        return met;
      }
      point = next;
    }
    return null;
  }

  /**
   * The nearest point with the value that further projections lead to.
   *
   * @param found an input with the value
   * @return one with the value, not farther from the start
   */
  public double[] shorten(double[] found, Progress progress) {
    return shorten(found, MOST_SHORTENINGS, progress);
  }

  /** The same by so many projections at most. */
  public double[] shorten(double[] found, int most, Progress progress) {
    double[] nearest = found;
    double least = Vectors.distance(start, found);
    double share = 1;
    TangentPlane before = null;
    for (int k = 0; k < most && share >= LAST_SHARE; k++) {
      progress.checkCancelled();
      TangentPlane here = tangent(nearest);
      if (here == null) {
        return nearest;
      }
      double[] met = onRay(between(nearest, projection(here, before), share), 0, least);
      double distance = met == null ? least : Vectors.distance(start, met);
      share = distance < (1 - LEAST_GAIN) * least ? Math.min(1, 2 * share) : share / 2;
      if (met != null && distance < least) {
        before = here;
        nearest = met;
        least = distance;
      }
    }
    return nearest;
  }

  /** The output to first order about a point. */
  private record TangentPlane(double[] point, double value, double[] gradient, RowSpace space) {

    double at(double[] other) {
      return value + Vectors.dot(gradient, other) - Vectors.dot(gradient, point);
    }
  }

  /** Null where the output does not move, or is not finite. */
  private @Nullable TangentPlane tangent(double[] point) {
    Linearization at = map.linearize(point);
    if (!at.isFinite()) {
      return null;
    }
    RowSpace space = RowSpace.of(at.jacobian(), options.rankTolerance());
    return space.rank() == 0
        ? null
        : new TangentPlane(point, at.value()[0], at.jacobian()[0], space);
  }

  /**
   * The point of the box nearest to the start at which the tangent has the value, and the one
   * before as well where it would not have reached it.
   */
  private double[] projection(TangentPlane here, @Nullable TangentPlane before) {
    double[] projection = projection(here);
    if (before == null || isReached(before.at(projection))) {
      return projection;
    }
    RowSpace both =
        RowSpace.of(new double[][] {here.gradient(), before.gradient()}, options.rankTolerance());
    double[] residuals = {goal - here.value(), goal - before.at(here.point())};
    double[] onBoth =
        both.rank() < residuals.length
            ? null
            : new NearestInBox(both.directions())
                .solve(here.point(), start, both.coordinatesOfStep(residuals), low, high);
    return onBoth == null ? projection : onBoth;
  }

  /**
   * The point of the box nearest to the start at which the tangent has the value. Where the box
   * holds none, its point with all coordinates that count moved as far as they go.
   */
  private double[] projection(TangentPlane here) {
    double[] residual = {goal - here.value()};
    double[] projection =
        new NearestInBox(here.space().directions())
            .solve(here.point(), start, here.space().coordinatesOfStep(residual), low, high);
    if (projection != null) {
      return projection;
    }
    double[] corner = start.clone();
    for (int i = 0; i < corner.length; i++) {
      double slope = sign * here.gradient()[i];
      double bound = slope > 0 ? high[i] : low[i];
      if (slope != 0 && Double.isFinite(bound)) {
        corner[i] = bound;
      }
    }
    return corner;
  }

  /**
   * The first point with the value that is met on the way from the start through a point.
   *
   * @param limit how far from the start the way is looked at
   */
  private double @Nullable [] onRay(double[] through, int farPoints, double limit) {
    double[] before = start;
    double share = 0;
    for (int k = 1; k <= RAY_POINTS + farPoints; k++) {
      share = k <= RAY_POINTS ? k * RAY_LENGTH / RAY_POINTS : FARTHER * share;
      double[] ahead = between(start, through, share);
      double value = map.value(ahead)[0];
      if (!Double.isFinite(value)) {
        return null;
      }
      if (isReached(value)) {
        return meet(before, ahead);
      }
      if (Vectors.distance(start, ahead) > limit) {
        return null;
      }
      before = ahead;
    }
    return null;
  }

  /** Whether a value is the goal or lies beyond it, as seen from the start. */
  boolean isReached(double value) {
    return sign * (value - goal) >= 0;
  }

  /**
   * Where the value is met between two points.
   *
   * @param before a point at which it is not reached
   * @param beyond a point at which it is
   * @return an input with the value, within the tolerance; null where the output jumps across it
   */
  double @Nullable [] meet(double[] before, double[] beyond) {
    double near = 0;
    double far = 1;
    double[] met = beyond;
    double[] value = map.value(met);
    for (int k = 0; k < BISECTIONS && Math.abs(value[0] - goal) > tolerance; k++) {
      double share = near + (far - near) / 2;
      if (share == near || share == far) {
        break;
      }
      double[] middle = between(before, beyond, share);
      double[] there = map.value(middle);
      if (isReached(there[0])) {
        far = share;
        met = middle;
        value = there;
      } else {
        near = share;
      }
    }
    if (Math.abs(value[0] - goal) <= tolerance) {
      return met;
    }
    // The numbers along the way lie too far apart; off it there are others.
    Linearization at = map.linearize(met);
    if (!at.isFinite()) {
      return null;
    }
    LevelSetProjection.Outcome exact =
        new LevelSetProjection(map, options.box(), tolerance, options.rankTolerance())
            .project(
                met,
                at.value(),
                new double[] {goal},
                RowSpace.of(at.jacobian(), options.rankTolerance()));
    return exact.converged() ? exact.point() : null;
  }

  /** On the line from one point to another, moved into the box. */
  private double[] between(double[] from, double[] to, double share) {
    double[] point = new double[from.length];
    for (int i = 0; i < point.length; i++) {
      double moved = share == 1 ? to[i] : from[i] + share * (to[i] - from[i]);
      point[i] = Math.min(high[i], Math.max(low[i], moved));
    }
    return point;
  }
}

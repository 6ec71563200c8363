package dev.nervure.fiber;

import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Walks within a class of a piecewise linear map from kink to kink. Within a piece the output is
 * exactly constant along a null direction, so that nothing need be corrected and the Jacobian stays
 * what it is; a step therefore ends at the first kink, at the box or where the heading is asked
 * anew. A kink is crossed by a small overstep, after which the Jacobian is taken anew and what the
 * overstep changed is corrected.
 *
 * <p>Where the rank of the Jacobian changes (a dead region of rectifiers, of rank 0, is entered or
 * left) the dimension of the class changes; the walk ends there with {@link StopReason#RANK}, or
 * goes on by {@link AtRankChange#CONTINUE}.
 *
 * <p>Kinks that lie closer together than the overstep, which then grows, are crossed together and
 * counted once: a network with pooling has hundreds of them where an image has an even background.
 * The output is brought back to solver precision all the same.
 *
 * <p>Cost of a step: the search for a kink (for networks one evaluation and two backward passes)
 * and an evaluation of f; behind a kink one Jacobian, its decomposition and about one correction.
 * That is some times the cost of {@link LevelSetWalk}, which steps over kinks and comes back onto
 * the class as exactly: this walk is for asking about pieces and their null dimensions.
 */
public final class PiecewiseLinearWalk {

  /** What happens where the rank of the Jacobian changes. */
  public enum AtRankChange {
    /** The walk ends on the other side of the kink. */
    STOP,
    /** The walk goes on in the piece behind the kink. */
    CONTINUE
  }

  /**
   * How far behind a kink the step ends, relative to max(1, largest coordinate): far above the
   * rounding of a unit's value, and so short that the output hardly changes over it. Where the next
   * kink is nearer still it is doubled: an image with an even background starts on hundreds of
   * kinks at once, which are then crossed together, as a corrected step crosses them.
   */
  private static final double OVERSTEP = 1e-9;

  private static final double NO_DIRECTION = 1e-9;
  private static final double LENGTH_TOLERANCE = 1e-9;

  private final PiecewiseLinearMap map;
  private final WalkOptions options;
  private final AtRankChange atRankChange;

  /**
   * A walk for one map.
   *
   * @param options the heading is asked every {@link WalkOptions#step}; the step budget counts
   *     every point, at kinks too
   */
  public PiecewiseLinearWalk(
      PiecewiseLinearMap map, WalkOptions options, AtRankChange atRankChange) {
    this.map = map;
    this.options = options;
    this.atRankChange = atRankChange;
  }

  /**
   * Walks.
   *
   * @param start input to begin at, length n; not modified
   * @param heading where to go
   * @param recorder receives every point, those behind kinks too
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   * @throws IllegalArgumentException when the start lies outside the box
   */
  public PiecewiseWalkResult walk(
      double[] start, Heading heading, WalkStep.Recorder recorder, Progress progress) {
    WalkStart.requireInside(options.box(), start);
    Linearization first = map.linearize(start);
    RowSpace space = RowSpace.of(first.jacobian(), options.rankTolerance());
    int nullDimension = start.length - space.rank();
    WalkLog log = new WalkLog(start, first.value(), space, options.box(), nullDimension, recorder);
    Walk walk = new Walk(start.clone(), first.value(), space, heading, log);
    try (Progress.Task task = progress.begin("walk", 1000)) {
      return walk.run(progress, task);
    }
  }

  /** The state of one walk. */
  private final class Walk {
    private final double[] target;
    private final Heading heading;
    private final WalkLog log;
    private final LevelSetProjection projection;
    private final double[] low;
    private final double[] high;
    private double[] point;
    private RowSpace space;
    private int kinks;
    private double over;
    private int smallest;
    private int largest;

    Walk(double[] point, double[] target, RowSpace space, Heading heading, WalkLog log) {
      this.point = point;
      this.target = target;
      this.space = space;
      this.heading = heading;
      this.log = log;
      smallest = point.length - space.rank();
      largest = smallest;
      low = options.box().lows(point.length);
      high = options.box().highs(point.length);
      projection =
          new LevelSetProjection(
              map, options.box(), options.absoluteTolerance(target), options.rankTolerance());
    }

    PiecewiseWalkResult run(Progress progress, Progress.Task task) {
      double[] last = null;
      double[] wanted = new double[0];
      double leg = 0;
      long told = 0;
      while (options.length() - log.length() > LENGTH_TOLERANCE * options.length()) {
        progress.checkCancelled();
        if (log.steps() == options.stepBudget()) {
          return finish(StopReason.STEPS);
        }
        if (leg <= LENGTH_TOLERANCE * options.step()) {
          wanted = heading.wanted(point, last, options.step());
          leg = options.step();
        }
        double wantedLength = Vectors.norm(wanted);
        NearestInBox arc = new NearestInBox(space.directions());
        double[] velocity = new TangentCone(point, low, high).nearest(arc, wanted);
        double allowed = Vectors.normalize(velocity);
        double useful = heading.longestStep(wantedLength, allowed);
        if (useful <= 0) {
          return finish(StopReason.TARGET);
        }
        if (allowed <= NO_DIRECTION * wantedLength) {
          return finish(StopReason.BOX);
        }
        double reach = Math.min(Math.min(leg, useful), options.length() - log.length());
        // Straight to where the bounded way would lead: in the box, and null as a whole.
        double[] aim = point.clone();
        Vectors.addScaled(aim, reach / allowed, wanted);
        double[] there = arc.scaled(reach / allowed).solve(point, aim, null, low, high);
        velocity = there == null ? velocity : Vectors.minus(there, point);
        double straight = there == null ? reach : Vectors.normalize(velocity);
        if (straight <= NO_DIRECTION * reach) {
          return finish(StopReason.BOX);
        }
        double before = log.length();
        StopReason stop = step(velocity, straight);
        if (stop != null) {
          return finish(stop);
        }
        // A direction that has served its purpose is asked for anew, as at the end of a leg.
        leg = reach == useful ? 0 : leg - (log.length() - before);
        last = velocity;
        long done = Math.min(1000, (long) (1000 * log.length() / options.length()));
        task.advance(done - told);
        told = done;
      }
      return finish(StopReason.LENGTH);
    }

    /** Goes along a velocity as far as the piece reaches; returns why the walk ends, if it does. */
    private @Nullable StopReason step(double[] velocity, double reach) {
      double kink = map.distanceToKink(point, velocity);
      boolean crosses = kink < reach;
      double shortest = OVERSTEP * Math.max(1, Vectors.largest(point));
      over = kink < over ? Math.min(2 * over, reach / 2) : shortest;
      over = Math.max(over, shortest);
      double[] there = moved(velocity, crosses ? kink + over : reach);
      double outputSpeed = space.outputNorm(velocity) * (crosses ? kink : reach);
      LevelSetProjection.Outcome outcome;
      if (crosses) {
        Linearization behind = map.linearize(there);
        RowSpace next = RowSpace.of(behind.jacobian(), options.rankTolerance());
        kinks++;
        int nullDimension = point.length - next.rank();
        smallest = Math.min(smallest, nullDimension);
        largest = Math.max(largest, nullDimension);
        if (next.rank() != space.rank() && atRankChange == AtRankChange.STOP) {
          // The kink itself still belongs to the piece behind us, where the output holds.
          double[] end = moved(velocity, kink);
          log.step(end, map.value(end), space, outputSpeed, 1, 0);
          space = next;
          return StopReason.RANK;
        }
        space = next;
        outcome = projection.project(there, behind.value(), target, space);
      } else {
        outcome = projection.project(there, target, space);
      }
      if (!outcome.converged()) {
        return Vectors.allFinite(outcome.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE;
      }
      point = outcome.point();
      log.step(point, outcome.value(), space, outputSpeed, 1, outcome.corrections());
      if (outcome.corrections() > 1 || outcome.corrections() == 1 && !crosses) {
        // One correction within the new piece is exact; more mean that it led into another one.
        space = RowSpace.of(map.linearize(point).jacobian(), options.rankTolerance());
      }
      return null;
    }

    private double[] moved(double[] velocity, double length) {
      double[] there = point.clone();
      Vectors.addScaled(there, length, velocity);
      for (int i = 0; i < there.length; i++) {
        there[i] = Math.min(high[i], Math.max(low[i], there[i]));
      }
      return there;
    }

    private PiecewiseWalkResult finish(StopReason stop) {
      return new PiecewiseWalkResult(
          log.finish(stop), kinks, point.length - space.rank(), smallest, largest);
    }
  }
}

package dev.nervure.fiber;

import dev.nervure.fiber.StepLoop.Obstacle;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
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
 * <p>At a kink the class folds, and what a direction leaves of itself behind the fold may lead back
 * over it. Taken as it is, the walk would go to and fro across the fold without end. A heading
 * whose velocity {@linkplain Heading#turnsWithClass turns with the class} therefore crosses a fold
 * as a geodesic of the unfolded class does ({@link Fold}); the walk stays of the dimension of the
 * class. Another heading does the same while that hardly slows it down, and otherwise takes what is
 * nearest to its direction among the velocities that lead back over none of the kinks just crossed
 * ({@link PieceCone}): it leaves the fold, or follows it as a bound of the box is followed, until
 * the direction is asked anew. Where all that is nothing the walk has arrived. A kink behind which
 * the class does not go on, as at the edge of a dead region, is kept to as such a bound.
 *
 * <p>The walk goes through every piece: from test images of MNIST LeNet has some 440 kinks a unit
 * of length at random, over a length of 10, and some 1300 where it is directed at another image.
 * Kinks closer together than 1e-9 are crossed together and counted once.
 *
 * <p>Cost of a step: the search for a kink (for networks one evaluation and two backward passes)
 * and an evaluation of f; behind a kink one Jacobian, its decomposition and those of the fold. With
 * so many kinks that is some hundred times the cost of {@link LevelSetWalk}, which steps over kinks
 * and comes back onto the class as exactly: this walk is for asking about pieces and their null
 * dimensions, and comes nearer to a target along folds.
 */
public final class PiecewiseLinearWalk {

  /** What happens where the rank of the Jacobian changes. */
  public enum AtRankChange {
    /** The walk ends on the kink. */
    STOP,
    /** The walk goes on behind the kink, or beside it where the class ends there. */
    CONTINUE
  }

  /**
   * How far behind a kink the step ends, relative to max(1, largest coordinate): far above the
   * rounding of a unit's value, and so short that nothing else lies within it but kinks that meet
   * here, as hundreds of pooling do where an image has an even background.
   */
  private static final double OVERSTEP = 1e-9;

  /**
   * A fold is crossed straight on while the walk keeps this share of the speed towards its aim;
   * otherwise the aim is projected anew, along the fold if need be. Near 1 every faint fold of a
   * network is held, one after the other; far below it the walk goes to and fro across a fold that
   * it should follow, by a step at a time.
   */
  private static final double STRAIGHT_SHARE = 0.9;

  /** A walk that came no further than this share of a step is where it was. */
  private static final double NO_PROGRESS = 1e-6;

  /** So often a walk between kinks asks for another direction before it ends there. */
  private static final int RETRIES = 3;

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
    options.box().requireInside(start);
    Linearization first = map.linearize(start);
    if (!first.isFinite()) {
      WalkResult none = WalkLog.notFinite(start, first.value(), options.box(), recorder);
      return new PiecewiseWalkResult(none, 0, 0, 0, 0);
    }
    RowSpace space = RowSpace.of(first.jacobian(), options.rankTolerance());
    int nullDimension = start.length - space.rank();
    WalkLog log = new WalkLog(start, first.value(), space, options.box(), nullDimension, recorder);
    return new Walk(start.clone(), first, space, heading, log).run(progress);
  }

  /** The state of one walk. */
  private final class Walk implements StepLoop.Stepper {
    private final double[] target;
    private final Heading heading;
    private final WalkLog log;
    private final StepLoop loop;
    private final LevelSetProjection projection;
    private final double[] low;
    private final double[] high;
    private final PieceCone cone = new PieceCone();
    private double[] point;
    private double[][] jacobian;
    private RowSpace space;

    /** What the heading wants. */
    private double[] aim = new double[0];

    /** The same, or the velocity that goes straight on over the folds met since. */
    private double[] wanted = new double[0];

    /** How fast the walk went towards the aim when that was last projected onto the class. */
    private double speed;

    private double @Nullable [] last;

    /** What is left of the way in the direction that the heading was asked for last. */
    private double leg;

    private Pieces pieces;

    /** Where the walk last stood at a point at which it may end. */
    private Pieces settled;

    private int retries;
    private double lengthAtRetry;

    Walk(double[] point, Linearization first, RowSpace space, Heading heading, WalkLog log) {
      this.point = point;
      this.target = first.value();
      this.jacobian = first.jacobian();
      this.space = space;
      this.heading = heading;
      this.log = log;
      loop = new StepLoop(options, heading, log, StepLoop.LENGTH_TOLERANCE);
      int nullDimension = point.length - space.rank();
      pieces = new Pieces(0, nullDimension, nullDimension, nullDimension);
      settled = pieces;
      low = options.box().lows(point.length);
      high = options.box().highs(point.length);
      projection =
          new LevelSetProjection(
              map, options.box(), options.absoluteTolerance(target), options.rankTolerance());
    }

    PiecewiseWalkResult run(Progress progress) {
      WalkResult walk =
          point.length == space.rank() ? log.finish(StopReason.ALONE) : loop.run(this, progress);
      return new PiecewiseWalkResult(
          walk, settled.kinks(), settled.nullDimension(), settled.smallest(), settled.largest());
    }

    @Override
    public @Nullable Obstacle step() {
      if (leg <= StepLoop.LENGTH_TOLERANCE * options.step()) {
        aim = heading.wanted(point, last, options.step());
        wanted = aim;
        leg = options.step();
        // Another direction may lead back over a kink that the last one was held at.
        cone.clear();
      }
      double wantedLength = Vectors.norm(wanted);
      PieceCone.Way way = cone.nearest(space, new TangentCone(point, low, high), wanted);
      double[] velocity = way.velocity();
      double allowed = Vectors.normalize(velocity);
      if (wanted == aim) {
        speed = allowed;
      }
      double useful = heading.longestStep(wantedLength, allowed);
      // Along a curve another direction would only lead back.
      boolean turns =
          heading.isDrawn(point) && (point.length - space.rank() > 1 || !heading.turnsWithClass());
      Obstacle none = loop.noDirection(wantedLength, allowed, useful, turns);
      if (none != null) {
        leg = 0;
        if (mayRetry()) {
          return null;
        }
        last = null;
        return none;
      }
      double reach = loop.reach(leg, useful);
      // Straight to where the bounded way would lead: in the box, and null as a whole.
      PieceCone.Way bounded = cone.within(space, way, point, reach / allowed, wanted, low, high);
      velocity = bounded == null ? velocity : bounded.velocity();
      double straight = bounded == null ? reach : Vectors.normalize(velocity);
      if (straight <= StepLoop.NO_DIRECTION * reach) {
        leg = 0;
        return mayRetry()
            ? null
            : Obstacle.end(heading.turnsWithClass() ? StopReason.BOX : heading.arrival());
      }
      int kinksBefore = pieces.kinks();
      double before = log.length();
      StopReason stop = go(velocity, straight);
      pieces = pieces.at(point.length - space.rank());
      if (log.isSettled()) {
        settled = pieces;
      }
      // A direction that has served its purpose is asked for anew, as at the end of a leg.
      boolean served =
          reach == useful || !heading.turnsWithClass() && pieces.kinks() == kinksBefore;
      leg = served ? 0 : leg - (log.length() - before);
      return stop == null ? null : Obstacle.end(stop);
    }

    /** Whether a walk that the kinks leave no direction is to look for them, and one, again. */
    private boolean mayRetry() {
      if (log.length() - lengthAtRetry > NO_PROGRESS * options.step()) {
        retries = 0;
        lengthAtRetry = log.length();
      }
      return !cone.isEmpty() && retries++ < RETRIES;
    }

    /** Goes along a velocity as far as the piece reaches; returns why the walk ends, if it does. */
    private @Nullable StopReason go(double[] velocity, double reach) {
      double kink = map.distanceToKink(point, velocity);
      if (kink < reach) {
        return cross(velocity, kink);
      }
      last = velocity;
      double outputSpeed = space.outputNorm(velocity) * reach;
      LevelSetProjection.Outcome outcome =
          projection.project(moved(point, velocity, reach), target, space);
      return arrive(outcome, outputSpeed);
    }

    private @Nullable StopReason cross(double[] velocity, double kink) {
      double over = overstep();
      double outputSpeed = space.outputNorm(velocity) * kink;
      double[] onKink = moved(point, velocity, kink);
      double[] there = moved(onKink, velocity, over);
      Linearization behind = map.linearize(there);
      RowSpace next = RowSpace.of(behind.jacobian(), options.rankTolerance());
      pieces = pieces.crossed(point.length - next.rank());
      if (next.rank() != space.rank() && atRankChange == AtRankChange.STOP) {
        // The kink itself still belongs to the piece behind us, where the output holds.
        log.step(onKink, map.value(onKink), space, outputSpeed, 1, 0);
        space = next;
        return StopReason.RANK;
      }
      Fold fold =
          Fold.between(
              jacobian, behind.jacobian(), velocity, resting(velocity), options.rankTolerance());
      last = velocity;
      double[] value = behind.value();
      if (fold != null) {
        if (!fold.goesOn()) {
          // The kink is the edge of the class, which it keeps to.
          point = moved(point, velocity, Math.max(0, kink - over));
          log.step(point, map.value(point), space, outputSpeed, 1, 0);
          cone.add(Vectors.scaled(-1, fold.normal()), point);
          return null;
        }
        // Along the class, since the way back onto it from beside it may end before the kink.
        last = fold.carried(velocity);
        Vectors.normalize(last);
        double ahead = Vectors.dot(aim, last);
        if (heading.turnsWithClass()) {
          wanted = last;
        } else if (ahead >= STRAIGHT_SHARE * speed) {
          // As long as the way that the class leaves of the aim, which the heading goes by.
          wanted = Vectors.scaled(ahead, last);
        } else {
          wanted = aim;
        }
        there = moved(onKink, last, over);
        value = map.value(there);
        cone.add(fold.normal(), onKink);
      }
      jacobian = behind.jacobian();
      space = next;
      return arrive(projection.project(there, value, target, next), outputSpeed);
    }

    private @Nullable StopReason arrive(LevelSetProjection.Outcome outcome, double outputSpeed) {
      if (!outcome.converged()) {
        return Vectors.allFinite(outcome.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE;
      }
      point = outcome.point();
      log.step(point, outcome.value(), space, outputSpeed, 1, outcome.corrections());
      cone.leave(point, 2 * overstep());
      if (outcome.corrections() > 0) {
        // It may have led into another piece.
        jacobian = map.linearize(point).jacobian();
        space = RowSpace.of(jacobian, options.rankTolerance());
      }
      return null;
    }

    private double overstep() {
      return OVERSTEP * Math.max(1, Vectors.largest(point));
    }

    /** The coordinates on a bound that a velocity leaves there. */
    private boolean[] resting(double[] velocity) {
      boolean[] resting = new boolean[velocity.length];
      for (int i = 0; i < resting.length; i++) {
        resting[i] = velocity[i] == 0 && (point[i] <= low[i] || point[i] >= high[i]);
      }
      return resting;
    }

    private double[] moved(double[] from, double[] velocity, double length) {
      double[] there = from.clone();
      Vectors.addScaled(there, length, velocity);
      for (int i = 0; i < there.length; i++) {
        there[i] = Math.min(high[i], Math.max(low[i], there[i]));
      }
      return there;
    }
  }

  /** The pieces met so far: kinks crossed, the null dimension now, and its least and greatest. */
  private record Pieces(int kinks, int nullDimension, int smallest, int largest) {

    Pieces crossed(int into) {
      return new Pieces(kinks + 1, into, Math.min(smallest, into), Math.max(largest, into));
    }

    Pieces at(int here) {
      return new Pieces(kinks, here, Math.min(smallest, here), Math.max(largest, here));
    }
  }
}

package dev.nervure.fiber;

import dev.nervure.fiber.StepLoop.Obstacle;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Walks within a class of any dimension: the wanted velocity projected onto what the class and the
 * box allow, a step, and a projection back onto f = f(start) inside the box.
 *
 * <p>The published walks (arXiv 2112.10583, algorithm SiMEC) draw an eigenvector of the n x n
 * pullback metric, step and clamp; the output drifts with every step, and by much more once a pixel
 * is clamped. Here no n x n array is formed and the outputs hold to solver precision. The velocity
 * is the nearest one to the wanted with J v = 0 that leaves the box in no coordinate, and the step
 * along it ends at the nearest point of the box with the same J x; both are quadratic programs
 * ({@link NearestInBox}), so that a coordinate on a bound is held exactly as long as that is best.
 *
 * <p>J is taken where a step arrives before it is corrected, which costs one Jacobian a step: it
 * serves the correction and is the J of the next step and of the singular values that are reported.
 * The correction moves the point by about a hundredth of the step; after one of more than a tenth,
 * or where J has another rank there than at the start, it is taken once more at the point itself.
 *
 * <p>The class is walked where its dimension is that of the start. A point where J has lost rank
 * ends the walk with {@link StopReason#RANK}. At the edge of the class, as where a dead unit would
 * come alive, only the points beyond have a greater rank, and they are not in the class: steps are
 * brought back from there, and shortened where they would end on the edge itself.
 *
 * <p>Where a heading that {@linkplain Heading#isDrawn draws} its directions is stopped by the box,
 * such an edge or a kink, another direction is drawn, up to 32 times without getting on.
 *
 * <p>A step on which the directions of the outputs turn by a right angle is made shorter, unless it
 * crosses a kink, so that a critical point is not stepped across; the walk ends ahead of it with
 * {@link StopReason#RANK}. Where outputs depend on each other or never move, that holds for the
 * directions that are left.
 *
 * <p>Where J would be too large or too dear to decompose at every step ({@link
 * MatrixFreeWalk#isNeeded}) and the map is a {@link MatrixFreeMap}, that walk is made instead.
 *
 * <p>Cost of a step: one Jacobian with its value, O(n m^2), and a few evaluations of f. The object
 * holds no state; one walk runs on one thread.
 */
public final class LevelSetWalk {

  /**
   * Row spaces aligned by less are taken to have turned by a right angle. The one ahead is that of
   * a point off the class by a correction: beside the tip of a cone 0.2 was measured for a flip. On
   * walks of trained networks steps stay above it, so that the check costs no evaluation.
   */
  private static final double RIGHT_ANGLE = 0.3;

  /**
   * A first correction longer than this share of the step, ten times what steps aim at by default,
   * may end beyond a kink or a critical point that J does not know of: it is taken anew there.
   */
  private static final double NEAR_BY = 0.1;

  /**
   * As long as another direction may be drawn, a step is shortened to this share of it at most: the
   * way to a kink or an edge need not be halved down to the smallest step.
   */
  private static final double SHORTEST_SHARE = 0x1p-10;

  private final DifferentiableMap map;
  private final WalkOptions options;

  /** A walk for one map. */
  public LevelSetWalk(DifferentiableMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /**
   * Walks.
   *
   * @param start input to begin at, length n; not modified
   * @param heading where to go
   * @param recorder receives every point
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   * @throws IllegalArgumentException when the start lies outside the box
   */
  public WalkResult walk(
      double[] start, Heading heading, WalkStep.Recorder recorder, Progress progress) {
    options.box().requireInside(start);
    if (map instanceof MatrixFreeMap products
        && MatrixFreeWalk.isNeeded(map.inputSize(), map.outputSize())) {
      return new MatrixFreeWalk(products, options).walk(start, heading, recorder, progress);
    }
    Linearization here = map.linearize(start);
    double[] target = here.value();
    if (!here.isFinite()) {
      return WalkLog.notFinite(start, target, options.box(), recorder);
    }
    RowSpace space = RowSpace.of(here.jacobian(), options.rankTolerance());
    int nullDimension = start.length - space.rank();
    WalkLog log = new WalkLog(start, target, space, options.box(), nullDimension, recorder);
    if (nullDimension == 0) {
      return log.finish(StopReason.ALONE);
    }
    StepLoop loop = new StepLoop(options, heading, log, StepLoop.LENGTH_TOLERANCE);
    return loop.run(new Steps(start.clone(), target, space, heading, log, loop), progress);
  }

  /** The steps of one walk. */
  private final class Steps implements StepLoop.Stepper {
    private final double[] target;
    private final Heading heading;
    private final WalkLog log;
    private final StepLoop loop;
    private final LevelSetProjection projection;
    private final double[] low;
    private final double[] high;
    private final int rank;
    private final boolean mayTurn;
    private final RankLoss rankLoss = new RankLoss();
    private double[] point;
    private RowSpace space;
    private double @Nullable [] last;
    private double h = options.step();

    Steps(
        double[] start,
        double[] target,
        RowSpace space,
        Heading heading,
        WalkLog log,
        StepLoop loop) {
      this.target = target;
      this.heading = heading;
      this.log = log;
      this.loop = loop;
      projection =
          new LevelSetProjection(
              map, options.box(), options.absoluteTolerance(target), options.rankTolerance());
      low = options.box().lows(start.length);
      high = options.box().highs(start.length);
      rank = space.rank();
      // Along a curve another direction would only lead back.
      mayTurn = start.length - rank > 1 || !heading.turnsWithClass();
      point = start;
      this.space = space;
    }

    @Override
    public @Nullable Obstacle step() {
      double smallest = space.smallestSingularValue();
      rankLoss.met(smallest);
      if (space.rank() < rank || rankLoss.isSingular(smallest)) {
        return Obstacle.end(StopReason.RANK);
      }
      double[] wanted = heading.wanted(point, last, h);
      double wantedLength = Vectors.norm(wanted);
      NearestInBox arc = new NearestInBox(space.directions());
      double[] velocity = new TangentCone(point, low, high).nearest(arc, wanted);
      double allowed = Vectors.normalize(velocity);
      double useful = heading.longestStep(wantedLength, allowed);
      boolean turns = mayTurn && heading.isDrawn(point);
      Obstacle none = loop.noDirection(wantedLength, allowed, useful, turns);
      if (none != null) {
        last = null;
        return none;
      }
      double reach = loop.reach(h, useful);
      double shortest = Math.max(options.smallestStep(), turns ? SHORTEST_SHARE * reach : 0);
      while (true) {
        LevelSetProjection.Outcome outcome = end(arc, wanted, reach / allowed);
        boolean crosses = outcome.converged() && crossesCriticalPoint(outcome);
        if (outcome.converged() && !crosses && outcome.space().rank() <= rank) {
          return arrive(outcome, velocity, reach, useful, turns);
        }
        reach /= 2;
        // Whether a flip is one at a kink, where a walk may go on, shorter steps tell.
        if (options.fixedStep() || reach < (crosses ? options.smallestStep() : shortest)) {
          StopReason stop = tooShort(outcome);
          return anew(stop, turns && !crosses && stop != StopReason.NOT_FINITE);
        }
      }
    }

    /** Steps begin anew in another direction, where one is drawn. */
    private Obstacle anew(StopReason stop, boolean turns) {
      last = null;
      h = options.step();
      return new Obstacle(stop, turns);
    }

    private @Nullable Obstacle arrive(
        LevelSetProjection.Outcome outcome,
        double[] velocity,
        double reach,
        double useful,
        boolean turns) {
      double outputSpeed = space.outputNorm(velocity) * reach;
      double before = space.smallestSingularValue();
      point = outcome.point();
      space = outcome.space();
      log.step(point, outcome.value(), space, outputSpeed, 1, outcome.corrections());
      last = velocity;
      h = Math.min(nextStep(outcome, reach), longestStep(before, reach));
      if (h < options.smallestStep()) {
        return Obstacle.end(StopReason.RANK);
      }
      return loop.creeps(useful) ? anew(StopReason.STEP_SIZE, turns) : null;
    }

    private double nextStep(LevelSetProjection.Outcome outcome, double reach) {
      double bend = outcome.firstCorrection() / reach;
      return options.fixedStep()
          ? h
          : options.nextStep(Math.max(reach, h / 2), bend, heading.targetCurvature());
    }

    private double longestStep(double before, double reach) {
      return rankLoss.longestStep(before, space.smallestSingularValue(), reach);
    }

    /**
     * One step of the projected way x + t w: to the nearest point of the box with the same J x,
     * then back onto the class.
     *
     * @param arc the program that gave the velocity, to go on from its active bounds
     */
    private LevelSetProjection.Outcome end(NearestInBox arc, double[] wanted, double t) {
      double[] aim = point.clone();
      Vectors.addScaled(aim, t, wanted);
      double[] predicted = arc.scaled(t).solve(point, aim, null, low, high);
      if (predicted == null) {
        // The point itself satisfies the constraints, so that a failure is one of rounding only.
        return LevelSetProjection.Outcome.failed(point, target, space);
      }
      Linearization there = map.linearize(predicted);
      if (!there.isFinite()) {
        return LevelSetProjection.Outcome.failed(predicted, there.value(), space);
      }
      RowSpace ahead = expecting(there);
      LevelSetProjection.Outcome outcome =
          projection.project(predicted, there.value(), target, ahead);
      boolean nearBy =
          outcome.firstCorrection() <= NEAR_BY * Vectors.distance(point, outcome.point());
      if (!outcome.converged() || nearBy && outcome.space().rank() == space.rank()) {
        return outcome;
      }
      Linearization here = map.linearize(outcome.point());
      if (!here.isFinite()) {
        return LevelSetProjection.Outcome.failed(outcome.point(), here.value(), ahead);
      }
      return outcome.withSpace(expecting(here));
    }

    /** The row space at another point, where the rank is expected to be that here. */
    private RowSpace expecting(Linearization there) {
      return RowSpace.expecting(there.jacobian(), options.rankTolerance(), space.rank());
    }

    /**
     * Whether a step leads across a critical point, beyond which the class may have branched: there
     * the directions of the outputs flip. At a kink they may flip as well, but they jump, and the
     * singular values stay away from zero; such a step stands.
     */
    private boolean crossesCriticalPoint(LevelSetProjection.Outcome to) {
      // Where the rank changed the walk ends, or the step is shortened.
      if (to.space().rank() != space.rank() || space.isAligned(to.space(), RIGHT_ANGLE)) {
        return false;
      }
      double[] near = point;
      double[] far = to.point();
      RowSpace nearSpace = space;
      RowSpace farSpace = to.space();
      for (int k = 0; k < RankLoss.BISECTIONS; k++) {
        double[] middle = near.clone();
        for (int i = 0; i < middle.length; i++) {
          middle[i] += (far[i] - near[i]) / 2;
        }
        Linearization there = map.linearize(middle);
        if (!there.isFinite()) {
          return true;
        }
        RowSpace middleSpace = expecting(there);
        if (middleSpace.rank() != space.rank()) {
          // Beyond an edge of the class, which the chord may cross, there is no critical point.
          return middleSpace.rank() < space.rank();
        }
        if (space.isAligned(middleSpace, RIGHT_ANGLE)) {
          near = middle;
          nearSpace = middleSpace;
        } else {
          far = middle;
          farSpace = middleSpace;
        }
      }
      double smallest =
          Math.min(nearSpace.smallestSingularValue(), farSpace.smallestSingularValue());
      return rankLoss.isNear(smallest) || nearSpace.isAligned(farSpace, RankLoss.JUMP);
    }
  }

  /** Why a walk ends that no step was short enough for. */
  private static StopReason tooShort(LevelSetProjection.Outcome outcome) {
    if (outcome.converged()) {
      // Across a critical point, or onto the edge of the class.
      return StopReason.RANK;
    }
    return Vectors.allFinite(outcome.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE;
  }
}

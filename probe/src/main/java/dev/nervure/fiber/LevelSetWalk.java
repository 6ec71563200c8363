package dev.nervure.fiber;

import dev.nervure.progress.Progress;

/**
 * Walks within a class of any dimension: the wanted velocity projected onto the null space of J, a
 * step, and a projection back onto f = f(start) inside the box.
 *
 * <p>The published walks (arXiv 2112.10583, algorithm SiMEC) draw an eigenvector of the n x n
 * pullback metric, step and clamp; the output drifts with every step, and by much more once a pixel
 * is clamped. Here no n x n array is formed and the outputs hold to solver precision. Coordinates
 * on a bound whose velocity points out of the box are held and the velocity is projected anew (an
 * active set), as long as more coordinates are free than outputs are held.
 *
 * <p>Cost of a step: one Jacobian, a decomposition in O(n m^2) for each pass over the active set
 * and a few evaluations of f. The object holds no state; one walk runs on one thread.
 */
public final class LevelSetWalk {

  private static final int ACTIVE_SET_PASSES = 6;
  private static final double TARGET_CURVATURE = 0.01;
  private static final double SINGULAR_SHARE = 1e-6;
  private static final double NO_DIRECTION = 1e-9;

  private final DifferentiableMap map;
  private final WalkOptions options;

  /** A walk for one map. */
  public LevelSetWalk(DifferentiableMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /** The free directions at a point: what may move, and how the output answers. */
  private record Station(RowSpace space, boolean[] held, double[] velocity, double allowed) {}

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
    WalkStart.requireInside(options.box(), start);
    Linearization here = map.linearize(start);
    double[] target = here.value();
    RowSpace unconstrained = RowSpace.of(here.jacobian(), options.rankTolerance());
    int rank = unconstrained.rank();
    WalkLog log =
        new WalkLog(start, target, unconstrained, options.box(), start.length - rank, recorder);
    try (Progress.Task task = progress.begin("walk", 1000)) {
      return walk(start.clone(), here, rank, heading, log, progress, task);
    }
  }

  private WalkResult walk(
      double[] point,
      Linearization here,
      int rank,
      Heading heading,
      WalkLog log,
      Progress progress,
      Progress.Task task) {
    double[] target = here.value();
    LevelSetProjection projection =
        new LevelSetProjection(
            map, options.box(), options.absoluteTolerance(target), options.rankTolerance());
    double[] last = null;
    double h = options.step();
    double greatest = 0;
    long told = 0;
    while (log.length() < options.length()) {
      progress.checkCancelled();
      if (log.steps() == options.stepBudget()) {
        return log.finish(StopReason.STEPS);
      }
      double[] wanted = heading.wanted(point, last, h);
      double wantedLength = Vectors.norm(wanted);
      Station station = station(point, here.jacobian(), wanted);
      if (station.allowed() <= NO_DIRECTION * wantedLength) {
        return log.finish(arrivedOrBlocked(heading, wantedLength, station));
      }
      if (station.space().rank() < rank) {
        return log.finish(rankOrBox(here.jacobian(), rank));
      }
      double smallest = station.space().smallestSingularValue();
      greatest = Math.max(greatest, smallest);
      if (smallest < SINGULAR_SHARE * greatest) {
        return log.finish(rankOrBox(here.jacobian(), rank));
      }
      double useful = heading.longestStep(wantedLength, station.allowed());
      if (useful <= 0) {
        return log.finish(StopReason.TARGET);
      }
      double reach = Math.min(Math.min(h, useful), options.length() - log.length());
      LevelSetProjection.Outcome outcome;
      while (true) {
        double[] predicted = point.clone();
        Vectors.addScaled(predicted, reach, station.velocity());
        outcome = projection.project(predicted, target, station.space(), station.held());
        if (outcome.converged() && heading.accepts(point, outcome.point())) {
          break;
        }
        reach /= 2;
        if (options.fixedStep() || reach < options.smallestStep()) {
          return log.finish(
              Vectors.allFinite(outcome.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE);
        }
      }
      double outputSpeed = station.space().outputNorm(station.velocity()) * reach;
      point = outcome.point();
      here = map.linearize(point);
      log.step(point, outcome.value(), station.space(), outputSpeed, 1, outcome.corrections());
      last = station.velocity();
      h = nextStep(h, reach, outcome.firstCorrection());
      long done = Math.min(1000, (long) (1000 * log.length() / options.length()));
      task.advance(done - told);
      told = done;
    }
    return log.finish(StopReason.LENGTH);
  }

  private double nextStep(double h, double reach, double firstCorrection) {
    if (options.fixedStep()) {
      return h;
    }
    double curvature = firstCorrection / reach;
    double factor = curvature > 0 ? Math.min(2, Math.max(0.5, TARGET_CURVATURE / curvature)) : 2;
    return Math.max(
        options.smallestStep(), Math.min(options.largestStep(), Math.max(reach, h / 2) * factor));
  }

  private Station station(double[] point, double[][] jacobian, double[] wanted) {
    Box box = options.box();
    boolean[] held = new boolean[point.length];
    for (int i = 0; i < held.length; i++) {
      held[i] = box.blocks(i, point[i], wanted[i]);
    }
    RowSpace space = RowSpace.of(jacobian, held, options.rankTolerance());
    double[] velocity = free(wanted, held, space);
    for (int pass = 1; pass < ACTIVE_SET_PASSES; pass++) {
      boolean changed = false;
      for (int i = 0; i < held.length; i++) {
        if (!held[i] && box.blocks(i, point[i], velocity[i])) {
          held[i] = true;
          changed = true;
        }
      }
      if (!changed) {
        break;
      }
      space = RowSpace.of(jacobian, held, options.rankTolerance());
      velocity = free(wanted, held, space);
    }
    double allowed = Vectors.normalize(velocity);
    return new Station(space, held, velocity, allowed);
  }

  private static double[] free(double[] wanted, boolean[] held, RowSpace space) {
    double[] velocity = wanted.clone();
    for (int i = 0; i < held.length; i++) {
      if (held[i]) {
        velocity[i] = 0;
      }
    }
    space.projectToNullSpace(velocity);
    return velocity;
  }

  private StopReason arrivedOrBlocked(Heading heading, double wantedLength, Station station) {
    boolean arrived = heading.longestStep(wantedLength, station.allowed()) <= 0;
    return arrived ? StopReason.TARGET : StopReason.BOX;
  }

  /** Whether it is the network that lost rank, or the box that leaves too few free coordinates. */
  private StopReason rankOrBox(double[][] jacobian, int rank) {
    RowSpace unconstrained = RowSpace.of(jacobian, options.rankTolerance());
    return unconstrained.rank() < rank ? StopReason.RANK : StopReason.BOX;
  }
}

package dev.nervure.fiber;

import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The walks as published, kept to be shown beside the corrected ones: explicit Euler with a
 * constant step along a null direction and a clamp to the box, without correction (arXiv
 * 2112.10583, SiMEC).
 *
 * <p>The output drifts by about half the step times the second derivative per unit length, always
 * to the same side where the curvature keeps its sign. Where the length is no multiple of the step
 * the last step is shorter.
 *
 * <p>Makes as many steps as the length asks for. Where the box shortened some, the path is shorter
 * than asked for, and the walk ends with {@link StopReason#STEPS}.
 */
public final class EulerWalk {

  /** What happens at a bound. */
  public enum AtBound {
    /** Clamp and go on. */
    CLAMP,
    /** Clamp and end. */
    STOP
  }

  /** What rounding leaves of a step when the length is a multiple of it. */
  private static final double STEP_TOLERANCE = 1e-9;

  private final DifferentiableMap map;
  private final WalkOptions options;
  private final AtBound atBound;

  /** A walk for one map; the step of the options is the published delta. */
  public EulerWalk(DifferentiableMap map, WalkOptions options, AtBound atBound) {
    this.map = map;
    this.options = options;
    this.atBound = atBound;
  }

  /**
   * Follows a class of dimension one; the direction is carried along by its sign.
   *
   * @param start point to begin at, not modified
   * @param first the first step goes to the side of this direction
   * @param recorder receives every point
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   */
  public WalkResult trace(
      double[] start, double[] first, WalkStep.Recorder recorder, Progress progress) {
    return walk(start, first, null, recorder, progress);
  }

  /**
   * Follows a class of dimension one in the direction in which {@link CurveTracer#trace} begins.
   *
   * @param start point to begin at, not modified
   * @param forward the first direction; {@code false} for the opposite one
   * @param recorder receives every point
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   */
  public WalkResult trace(
      double[] start, boolean forward, WalkStep.Recorder recorder, Progress progress) {
    RowSpace space = RowSpace.of(map.linearize(start).jacobian(), options.rankTolerance());
    return trace(start, CurveDirection.first(space, start.length, forward), recorder, progress);
  }

  /**
   * A random walk in a class of any dimension: an isotropic null direction for every step.
   *
   * @param start point to begin at, not modified
   * @param random source of directions
   * @param recorder receives every point
   * @param progress told of the length walked, in thousandths, and asked for cancellation
   */
  public WalkResult walk(
      double[] start, RandomStream random, WalkStep.Recorder recorder, Progress progress) {
    return walk(start, new double[start.length], random, recorder, progress);
  }

  private WalkResult walk(
      double[] start,
      double[] first,
      @Nullable RandomStream random,
      WalkStep.Recorder recorder,
      Progress progress) {
    options.box().requireInside(start);
    Linearization here = map.linearize(start);
    if (!here.isFinite()) {
      return WalkLog.notFinite(start, here.value(), options.box(), recorder);
    }
    RowSpace space = RowSpace.of(here.jacobian(), options.rankTolerance());
    int nullDimension = start.length - space.rank();
    WalkLog log = new WalkLog(start, here.value(), space, options.box(), nullDimension, recorder);
    if (nullDimension == 0) {
      return log.finish(StopReason.ALONE);
    }
    try (Progress.Task task = progress.begin("walk", 1000)) {
      return walk(start.clone(), first.clone(), space, random, log, progress, task);
    }
  }

  private WalkResult walk(
      double[] start,
      double[] direction,
      RowSpace startSpace,
      @Nullable RandomStream random,
      WalkLog log,
      Progress progress,
      Progress.Task task) {
    double[] point = start;
    RowSpace space = startSpace;
    double wanted = options.length() / options.step();
    long reported = 0;
    for (double left = wanted; left > STEP_TOLERANCE; left = wanted - log.steps()) {
      progress.checkCancelled();
      if (log.steps() == options.stepBudget()) {
        return log.finish(StopReason.STEPS);
      }
      if (random != null) {
        for (int i = 0; i < direction.length; i++) {
          direction[i] = random.nextGaussian();
        }
      }
      space.projectToNullSpace(direction);
      // Of full rank no direction is null, and what rounding leaves of one is none.
      if (space.rank() == direction.length || Vectors.normalize(direction) == 0) {
        return log.finish(StopReason.RANK);
      }
      double step = left < 1 - STEP_TOLERANCE ? left * options.step() : options.step();
      double outputSpeed = space.outputNorm(direction) * step;
      point = point.clone();
      Vectors.addScaled(point, step, direction);
      boolean clamped = clamp(point);
      Linearization here = map.linearize(point);
      if (!here.isFinite()) {
        return log.finish(StopReason.NOT_FINITE);
      }
      space = RowSpace.of(here.jacobian(), options.rankTolerance());
      log.step(point, here.value(), space, outputSpeed, 1, 0);
      if (clamped && atBound == AtBound.STOP) {
        return log.finish(StopReason.BOX);
      }
      long done = Math.min(1000, (long) (1000 * log.steps() / wanted));
      task.advance(done - reported);
      reported = done;
    }
    // What the box took off steps is not made up for.
    boolean whole = log.length() >= (1 - STEP_TOLERANCE) * options.length();
    return log.finish(whole ? StopReason.LENGTH : StopReason.STEPS);
  }

  private boolean clamp(double[] point) {
    boolean clamped = false;
    for (int i = 0; i < point.length; i++) {
      double inside = options.box().clip(i, point[i]);
      clamped |= inside != point[i];
      point[i] = inside;
    }
    return clamped;
  }
}

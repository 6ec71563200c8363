package dev.nervure.fiber;

import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * The walks as published, kept to be shown beside the corrected ones: explicit Euler with a
 * constant step along a null direction and a clamp to the box, without correction (arXiv
 * 2112.10583, SiMEC).
 *
 * <p>The output drifts by about half the step times the second derivative per unit length, always
 * to the same side where the curvature keeps its sign.
 */
public final class EulerWalk {

  /** What happens at a bound. */
  public enum AtBound {
    /** Clamp and go on. */
    CLAMP,
    /** Clamp and end. */
    STOP
  }

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
   */
  public WalkResult trace(double[] start, double[] first, WalkStep.Recorder recorder) {
    return walk(start, first, null, recorder);
  }

  /**
   * Follows a class of dimension one in the direction in which {@link CurveTracer#trace} begins.
   *
   * @param start point to begin at, not modified
   * @param forward the first direction; {@code false} for the opposite one
   * @param recorder receives every point
   */
  public WalkResult trace(double[] start, boolean forward, WalkStep.Recorder recorder) {
    RowSpace space = RowSpace.of(map.linearize(start).jacobian(), options.rankTolerance());
    return trace(start, CurveDirection.first(space, start.length, forward), recorder);
  }

  /**
   * A random walk in a class of any dimension: an isotropic null direction for every step.
   *
   * @param start point to begin at, not modified
   * @param random source of directions
   * @param recorder receives every point
   */
  public WalkResult walk(double[] start, RandomStream random, WalkStep.Recorder recorder) {
    return walk(start, new double[start.length], random, recorder);
  }

  private WalkResult walk(
      double[] start, double[] first, @Nullable RandomStream random, WalkStep.Recorder recorder) {
    WalkStart.requireInside(options.box(), start);
    double[] point = start.clone();
    Linearization here = map.linearize(point);
    RowSpace space = RowSpace.of(here.jacobian(), options.rankTolerance());
    int nullDimension = start.length - space.rank();
    WalkLog log = new WalkLog(start, here.value(), space, options.box(), nullDimension, recorder);
    double[] direction = first.clone();
    long budget = Math.min(options.stepBudget(), Math.round(options.length() / options.step()));
    while (log.steps() < budget) {
      if (random != null) {
        for (int i = 0; i < direction.length; i++) {
          direction[i] = random.nextGaussian();
        }
      }
      space.projectToNullSpace(direction);
      if (Vectors.normalize(direction) == 0) {
        return log.finish(StopReason.RANK);
      }
      double outputSpeed = space.outputNorm(direction) * options.step();
      point = point.clone();
      Vectors.addScaled(point, options.step(), direction);
      boolean clamped = clamp(point);
      here = map.linearize(point);
      if (!Vectors.allFinite(here.value())) {
        return log.finish(StopReason.NOT_FINITE);
      }
      space = RowSpace.of(here.jacobian(), options.rankTolerance());
      log.step(point, here.value(), space, outputSpeed, 1, 0);
      if (clamped && atBound == AtBound.STOP) {
        return log.finish(StopReason.BOX);
      }
    }
    return log.finish(budget == options.stepBudget() ? StopReason.STEPS : StopReason.LENGTH);
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

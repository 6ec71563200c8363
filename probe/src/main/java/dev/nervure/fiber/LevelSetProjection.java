package dev.nervure.fiber;

import dev.nervure.box.Box;
import dev.nervure.jacobian.DifferentiableMap;
import dev.nervure.jacobian.RowSpace;
import dev.nervure.jacobian.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a point back onto the level set f = y within the box, by the shortest corrections.
 *
 * <p>A correction d is the shortest one with J d = y - f(x) that stays in the box ({@link
 * NearestInBox}); clamping it instead would leave the level set. J is that of a point near by and
 * is brought up to date along every correction made (Broyden's update, which costs no evaluation);
 * where that contracts too slowly the Jacobian is taken anew (Newton retraction; Zhang, arXiv
 * 2006.14751).
 *
 * <p>Cost: an evaluation of f and O(n m) a correction, a Jacobian and its decomposition for each
 * renewal.
 */
final class LevelSetProjection {

  /**
   * A correction that leaves more than this share of the residual is followed by a new Jacobian:
   * one costs about as much as ten evaluations of f.
   */
  private static final double SLOW = 0.3;

  private static final double NEWTON_CONTRACTION = 0.8;

  /** Newton steps in vain before giving up; near the rounding of f one or two are bad luck. */
  private static final int STRIKES = 3;

  private static final int MAX_ITERATIONS = 25;

  private final DifferentiableMap map;
  private final double[] low;
  private final double[] high;
  private final double tolerance;
  private final double rankTolerance;

  LevelSetProjection(DifferentiableMap map, Box box, double tolerance, double rankTolerance) {
    this.map = map;
    this.low = box.lows(map.inputSize());
    this.high = box.highs(map.inputSize());
    this.tolerance = tolerance;
    this.rankTolerance = rankTolerance;
  }

  /**
   * What a projection arrived at.
   *
   * @param point the corrected point
   * @param value f there
   * @param space the newest decomposition of a Jacobian, taken at the point or a few corrections
   *     before it
   * @param corrections how many corrections were made
   * @param firstCorrection Euclidean length of the first one; 0 where none was needed
   * @param converged whether the largest absolute residual is within the tolerance
   */
  record Outcome(
      double[] point,
      double[] value,
      RowSpace space,
      int corrections,
      double firstCorrection,
      boolean converged) {

    /** The same with the decomposition at the point itself. */
    Outcome withSpace(RowSpace there) {
      return new Outcome(point, value, there, corrections, firstCorrection, converged);
    }

    /** One that ended before it began. */
    static Outcome failed(double[] point, double[] value, RowSpace space) {
      return new Outcome(point, value, space, 0, 0, false);
    }
  }

  /**
   * Projects a point.
   *
   * @param predicted where to begin; not modified
   * @param target the output to reach
   * @param chart the decomposition at a point near by
   */
  Outcome project(double[] predicted, double[] target, RowSpace chart) {
    double[] x = predicted.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.min(high[i], Math.max(low[i], x[i]));
    }
    return project(x, map.value(x), target, chart, false);
  }

  /** Projects a point of the box at which the Jacobian is known, so that it is not taken twice. */
  Outcome project(double[] point, double[] value, double[] target, RowSpace space) {
    return project(point, value, target, space, true);
  }

  private Outcome project(
      double[] point, double[] pointValue, double[] target, RowSpace chart, boolean fresh) {
    double[] x = point;
    double[] value = pointValue;
    RowSpace space = chart;
    Secant secant = new Secant(space);
    double size = Vectors.largestDifference(value, target);
    double firstCorrection = 0;
    boolean newton = fresh;
    int strikes = 0;
    int corrections = 0;
    while (!(size <= tolerance)) {
      if (!Double.isFinite(size) || corrections == MAX_ITERATIONS) {
        return new Outcome(x, value, space, corrections, firstCorrection, false);
      }
      double[] wanted = secant.step(Vectors.minus(value, target));
      double[] next = new NearestInBox(space.directions()).solve(x, x, wanted, low, high);
      double[] nextValue = next == null ? value : map.value(next);
      double nextSize = next == null ? size : Vectors.largestDifference(nextValue, target);
      double contraction = nextSize / size;
      if (newton
          && (next == null || !(contraction <= NEWTON_CONTRACTION) && ++strikes == STRIKES)) {
        return new Outcome(x, value, space, corrections, firstCorrection, false);
      }
      // A step that made it worse is taken back where only the Jacobian may be to blame.
      if (next != null && (newton || contraction < 1)) {
        if (corrections == 0) {
          firstCorrection = Vectors.distance(next, x);
        }
        x = next;
        value = nextValue;
        size = nextSize;
        corrections++;
      }
      newton = !(contraction <= SLOW) && !(size <= tolerance);
      if (newton) {
        space = RowSpace.of(map.linearize(x).jacobian(), rankTolerance);
        secant = new Secant(space);
      } else {
        secant.learn(Vectors.minus(value, target));
      }
    }
    return new Outcome(x, value, space, corrections, firstCorrection, true);
  }

  /**
   * The inverse of J on its row space, as an operator from residuals to steps along the {@link
   * RowSpace#directions}, with Broyden's rank-one updates: after a step a that was to remove the
   * residual and left r, J a is known to be off by r.
   */
  private static final class Secant {
    private final RowSpace space;
    private final double[][] lefts = new double[MAX_ITERATIONS][];
    private final double[][] steps = new double[MAX_ITERATIONS][];
    private int updates;
    private double @Nullable [] last;

    Secant(RowSpace space) {
      this.space = space;
    }

    /** The step against a residual. */
    double[] step(double[] residual) {
      double[] step = inverse(residual);
      for (int k = 0; k < step.length; k++) {
        step[k] = -step[k];
      }
      last = step;
      return step;
    }

    private double[] inverse(double[] residual) {
      double[] image = space.coordinatesOfStep(residual);
      for (int u = 0; u < updates; u++) {
        double along = Vectors.dot(steps[u], image);
        Vectors.addScaled(image, -along, lefts[u]);
      }
      return image;
    }

    /** Learns from what the last step left of the residual. */
    void learn(double[] left) {
      double[] step = last;
      if (step == null || updates == steps.length) {
        return;
      }
      // (B + r v^T)^-1 = H - H r v^T H / (1 + v^T H r) for v = a / a^T a.
      double[] image = inverse(left);
      double squared = Vectors.dot(step, step);
      double bottom = squared + Vectors.dot(step, image);
      // Near zero the update says that J is singular along the step; then it is better not made.
      if (!(Math.abs(bottom) > 0.1 * squared)) {
        return;
      }
      for (int k = 0; k < image.length; k++) {
        image[k] /= bottom;
      }
      lefts[updates] = image;
      steps[updates] = step;
      updates++;
    }
  }
}

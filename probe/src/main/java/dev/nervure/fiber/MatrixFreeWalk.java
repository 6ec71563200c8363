package dev.nervure.fiber;

import dev.nervure.fiber.StepLoop.Obstacle;
import dev.nervure.jacobian.GramPreconditioner;
import dev.nervure.jacobian.MatrixFreeMap;
import dev.nervure.jacobian.NormalEquations;
import dev.nervure.jacobian.NormalSolver;
import dev.nervure.jacobian.Vectors;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Walks within a class of so many held outputs, such as a hidden layer or a thousand logits, that
 * their Jacobian is not formed at every step. The wanted velocity is made tangent, and the output
 * brought back, by conjugate gradients with products of J and its transpose ({@link
 * NormalEquations}).
 *
 * <p>{@link LevelSetWalk} makes this walk by itself where J would have more than {@link
 * #MOST_ENTRIES} entries, or take more than {@link #MOST_MULTIPLICATIONS} to decompose at every
 * step, and the map offers products. Beside that walk: coordinates on a bound that the velocity
 * would push out are held for the step, one after the other, which may end a directed walk earlier;
 * the rank is not decided, and {@link WalkResult#nullDimension} is n less the number of outputs
 * that move at all at the start; the singular values are bounds, from within ({@link
 * CriticalPointWatch}). Outputs that depend on each other, such as probabilities, which add up to
 * 1, are not told from ones that lose rank, so that the walk may end with {@link StopReason#RANK}
 * before it need.
 *
 * <p>Where conjugate gradients converge slowly, as for a thousand logits, they are preconditioned
 * by J J^T of a point passed before ({@link GramPreconditioner}), up to {@value
 * GramPreconditioner#MOST_OUTPUTS} outputs and 250 million entries. That takes 4 bytes an entry for
 * a while and m products with J^T, and is done again whenever the steps since then became dearer
 * than that. The walk ends with {@link StopReason#RANK} where J cannot answer, or where a step
 * would lead across a critical point or comes too near one, and with {@link
 * StopReason#ILL_CONDITIONED} where a hundred iterations take no digit off the residual.
 *
 * <p>Cost of a step: one recorded evaluation for it and for each correction, and for each of the
 * iterations a forward-mode and a backward product. The object holds no state.
 */
public final class MatrixFreeWalk {

  /** 25 million: 200 MB of float64. */
  public static final long MOST_ENTRIES = 25_000_000;

  /** Two thousand million, inputs times the square of the outputs: some seconds a step. */
  public static final double MOST_MULTIPLICATIONS = 2e9;

  /**
   * Length of the first correction over that of the step. Without a Jacobian a step costs dozens of
   * products however short it is, and corrections of a twentieth still converge by a digit or two
   * each.
   */
  private static final double TARGET_CURVATURE = 0.05;

  /**
   * Of a drawn direction, what {@link MatrixFreeProjection#TANGENT_TOLERANCE} may leave where none
   * is null: far below the share of a single null direction of a thousand times a thousand inputs.
   */
  private static final double UNSOLVED_SHARE = 1e-4;

  /** Steps fall short by their curvature; what is left by this share is not worth another step. */
  private static final double LENGTH_TOLERANCE = 1e-4;

  private static final long WATCH_SEED = 1;

  private final MatrixFreeMap map;
  private final WalkOptions options;

  /** Whether the Jacobian of a map of this size is not formed along a walk. */
  public static boolean isNeeded(int inputs, int outputs) {
    return (long) inputs * outputs > MOST_ENTRIES
        || (outputs < inputs && (double) inputs * outputs * outputs > MOST_MULTIPLICATIONS);
  }

  /** Whether a walk may precondition its equations, without which many outputs are out of reach. */
  public static boolean canPrecondition(int inputs, int outputs) {
    return GramPreconditioner.fits(inputs, outputs);
  }

  /** Memory that a preconditioner takes while it is made, in bytes. */
  public static long preconditionerBytes(int inputs, int outputs) {
    return (long) Float.BYTES * inputs * outputs + (long) Double.BYTES * outputs * outputs;
  }

  /** A walk for one map. */
  public MatrixFreeWalk(MatrixFreeMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /**
   * Walks; parameters and exceptions as for {@link LevelSetWalk#walk}.
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
    return new Walk(start, heading, recorder, progress).made();
  }

  /** One walk. */
  private final class Walk {
    private final Heading heading;
    private final WalkStep.Recorder recorder;
    private final Progress progress;
    private final NormalSolver solver = new NormalSolver(map);
    private final CriticalPointWatch watch =
        new CriticalPointWatch(map, RandomStream.seeded(WATCH_SEED));
    private final double[] start;
    private final double[] target;
    private final MatrixFreeProjection projection;
    private CriticalPointWatch.Extremes extremes = CriticalPointWatch.Extremes.NONE;
    private double[] point;
    private double @Nullable [] last;
    private double h = options.step();

    Walk(double[] start, Heading heading, WalkStep.Recorder recorder, Progress progress) {
      this.start = start.clone();
      this.heading = heading;
      this.recorder = recorder;
      this.progress = progress;
      point = this.start;
      target = map.value(start);
      projection = new MatrixFreeProjection(map, options, target, solver, progress);
    }

    WalkResult made() {
      if (Vectors.allFinite(target)) {
        look();
      }
      if (!Vectors.allFinite(target) || !Double.isFinite(extremes.largest())) {
        return WalkLog.notFinite(start, target, options.box(), recorder);
      }
      WalkLog log = begun();
      StepLoop loop = new StepLoop(options, heading, log, LENGTH_TOLERANCE);
      return loop.run(() -> step(loop, log), progress);
    }

    private @Nullable Obstacle step(StepLoop loop, WalkLog log) {
      if (watch.isSingular(extremes) || h < options.smallestStep()) {
        return Obstacle.end(StopReason.RANK);
      }
      double[] wanted = heading.wanted(point, last, h);
      try (MatrixFreeMap.Tangent tangent = map.tangent(point)) {
        return step(tangent, wanted, loop, log);
      }
    }

    private @Nullable Obstacle step(
        MatrixFreeMap.Tangent tangent, double[] wanted, StepLoop loop, WalkLog log) {
      MatrixFreeProjection.Way way = projection.way(tangent, point, wanted);
      if (way.outcome() != NormalEquations.Outcome.SOLVED) {
        return Obstacle.end(unsolved(way.outcome()));
      }
      double wantedLength = Vectors.norm(wanted);
      double allowed = Vectors.normalize(way.velocity());
      double useful = heading.longestStep(wantedLength, allowed);
      boolean turns = heading.isDrawn(point);
      if (log.steps() == 0 && turns && isAlone(way, allowed / wantedLength)) {
        return Obstacle.end(StopReason.ALONE);
      }
      Obstacle none = loop.noDirection(wantedLength, allowed, useful, turns);
      if (none != null) {
        last = null;
        return none;
      }
      double outputSpeed = Vectors.norm(tangent.push(way.velocity()));
      double reach = loop.reach(h, useful);
      while (true) {
        MatrixFreeProjection.Correction corrected =
            projection.correct(projection.predict(tangent, point, way, reach), way);
        CriticalPointWatch.Extremes there =
            corrected.converged() ? seen(tangent, point, way, corrected.point()) : null;
        if (there != null) {
          last = way.velocity();
          arrive(log, corrected, there, reach, outputSpeed);
          return loop.creeps(useful) ? anew(StopReason.STEP_SIZE, turns) : null;
        }
        if (corrected.outcome() == NormalEquations.Outcome.STALLED) {
          // Half the step has the same Jacobian.
          return Obstacle.end(StopReason.ILL_CONDITIONED);
        }
        reach /= 2;
        if (options.fixedStep() || reach < options.smallestStep()) {
          StopReason stop = tooShort(corrected);
          return anew(stop, turns && stop == StopReason.STEP_SIZE);
        }
      }
    }

    /** Steps begin anew in another direction, where one is drawn. */
    private Obstacle anew(StopReason stop, boolean turns) {
      last = null;
      h = options.step();
      return new Obstacle(stop, turns);
    }

    /** The start: its singular values, and whether a preconditioner is needed. */
    private void look() {
      try (MatrixFreeMap.Tangent tangent = map.tangent(start)) {
        extremes = watch.begin(tangent, solver, MatrixFreeProjection.TANGENT_TOLERANCE, progress);
      }
    }

    private WalkLog begun() {
      int rank = Math.min(start.length, extremes.living());
      return new WalkLog(
          start,
          target,
          extremes.smallest(),
          extremes.largest(),
          options.box(),
          start.length - rank,
          recorder);
    }

    /** What is seen where a step ends; null where it leads across a critical point. */
    private CriticalPointWatch.@Nullable Extremes seen(
        MatrixFreeMap.Tangent tangent, double[] point, MatrixFreeProjection.Way way, double[] end) {
      try (MatrixFreeMap.Tangent ahead = map.tangent(end)) {
        CriticalPointWatch.Extremes there =
            watch.look(ahead, solver.preconditioner(), way.searched(), extremes, progress);
        boolean crosses =
            watch.crossesCriticalPoint(
                new CriticalPointWatch.SeenPoint(point, tangent, extremes),
                new CriticalPointWatch.SeenPoint(end, ahead, there));
        return crosses ? null : there;
      }
    }

    private void arrive(
        WalkLog log,
        MatrixFreeProjection.Correction corrected,
        CriticalPointWatch.Extremes there,
        double reach,
        double outputSpeed) {
      solver.stepEnded();
      watch.accept(there);
      double bend = corrected.first() / reach;
      double next = options.fixedStep() ? h : options.nextStep(reach, bend, TARGET_CURVATURE);
      h = Math.min(next, watch.longestStep(extremes, there, reach));
      extremes = there;
      point = corrected.point();
      log.step(
          point,
          corrected.value(),
          extremes.smallest(),
          extremes.largest(),
          outputSpeed * reach,
          1,
          corrected.count());
    }

    /**
     * Whether the class is the start alone: with as many outputs as inputs all that is left of a
     * direction, without any bound, is what the equations were not solved for.
     */
    private boolean isAlone(MatrixFreeProjection.Way way, double share) {
      for (boolean held : way.held()) {
        if (held) {
          return false;
        }
      }
      return map.outputSize() >= start.length && share <= UNSOLVED_SHARE;
    }

    private static StopReason tooShort(MatrixFreeProjection.Correction corrected) {
      if (corrected.converged()) {
        // Across a critical point.
        return StopReason.RANK;
      }
      return Vectors.allFinite(corrected.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE;
    }

    private static StopReason unsolved(NormalEquations.Outcome outcome) {
      return outcome == NormalEquations.Outcome.SINGULAR
          ? StopReason.RANK
          : StopReason.ILL_CONDITIONED;
    }
  }
}

package dev.nervure.fiber;

import dev.nervure.jacobian.ConjugateDirections;
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

  /** What is left of J v beside |J v| before: the corrections remove what this leaves. */
  private static final double TANGENT_TOLERANCE = 1e-6;

  /** A Newton step need not be more exact than its own second-order error. */
  private static final double CORRECTION_TOLERANCE = 1e-2;

  private static final int MOST_CORRECTIONS = 25;
  private static final int ACTIVE_SET_PASSES = 12;

  /**
   * Length of the first correction over that of the step. Without a Jacobian a step costs dozens of
   * products however short it is, and corrections of a twentieth still converge by a digit or two
   * each.
   */
  private static final double TARGET_CURVATURE = 0.05;

  private static final double NO_DIRECTION = 1e-9;

  /**
   * Of a drawn direction, what {@link #TANGENT_TOLERANCE} may leave where none is null: far below
   * the share of a single null direction of a thousand times a thousand inputs.
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
    try (Progress.Task task = progress.begin("walk", 1000)) {
      return new Walk(start, heading, recorder, progress, task).made();
    }
  }

  /**
   * A velocity with the coordinates that it leaves alone.
   *
   * @param searched by the first equations, which are those of all coordinates that may move
   */
  private record Way(
      double[] velocity,
      boolean[] held,
      NormalEquations.Outcome outcome,
      ConjugateDirections searched) {}

  private record Correction(
      double[] point,
      double[] value,
      int count,
      double first,
      boolean converged,
      NormalEquations.Outcome outcome) {}

  /** One walk. */
  private final class Walk {
    private final Heading heading;
    private final WalkStep.Recorder recorder;
    private final Progress progress;
    private final Progress.Task task;
    private final NormalSolver solver = new NormalSolver(map);
    private final CriticalPointWatch watch =
        new CriticalPointWatch(map, RandomStream.seeded(WATCH_SEED));
    private final double[] start;
    private final double[] target;
    private final double tolerance;
    private CriticalPointWatch.Sight sight = CriticalPointWatch.Sight.NONE;
    private long told;

    Walk(
        double[] start,
        Heading heading,
        WalkStep.Recorder recorder,
        Progress progress,
        Progress.Task task) {
      this.start = start.clone();
      this.heading = heading;
      this.recorder = recorder;
      this.progress = progress;
      this.task = task;
      target = map.value(start);
      tolerance = options.absoluteTolerance(target);
    }

    WalkResult made() {
      if (Vectors.allFinite(target)) {
        look();
      }
      if (!Vectors.allFinite(target) || !Double.isFinite(sight.largest())) {
        return WalkLog.notFinite(start, target, options.box(), recorder);
      }
      WalkLog log = begun();
      log.endWhere(heading::mayEnd);
      Setbacks setbacks = new Setbacks(options);
      double[] point = start;
      double[] last = null;
      double h = options.step();
      while (options.length() - log.length() > LENGTH_TOLERANCE * options.length()) {
        if (log.steps() == options.stepBudget()) {
          return log.finish(StopReason.STEPS);
        }
        if (watch.isSingular(sight) || h < options.smallestStep()) {
          return log.finish(StopReason.RANK);
        }
        double[] wanted = heading.wanted(point, last, h);
        double wantedLength = Vectors.norm(wanted);
        try (MatrixFreeMap.Tangent tangent = map.tangent(point)) {
          Way way = way(tangent, point, wanted);
          if (way.outcome() != NormalEquations.Outcome.SOLVED) {
            return log.finish(unsolved(way.outcome()));
          }
          double allowed = Vectors.normalize(way.velocity());
          double useful = heading.longestStep(wantedLength, allowed);
          if (log.steps() == 0 && heading.isDrawn(point) && isAlone(way, allowed / wantedLength)) {
            return log.finish(StopReason.ALONE);
          }
          if (useful <= 0 || allowed <= NO_DIRECTION * wantedLength) {
            if (heading.isDrawn(point) && setbacks.drawsAt(log.length())) {
              last = null;
              continue;
            }
            return log.finish(useful <= 0 ? heading.arrival() : StopReason.BOX);
          }
          double outputSpeed = Vectors.norm(tangent.push(way.velocity()));
          double reach = Math.min(Math.min(h, useful), options.length() - log.length());
          Correction corrected;
          CriticalPointWatch.Sight there = null;
          StopReason stop = null;
          while (true) {
            corrected = correct(predict(tangent, point, way, reach), way);
            boolean leaps = false;
            if (corrected.converged()) {
              there = seen(tangent, point, way, corrected.point());
              leaps = there == null;
              if (there != null) {
                break;
              }
            }
            if (corrected.outcome() == NormalEquations.Outcome.STALLED) {
              // Half the step has the same Jacobian.
              return log.finish(StopReason.ILL_CONDITIONED);
            }
            reach /= 2;
            if (options.fixedStep() || reach < options.smallestStep()) {
              stop = tooShort(corrected, leaps);
              break;
            }
          }
          if (there == null) {
            if (stop == StopReason.STEP_SIZE
                && heading.isDrawn(point)
                && setbacks.drawsAt(log.length())) {
              last = null;
              h = options.step();
              continue;
            }
            return log.finish(stop == null ? StopReason.STEP_SIZE : stop);
          }
          point = corrected.point();
          last = way.velocity();
          h =
              Math.min(
                  nextStep(h, reach, corrected.first()), watch.longestStep(sight, there, reach));
          arrive(log, corrected, there, outputSpeed * reach);
          if (setbacks.creepsAt(log.length())
              && !options.fixedStep()
              && useful == Double.POSITIVE_INFINITY) {
            if (!heading.isDrawn(point) || !setbacks.drawsAt(log.length())) {
              return log.finish(StopReason.STEP_SIZE);
            }
            last = null;
            h = options.step();
          }
        }
      }
      return log.finish(StopReason.LENGTH);
    }

    /** The start: its singular values, and whether a preconditioner is needed. */
    private void look() {
      try (MatrixFreeMap.Tangent tangent = map.tangent(start)) {
        sight = watch.begin(tangent, solver, TANGENT_TOLERANCE, progress);
      }
    }

    private WalkLog begun() {
      int rank = Math.min(start.length, sight.living());
      return new WalkLog(
          start,
          target,
          sight.smallest(),
          sight.largest(),
          options.box(),
          start.length - rank,
          recorder);
    }

    /** What is seen where a step ends; null where it leads across a critical point. */
    private CriticalPointWatch.@Nullable Sight seen(
        MatrixFreeMap.Tangent tangent, double[] point, Way way, double[] end) {
      try (MatrixFreeMap.Tangent ahead = map.tangent(end)) {
        CriticalPointWatch.Sight there =
            watch.look(ahead, solver.preconditioner(), way.searched(), sight, progress);
        boolean leaps =
            watch.leaps(
                new CriticalPointWatch.Stand(point, tangent, sight),
                new CriticalPointWatch.Stand(end, ahead, there));
        return leaps ? null : there;
      }
    }

    private void arrive(
        WalkLog log, Correction corrected, CriticalPointWatch.Sight there, double outputChange) {
      solver.stepEnded();
      watch.accept(there);
      sight = there;
      log.step(
          corrected.point(),
          corrected.value(),
          sight.smallest(),
          sight.largest(),
          outputChange,
          1,
          corrected.count());
      long done = Math.min(1000, (long) (1000 * log.length() / options.length()));
      task.advance(done - told);
      told = done;
    }

    /**
     * Whether the class is the start alone: with as many outputs as inputs all that is left of a
     * direction, without any bound, is what the equations were not solved for.
     */
    private boolean isAlone(Way way, double share) {
      for (boolean held : way.held()) {
        if (held) {
          return false;
        }
      }
      return map.outputSize() >= start.length && share <= UNSOLVED_SHARE;
    }

    private double nextStep(double h, double reach, double firstCorrection) {
      if (options.fixedStep()) {
        return h;
      }
      double bend = firstCorrection / reach;
      double factor = bend > 0 ? Math.min(2, Math.max(0.5, TARGET_CURVATURE / bend)) : 2;
      return Math.min(options.largestStep(), Math.max(options.smallestStep(), reach * factor));
    }

    private static StopReason tooShort(Correction corrected, boolean leaps) {
      if (leaps) {
        return StopReason.RANK;
      }
      return Vectors.allFinite(corrected.value()) ? StopReason.STEP_SIZE : StopReason.NOT_FINITE;
    }

    private static StopReason unsolved(NormalEquations.Outcome outcome) {
      return outcome == NormalEquations.Outcome.SINGULAR
          ? StopReason.RANK
          : StopReason.ILL_CONDITIONED;
    }

    /**
     * The wanted velocity made tangent. Coordinates on a bound that it would push out are held, one
     * after the other; what was solved for before remains so up to their share, so that every pass
     * has only that to make up for.
     */
    private Way way(MatrixFreeMap.Tangent tangent, double[] point, double[] wanted) {
      boolean[] held = new boolean[point.length];
      double[] velocity = wanted.clone();
      ConjugateDirections searched = new ConjugateDirections();
      double goal = 0;
      for (int pass = 0; pass < ACTIVE_SET_PASSES; pass++) {
        boolean changed = hold(held, point, velocity);
        if (pass > 0 && !changed) {
          break;
        }
        stop(velocity, held);
        double[] moved = tangent.push(velocity);
        goal = pass == 0 ? TANGENT_TOLERANCE * Vectors.norm(moved) : goal;
        NormalEquations.Solution normal = solver.shortest(tangent, moved, held, goal, progress);
        if (!normal.solved()) {
          return new Way(velocity, held, normal.outcome(), searched);
        }
        searched = pass == 0 ? normal.directions() : searched;
        Vectors.addScaled(velocity, -1, normal.step());
      }
      hold(held, point, velocity);
      stop(velocity, held);
      return new Way(velocity, held, NormalEquations.Outcome.SOLVED, searched);
    }

    /**
     * The end of a step within the box. Where clipping to it moved the output, the coordinates that
     * are not clipped make up for that to first order, so that what is left to correct is the
     * curvature; else the box would shorten the steps.
     */
    private double[] predict(MatrixFreeMap.Tangent tangent, double[] point, Way way, double reach) {
      double[] predicted = point.clone();
      Vectors.addScaled(predicted, reach, way.velocity());
      boolean[] held = way.held().clone();
      boolean clipped = false;
      for (int i = 0; i < predicted.length; i++) {
        double inside = options.box().clip(i, predicted[i]);
        if (inside != predicted[i]) {
          predicted[i] = inside;
          held[i] = true;
          clipped = true;
        }
      }
      if (clipped) {
        double[] missed = tangent.push(Vectors.minus(point, predicted));
        NormalEquations.Solution solution =
            solver.shortest(
                tangent, missed, held, CORRECTION_TOLERANCE * Vectors.norm(missed), progress);
        // Where too few coordinates are left the corrections decide about the step.
        if (solution.solved()) {
          Vectors.addScaled(predicted, 1, solution.step());
          clip(predicted);
        }
      }
      return predicted;
    }

    /** Inexact Newton steps over the coordinates that are free and stay in the box. */
    private Correction correct(double[] predicted, Way way) {
      double[] x = predicted.clone();
      double[] value = map.value(x);
      double first = 0;
      double size = Vectors.largestDifference(value, target);
      for (int count = 0; count < MOST_CORRECTIONS; count++) {
        if (size <= tolerance || !Double.isFinite(size)) {
          return new Correction(x, value, count, first, size <= tolerance, way.outcome());
        }
        NormalEquations.Solution solution;
        double[] step;
        try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
          boolean[] held = way.held().clone();
          double[] residual = Vectors.minus(target, value);
          double goal = CORRECTION_TOLERANCE * Vectors.norm(residual);
          solution = solver.shortest(tangent, residual, held, goal, progress);
          step = solution.step();
          if (solution.solved() && hold(held, x, step)) {
            stop(step, held);
            double[] missed = Vectors.minus(residual, tangent.push(step));
            solution = solver.shortest(tangent, missed, held, goal, progress);
            Vectors.addScaled(step, 1, solution.step());
          }
        }
        if (!solution.solved()) {
          return new Correction(x, value, count, first, false, solution.outcome());
        }
        if (count == 0) {
          first = Vectors.norm(step);
        }
        Vectors.addScaled(x, 1, step);
        clip(x);
        value = map.value(x);
        size = Vectors.largestDifference(value, target);
      }
      return new Correction(x, value, MOST_CORRECTIONS, first, size <= tolerance, way.outcome());
    }

    /** Holds the coordinates on a bound that a direction pushes out of the box. */
    private boolean hold(boolean[] held, double[] x, double[] direction) {
      boolean changed = false;
      for (int i = 0; i < held.length; i++) {
        if (!held[i] && options.box().blocks(i, x[i], direction[i])) {
          held[i] = true;
          changed = true;
        }
      }
      return changed;
    }

    private static void stop(double[] direction, boolean[] held) {
      for (int i = 0; i < held.length; i++) {
        direction[i] = held[i] ? 0 : direction[i];
      }
    }

    private void clip(double[] x) {
      for (int i = 0; i < x.length; i++) {
        x[i] = options.box().clip(i, x[i]);
      }
    }
  }
}

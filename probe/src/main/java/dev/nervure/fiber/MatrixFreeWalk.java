package dev.nervure.fiber;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;

/**
 * Walks within a class of so many held outputs, such as a hidden layer, that their Jacobian is not
 * formed: no array has more than max(m, n) values. The wanted velocity is made tangent, and the
 * output brought back, by conjugate gradients with products of J and its transpose ({@link
 * NormalEquations}).
 *
 * <p>{@link LevelSetWalk} makes this walk by itself where J would have more than {@link
 * #MOST_ENTRIES} entries and the map offers products. Beside that walk: coordinates on a bound that
 * the velocity would push out are held for the step, one after the other, which may end a directed
 * walk earlier; the rank is not decided, {@link WalkResult#nullDimension} is n - min(m, n) and the
 * walk ends with {@link StopReason#RANK} where J cannot answer and with {@link
 * StopReason#ILL_CONDITIONED} where a hundred iterations take no digit off the residual; the
 * singular values are those of the start, the smallest an upper bound from {@value #SPECTRUM}
 * Lanczos values.
 *
 * <p>Cost of a step: one recorded evaluation, and for each of the iterations, whose number grows
 * with the condition of J, a forward-mode and a backward product. The object holds no state.
 */
public final class MatrixFreeWalk {

  /** 25 million: 200 MB of float64. */
  public static final long MOST_ENTRIES = 25_000_000;

  private static final int SPECTRUM = 5;

  /** What is left of J v beside |J v| before: the corrections remove what this leaves. */
  private static final double TANGENT_TOLERANCE = 1e-6;

  /** A Newton step need not be more exact than its own second-order error. */
  private static final double CORRECTION_TOLERANCE = 1e-2;

  private static final int MOST_ITERATIONS = 2000;
  private static final int MOST_CORRECTIONS = 25;
  private static final int ACTIVE_SET_PASSES = 6;
  private static final double TARGET_CURVATURE = 0.01;
  private static final double NO_DIRECTION = 1e-9;
  private static final double LENGTH_TOLERANCE = 1e-9;
  private static final long SPECTRUM_SEED = 1;

  private final MatrixFreeMap map;
  private final WalkOptions options;

  /** A walk for one map. */
  public MatrixFreeWalk(MatrixFreeMap map, WalkOptions options) {
    this.map = map;
    this.options = options;
  }

  /** A velocity with the coordinates that it leaves alone, and how the last equations went. */
  private record Way(double[] velocity, boolean[] held, NormalEquations.Outcome outcome) {}

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
    WalkStart.requireInside(options.box(), start);
    LeadingSingularValues spectrum =
        LeadingSingularValues.at(map, start, SPECTRUM, RandomStream.seeded(SPECTRUM_SEED));
    double largest = spectrum.values()[0];
    double smallest = spectrum.values()[spectrum.values().length - 1];
    double[] target = map.value(start);
    WalkLog log =
        new WalkLog(
            start,
            target,
            smallest,
            largest,
            options.box(),
            start.length - Math.min(start.length, target.length),
            recorder);
    try (Progress.Task task = progress.begin("walk", 1000)) {
      return walk(start.clone(), target, heading, log, progress, task);
    }
  }

  private WalkResult walk(
      double[] start,
      double[] target,
      Heading heading,
      WalkLog log,
      Progress progress,
      Progress.Task task) {
    double tolerance = options.absoluteTolerance(target);
    double[] point = start;
    double[] last = null;
    double h = options.step();
    long told = 0;
    while (options.length() - log.length() > LENGTH_TOLERANCE * options.length()) {
      if (log.steps() == options.stepBudget()) {
        return log.finish(StopReason.STEPS);
      }
      double[] wanted = heading.wanted(point, last, h);
      double wantedLength = Vectors.norm(wanted);
      Way way;
      double outputSpeed;
      double reach;
      Correction corrected;
      try (MatrixFreeMap.Tangent tangent = map.tangent(point)) {
        way = way(tangent, point, wanted, progress);
        if (way.outcome() != NormalEquations.Outcome.SOLVED) {
          return log.finish(unsolved(way.outcome()));
        }
        double allowed = Vectors.normalize(way.velocity());
        outputSpeed = Vectors.norm(tangent.push(way.velocity()));
        double useful = heading.longestStep(wantedLength, allowed);
        if (useful <= 0) {
          return log.finish(StopReason.TARGET);
        }
        if (allowed <= NO_DIRECTION * wantedLength) {
          return log.finish(StopReason.BOX);
        }
        reach = Math.min(Math.min(h, useful), options.length() - log.length());
        while (true) {
          double[] predicted = predict(tangent, point, way, reach);
          corrected = correct(predicted, way, target, tolerance, progress);
          if (corrected.converged() && heading.accepts(point, corrected.point())) {
            break;
          }
          if (corrected.outcome() == NormalEquations.Outcome.STALLED) {
            // Half the step has the same Jacobian.
            return log.finish(StopReason.ILL_CONDITIONED);
          }
          reach /= 2;
          if (options.fixedStep() || reach < options.smallestStep()) {
            return log.finish(
                Vectors.allFinite(corrected.value())
                    ? StopReason.STEP_SIZE
                    : StopReason.NOT_FINITE);
          }
        }
      }
      point = corrected.point();
      last = way.velocity();
      log.step(point, corrected.value(), outputSpeed * reach, 1, corrected.count());
      if (!options.fixedStep()) {
        double bend = corrected.first() / reach;
        double factor = bend > 0 ? Math.min(2, Math.max(0.5, TARGET_CURVATURE / bend)) : 2;
        h = Math.min(options.largestStep(), Math.max(options.smallestStep(), reach * factor));
      }
      long done = Math.min(1000, (long) (1000 * log.length() / options.length()));
      task.advance(done - told);
      told = done;
    }
    return log.finish(StopReason.LENGTH);
  }

  private static StopReason unsolved(NormalEquations.Outcome outcome) {
    return outcome == NormalEquations.Outcome.SINGULAR
        ? StopReason.RANK
        : StopReason.ILL_CONDITIONED;
  }

  private Way way(
      MatrixFreeMap.Tangent tangent, double[] point, double[] wanted, Progress progress) {
    boolean[] held = new boolean[point.length];
    double[] velocity = wanted;
    for (int pass = 0; pass < ACTIVE_SET_PASSES; pass++) {
      boolean changed = false;
      for (int i = 0; i < held.length; i++) {
        if (!held[i] && options.box().blocks(i, point[i], velocity[i])) {
          held[i] = true;
          changed = true;
        }
      }
      if (pass > 0 && !changed) {
        break;
      }
      velocity = wanted.clone();
      for (int i = 0; i < held.length; i++) {
        velocity[i] = held[i] ? 0 : velocity[i];
      }
      progress.checkCancelled();
      NormalEquations.Solution normal =
          NormalEquations.shortest(
              tangent, tangent.push(velocity), held, TANGENT_TOLERANCE, MOST_ITERATIONS);
      if (!normal.solved()) {
        return new Way(velocity, held, normal.outcome());
      }
      Vectors.addScaled(velocity, -1, normal.step());
    }
    for (int i = 0; i < held.length; i++) {
      if (options.box().blocks(i, point[i], velocity[i])) {
        held[i] = true;
        velocity[i] = 0;
      }
    }
    return new Way(velocity, held, NormalEquations.Outcome.SOLVED);
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
          NormalEquations.shortest(tangent, missed, held, CORRECTION_TOLERANCE, MOST_ITERATIONS);
      // Where too few coordinates are left the corrections decide about the step.
      if (solution.solved()) {
        Vectors.addScaled(predicted, 1, solution.step());
        clip(predicted);
      }
    }
    return predicted;
  }

  private record Correction(
      double[] point,
      double[] value,
      int count,
      double first,
      boolean converged,
      NormalEquations.Outcome outcome) {}

  /** Inexact Newton steps over the coordinates that are free and stay in the box. */
  private Correction correct(
      double[] predicted, Way way, double[] target, double tolerance, Progress progress) {
    double[] x = predicted.clone();
    double[] value = map.value(x);
    double first = 0;
    double size = Vectors.largestDifference(value, target);
    for (int count = 0; count < MOST_CORRECTIONS; count++) {
      if (size <= tolerance || !Double.isFinite(size)) {
        return new Correction(x, value, count, first, size <= tolerance, way.outcome());
      }
      progress.checkCancelled();
      boolean[] held = way.held().clone();
      NormalEquations.Solution step;
      try (MatrixFreeMap.Tangent tangent = map.tangent(x)) {
        double[] residual = Vectors.minus(target, value);
        step =
            NormalEquations.shortest(
                tangent, residual, held, CORRECTION_TOLERANCE, MOST_ITERATIONS);
        if (step.solved() && hold(held, x, step.step())) {
          step =
              NormalEquations.shortest(
                  tangent, residual, held, CORRECTION_TOLERANCE, MOST_ITERATIONS);
        }
      }
      if (!step.solved()) {
        return new Correction(x, value, count, first, false, step.outcome());
      }
      if (count == 0) {
        first = Vectors.norm(step.step());
      }
      Vectors.addScaled(x, 1, step.step());
      clip(x);
      value = map.value(x);
      size = Vectors.largestDifference(value, target);
    }
    return new Correction(x, value, MOST_CORRECTIONS, first, size <= tolerance, way.outcome());
  }

  private boolean hold(boolean[] held, double[] x, double[] step) {
    boolean changed = false;
    for (int i = 0; i < held.length; i++) {
      if (!held[i] && options.box().blocks(i, x[i], step[i])) {
        held[i] = true;
        changed = true;
      }
    }
    return changed;
  }

  private void clip(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = options.box().clip(i, x[i]);
    }
  }
}

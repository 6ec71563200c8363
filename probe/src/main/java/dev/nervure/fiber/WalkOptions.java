package dev.nervure.fiber;

import dev.nervure.box.Box;
import dev.nervure.jacobian.Vectors;

/**
 * How a walk is made.
 *
 * @param length Euclidean length after which it ends, in input units
 * @param step first step length; with {@code fixedStep} every step
 * @param smallestStep below this the walk ends with {@link StopReason#STEP_SIZE}
 * @param largestStep no step is longer
 * @param stepBudget most steps made
 * @param tolerance largest allowed change of any output, relative to max(1, largest output at the
 *     start)
 * @param rankTolerance singular values up to this fraction of the largest count as zero
 * @param box allowed range of every coordinate
 * @param fixedStep whether the step length stays as it is
 */
public record WalkOptions(
    double length,
    double step,
    double smallestStep,
    double largestStep,
    int stepBudget,
    double tolerance,
    double rankTolerance,
    Box box,
    boolean fixedStep) {

  /** 1e-12: some hundred rounding errors of a network evaluated in float64. */
  public static final double DEFAULT_TOLERANCE = 1e-12;

  /** 1e-10: far above the rounding of a float64 Jacobian, far below what a trained layer keeps. */
  public static final double DEFAULT_RANK_TOLERANCE = 1e-10;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when a length or tolerance is not positive, or the length not
   *     finite, or the step limits contradict each other
   */
  public WalkOptions {
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("length must be positive and finite but was " + length);
    }
    if (!(smallestStep > 0 && smallestStep <= step && step <= largestStep)) {
      throw new IllegalArgumentException(
          "steps must satisfy 0 < smallest <= first <= largest but were "
              + smallestStep
              + ", "
              + step
              + ", "
              + largestStep);
    }
    if (stepBudget < 1) {
      throw new IllegalArgumentException("stepBudget must be at least 1 but was " + stepBudget);
    }
    if (!(tolerance > 0) || !(rankTolerance > 0 && rankTolerance < 1)) {
      throw new IllegalArgumentException(
          "tolerances must be positive (rank below 1) but were "
              + tolerance
              + ", "
              + rankTolerance);
    }
  }

  /** Defaults for a walk of the given length without a box: adaptive steps from length / 200. */
  public static WalkOptions ofLength(double length) {
    return new WalkOptions(
        length,
        length / 200,
        length * 1e-9,
        length / 20,
        1_000_000,
        DEFAULT_TOLERANCE,
        DEFAULT_RANK_TOLERANCE,
        Box.NONE,
        false);
  }

  /** The same with every step of one length. */
  public WalkOptions withFixedStep(double everyStep) {
    return new WalkOptions(
        length, everyStep, everyStep, everyStep, stepBudget, tolerance, rankTolerance, box, true);
  }

  /** The same within a box. */
  public WalkOptions withBox(Box newBox) {
    return new WalkOptions(
        length,
        step,
        smallestStep,
        largestStep,
        stepBudget,
        tolerance,
        rankTolerance,
        newBox,
        fixedStep);
  }

  /** The same with another tolerance. */
  public WalkOptions withTolerance(double newTolerance) {
    return new WalkOptions(
        length,
        step,
        smallestStep,
        largestStep,
        stepBudget,
        newTolerance,
        rankTolerance,
        box,
        fixedStep);
  }

  /** The same with another tolerance of the rank. */
  public WalkOptions withRankTolerance(double newTolerance) {
    return new WalkOptions(
        length,
        step,
        smallestStep,
        largestStep,
        stepBudget,
        tolerance,
        newTolerance,
        box,
        fixedStep);
  }

  /** The same with another step budget. */
  public WalkOptions withStepBudget(int steps) {
    return new WalkOptions(
        length, step, smallestStep, largestStep, steps, tolerance, rankTolerance, box, fixedStep);
  }

  /**
   * The next step: by how much the last one bent it is made shorter or longer, at most twofold.
   *
   * @param base the length that is made so
   * @param bend of the last step, such as the first correction over its length
   * @param aim the bend that steps aim at
   */
  double nextStep(double base, double bend, double aim) {
    double factor = bend > 0 ? Math.min(2, Math.max(0.5, aim / bend)) : 2;
    return Math.max(smallestStep, Math.min(largestStep, base * factor));
  }

  double absoluteTolerance(double[] startValue) {
    return tolerance * Math.max(1, Vectors.largest(startValue));
  }
}

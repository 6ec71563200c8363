package dev.nervure.fiber;

/**
 * Brings a point back onto the level set f = y within the box, by the shortest corrections.
 *
 * <p>The first corrections are chord steps: they reuse the decomposition made at the last accepted
 * point and cost one evaluation of f each. Where they contract too slowly the Jacobian is taken
 * anew (Newton retraction; Zhang, arXiv 2006.14751). Coordinates on a bound that a correction would
 * push out are held and the correction is spread over the others, so that the result lies both in
 * the box and on the level set; clamping alone would leave the level set.
 */
final class LevelSetProjection {

  /**
   * A chord step that leaves more than this share of the residual is followed by a Newton step:
   * that costs about as much as three chord steps and leaves far less than their product.
   */
  private static final double CHORD_CONTRACTION = 0.1;

  private static final double NEWTON_CONTRACTION = 0.8;
  private static final int MAX_ITERATIONS = 25;
  private static final int ACTIVE_SET_PASSES = 4;

  private final DifferentiableMap map;
  private final Box box;
  private final double tolerance;
  private final double rankTolerance;

  LevelSetProjection(DifferentiableMap map, Box box, double tolerance, double rankTolerance) {
    this.map = map;
    this.box = box;
    this.tolerance = tolerance;
    this.rankTolerance = rankTolerance;
  }

  /**
   * What a projection arrived at.
   *
   * @param point the corrected point
   * @param value f there
   * @param corrections how many corrections were made
   * @param firstCorrection Euclidean length of the first one; 0 where none was needed
   * @param converged whether the largest absolute residual is within the tolerance
   */
  record Outcome(
      double[] point, double[] value, int corrections, double firstCorrection, boolean converged) {}

  /**
   * Projects a point.
   *
   * @param predicted where to begin; not modified
   * @param target the output to reach
   * @param chart the decomposition at a point near by, for the chord steps
   * @param held coordinates that may not move
   */
  Outcome project(double[] predicted, double[] target, RowSpace chart, boolean[] held) {
    double[] x = predicted.clone();
    clip(x);
    double[] value = map.value(x);
    double size = Vectors.largestDifference(value, target);
    double firstCorrection = 0;
    boolean chord = true;
    int strikes = 0;
    int corrections = 0;
    while (!(size <= tolerance)) {
      if (!Double.isFinite(size) || corrections == MAX_ITERATIONS) {
        return new Outcome(x, value, corrections, firstCorrection, false);
      }
      double[] residual = Vectors.minus(value, target);
      double[] step = chord ? chart.minimumNormStep(residual) : newtonStep(x, residual, held);
      if (step.length == 0) {
        return new Outcome(x, value, corrections, firstCorrection, false);
      }
      if (corrections == 0) {
        firstCorrection = Vectors.norm(step);
      }
      Vectors.addScaled(x, -1, step);
      clip(x);
      value = map.value(x);
      double next = Vectors.largestDifference(value, target);
      double contraction = next / size;
      if (chord) {
        chord = contraction <= CHORD_CONTRACTION;
      } else if (contraction > NEWTON_CONTRACTION && ++strikes == 2) {
        boolean converged = next <= tolerance;
        return new Outcome(x, value, corrections + 1, firstCorrection, converged);
      }
      size = next;
      corrections++;
    }
    return new Outcome(x, value, corrections, firstCorrection, true);
  }

  private double[] newtonStep(double[] x, double[] residual, boolean[] held) {
    double[][] jacobian = map.linearize(x).jacobian();
    boolean[] frozen = held.clone();
    double[] step = new double[0];
    for (int pass = 0; pass < ACTIVE_SET_PASSES; pass++) {
      step = RowSpace.of(jacobian, frozen, rankTolerance).minimumNormStep(residual);
      boolean changed = false;
      for (int i = 0; i < step.length; i++) {
        if (!frozen[i] && box.blocks(i, x[i], -step[i])) {
          frozen[i] = true;
          changed = true;
        }
      }
      if (!changed) {
        break;
      }
    }
    return step;
  }

  private void clip(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = box.clip(i, x[i]);
    }
  }
}

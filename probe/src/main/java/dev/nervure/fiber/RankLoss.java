package dev.nervure.fiber;

/**
 * Judges by the smallest singular values met on a walk how near it is to a point where the Jacobian
 * loses rank. Not thread safe; one per walk.
 */
final class RankLoss {

  /**
   * Below this share of the greatest one met, the smallest singular value counts as zero. Near a
   * critical point it falls in proportion to the distance: steps that are shortened on the way
   * there reach a millionth, while one that no longer counts towards the rank is far below that.
   */
  private static final double SINGULAR_SHARE = 1e-6;

  /**
   * Below this share of the greatest one met, a falling smallest singular value shortens steps, and
   * one that lies where directions flip tells a critical point from a kink.
   */
  private static final double NEAR_SINGULAR = 1e-2;

  /**
   * So many halvings of a step find where on it directions flip: the two sides are then a
   * thousandth of the step apart.
   */
  static final int BISECTIONS = 10;

  /**
   * Directions a thousandth of a step apart are aligned by nearly 1 where J is continuous; below
   * this it jumps, as at a kink of a piecewise linear network.
   */
  static final double JUMP = 0.5;

  private double greatest;

  /** Notes the smallest singular value at a point of the walk. */
  void met(double smallest) {
    greatest = Math.max(greatest, smallest);
  }

  /** Whether J counts as singular where its smallest singular value is the given one. */
  boolean isSingular(double smallest) {
    return smallest < SINGULAR_SHARE * greatest;
  }

  /** Whether J is nearly singular where its smallest singular value is the given one. */
  boolean isNear(double smallest) {
    return smallest < NEAR_SINGULAR * greatest;
  }

  /**
   * The longest next step: halfway to where the smallest singular value would vanish if it went on
   * falling as over the last step, so that a change of rank is not stepped over; infinite while it
   * is not near that.
   */
  double longestStep(double before, double now, double lastStep) {
    return now < before && isNear(now) ? halfway(before, now, lastStep) : Double.POSITIVE_INFINITY;
  }

  /** Half of the step at whose end a falling smallest singular value would vanish. */
  static double halfway(double before, double now, double lastStep) {
    return lastStep * now / (before - now) / 2;
  }
}

package dev.nervure.fiber;

import org.jspecify.annotations.Nullable;

/** Towards a given input, as far as the class allows. */
public final class TargetHeading implements Heading {

  /** The walk has arrived when the class leaves less than this share of the way to the target. */
  private static final double ARRIVED_SHARE = 1e-3;

  private final double[] target;

  /**
   * A heading towards an input.
   *
   * @param target the input to approach, length n; not kept
   */
  public TargetHeading(double[] target) {
    this.target = target.clone();
  }

  @Override
  public double[] wanted(double[] point, double @Nullable [] last, double stepLength) {
    if (target.length != point.length) {
      throw new IllegalArgumentException(
          "the target has " + target.length + " coordinates but the start has " + point.length);
    }
    return Vectors.minus(target, point);
  }

  @Override
  public double longestStep(double wantedLength, double allowedLength) {
    boolean arrived = wantedLength == 0 || allowedLength < ARRIVED_SHARE * wantedLength;
    return arrived ? 0 : allowedLength;
  }

  @Override
  public boolean accepts(double[] from, double[] to) {
    return Vectors.distance(to, target) < Vectors.distance(from, target);
  }
}

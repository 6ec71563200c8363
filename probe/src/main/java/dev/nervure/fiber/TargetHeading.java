package dev.nervure.fiber;

import org.jspecify.annotations.Nullable;

/**
 * Towards a given input, as far as the class allows. The walk has arrived when almost nothing of
 * the way lies within the class, or when it hardly comes nearer any more: along the bounds of a box
 * it would creep from pixel to pixel without end.
 *
 * <p>Keeps track of one walk; not thread safe.
 */
public final class TargetHeading implements Heading {

  /** The walk has arrived when the class leaves less than this share of the way to the target. */
  private static final double ARRIVED_SHARE = 1e-3;

  /** The walk has arrived when so many steps brought it nearer by less than the share below. */
  private static final int PATIENCE = 20;

  private static final double LEAST_PROGRESS = 5e-4;

  private final double[] target;
  private int steps;
  private double distanceBefore = Double.POSITIVE_INFINITY;
  private boolean creeping;

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
    double[] way = Vectors.minus(target, point);
    if (steps++ % PATIENCE == 0) {
      double distance = Vectors.norm(way);
      creeping = distance > (1 - LEAST_PROGRESS) * distanceBefore;
      distanceBefore = distance;
    }
    return way;
  }

  @Override
  public double longestStep(double wantedLength, double allowedLength) {
    boolean arrived = creeping || wantedLength == 0 || allowedLength < ARRIVED_SHARE * wantedLength;
    return arrived ? 0 : allowedLength;
  }

  @Override
  public boolean accepts(double[] from, double[] to) {
    return Vectors.distance(to, target) < Vectors.distance(from, target);
  }
}

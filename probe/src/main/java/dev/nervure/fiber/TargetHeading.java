package dev.nervure.fiber;

import dev.nervure.jacobian.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Towards a given input, as near as the class allows: descent of the distance with inertia (the
 * heavy ball; Polyak, USSR Computational Mathematics and Mathematical Physics 4, 1964) and a share
 * of the way that shrinks.
 *
 * <p>Going straight for the target ends too early where the class has kinks: one piece leads across
 * a kink, the next one back, and the steps shrink without end although the kink itself leads
 * nearer. On LeNet 0.85 of the distance were left so, of which inertia and steps that may lead away
 * for a while leave 0.64. The walk therefore goes on beyond its nearest point; {@link #mayEnd} says
 * which points are nearer than all before.
 *
 * <p>Ends when almost nothing is left to go within the class, or when the share has shrunk to a
 * hundredth: it is halved whenever {@value #WINDOW} steps gained little.
 *
 * <p>Keeps track of one walk; not thread safe. O(n) a step, and two points of memory.
 */
public final class TargetHeading implements Heading {

  /** The share of the way that a first step goes for. */
  private static final double FIRST_SHARE = 0.3;

  /**
   * The share at which the walk ends: seven halvings. What is then left to gain is less than the
   * third digit of the distance.
   */
  private static final double LAST_SHARE = FIRST_SHARE / 100;

  /**
   * What a step keeps of the one before. Without inertia 0.03 more of the distance was left on
   * LeNet; with 0.9 smooth networks no longer came to rest.
   */
  private static final double INERTIA = 0.7;

  /** After so many steps it is judged whether they were worth while. */
  private static final int WINDOW = 10;

  /** Steps that gain less than this share of what they walk go to and fro. */
  private static final double LEAST_GAIN = 0.05;

  /** Steps that gain less than this share of the distance left creep along kinks or bounds. */
  private static final double LEAST_PROGRESS = 5e-4;

  /**
   * A walk has arrived when less than this share of the step it goes for is allowed: what is left
   * to gain is then less than the third digit of the distance.
   */
  static final double ARRIVED_SHARE = 1e-3;

  /**
   * Where kinks are dense every step is corrected by a share that does not shrink with its length,
   * and aiming at a smaller one makes steps vanish: 0.1 left 0.01 to 0.03 more of the distance on
   * convolutional networks.
   */
  private static final double TARGET_CURVATURE = 0.3;

  private final double[] target;
  private double share = FIRST_SHARE;
  private double @Nullable [] previous;

  /** Of the points where it was asked for. */
  private double nearest = Double.POSITIVE_INFINITY;

  /** Of all points. */
  private double best = Double.POSITIVE_INFINITY;

  private double nearestBefore = Double.POSITIVE_INFINITY;
  private double walked;
  private double pull;
  private int steps;

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
    double distance = Vectors.norm(way);
    double[] moved = previous == null ? new double[way.length] : Vectors.minus(point, previous);
    previous = point.clone();
    nearest = Math.min(nearest, distance);
    best = Math.min(best, distance);
    walked += Vectors.norm(moved);
    if (steps++ % WINDOW == 0) {
      judge();
    }
    pull = share * distance;
    for (int i = 0; i < way.length; i++) {
      way[i] = share * way[i] + INERTIA * moved[i];
    }
    return way;
  }

  private void judge() {
    if (nearestBefore - nearest < Math.max(LEAST_GAIN * walked, LEAST_PROGRESS * nearest)) {
      share /= 2;
    }
    nearestBefore = nearest;
    walked = 0;
  }

  @Override
  public double longestStep(double wantedLength, double allowedLength) {
    boolean arrived = share < LAST_SHARE || allowedLength <= ARRIVED_SHARE * pull;
    return arrived ? 0 : allowedLength;
  }

  @Override
  public boolean mayEnd(double[] point) {
    double distance = Vectors.distance(point, target);
    if (distance >= best) {
      return false;
    }
    best = distance;
    return true;
  }

  @Override
  public double targetCurvature() {
    return TARGET_CURVATURE;
  }
}

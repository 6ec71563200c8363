package dev.nervure.fiber;

import dev.nervure.jacobian.Vectors;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/** Away from an input, as far as the class and the box allow; the first direction is drawn. */
public final class FarthestHeading implements Heading {

  private final double[] origin;
  private final RandomStream random;

  /**
   * A heading away from an input.
   *
   * @param origin the input to leave, length n; not kept
   * @param random source of the first direction
   */
  public FarthestHeading(double[] origin, RandomStream random) {
    this.origin = origin.clone();
    this.random = random;
  }

  @Override
  public double[] wanted(double[] point, double @Nullable [] last, double stepLength) {
    double[] away = Vectors.minus(point, origin);
    if (Vectors.norm(away) == 0) {
      for (int i = 0; i < away.length; i++) {
        away[i] = random.nextGaussian();
      }
    }
    return away;
  }

  /** At the input itself, where nothing is away from it. */
  @Override
  public boolean isDrawn(double[] point) {
    return Vectors.distance(point, origin) == 0;
  }

  @Override
  public StopReason arrival() {
    return StopReason.FARTHEST;
  }

  @Override
  public double longestStep(double wantedLength, double allowedLength) {
    return allowedLength < TargetHeading.ARRIVED_SHARE * wantedLength
        ? 0
        : Double.POSITIVE_INFINITY;
  }
}

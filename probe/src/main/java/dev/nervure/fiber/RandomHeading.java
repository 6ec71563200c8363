package dev.nervure.fiber;

import dev.nervure.jacobian.Vectors;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * A random walk with momentum: the velocity is forgotten over a stated length of path, whatever the
 * steps. Without momentum the distance from the start grows as the square root of the length
 * walked, and an image changes by faint noise only.
 */
public final class RandomHeading implements Heading {

  private final RandomStream random;
  private final double memoryLength;

  /**
   * A random heading.
   *
   * @param random source of directions
   * @param memoryLength path length over which the velocity keeps 1/e of itself; 0 for none
   */
  public RandomHeading(RandomStream random, double memoryLength) {
    if (!(memoryLength >= 0)) {
      throw new IllegalArgumentException(
          "memoryLength must not be negative but was " + memoryLength);
    }
    this.random = random;
    this.memoryLength = memoryLength;
  }

  @Override
  public double[] wanted(double[] point, double @Nullable [] last, double stepLength) {
    double[] fresh = new double[point.length];
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = random.nextGaussian();
    }
    Vectors.normalize(fresh);
    if (last == null || memoryLength == 0) {
      return fresh;
    }
    double kept = StrictMath.exp(-stepLength / memoryLength);
    double renewed = Math.sqrt(1 - kept * kept);
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = kept * last[i] + renewed * fresh[i];
    }
    return fresh;
  }

  @Override
  public double longestStep(double wantedLength, double allowedLength) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean isDrawn(double[] point) {
    return true;
  }

  @Override
  public boolean turnsWithClass() {
    return true;
  }
}

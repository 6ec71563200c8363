package dev.nervure.study.fiber.walk;

import dev.nervure.fiber.Heading;
import dev.nervure.stats.RandomStream;
import org.jspecify.annotations.Nullable;

/** Goes on as before: along a fiber of dimension one, where a random heading would turn back. */
final class OnwardHeading implements Heading {
  private final RandomStream random;
  private final boolean backward;

  /**
   * A heading.
   *
   * @param random source of the first direction; projected onto the fiber it decides between two
   * @param backward whether the other one of the two is taken
   */
  OnwardHeading(RandomStream random, boolean backward) {
    this.random = random;
    this.backward = backward;
  }

  @Override
  public double[] wanted(double[] point, double @Nullable [] last, double stepLength) {
    if (last != null) {
      return last.clone();
    }
    double[] first = new double[point.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = backward ? -random.nextGaussian() : random.nextGaussian();
    }
    return first;
  }

  @Override
  public double longestStep(double wantedLength, double allowedLength) {
    return Double.POSITIVE_INFINITY;
  }
}

package dev.nervure.glassbox.block;

import dev.nervure.stats.Estimate;

/**
 * Where the pattern of an image lies and how it is turned, read off its first and second moments.
 *
 * @param down rows of the centre of mass below the centre of the image
 * @param right columns of the centre of mass right of the centre of the image
 * @param spread root mean square distance of the mass from its centre, in pixels
 * @param elongation (v1 - v2) / (v1 + v2) of the variances along the principal axes, 0 to 1
 * @param degrees the direction of the longer axis, anticlockwise as seen from right, in [0, 180):
 *     second moments do not tell it from its opposite. Not estimable where there is no longer axis,
 *     or no mass. Its standard error is 0, as it describes this image and no population
 */
public record Pose(double down, double right, double spread, double elongation, Estimate degrees) {
  private static final double ROUNDING = 1e-12;

  /**
   * The pose of an image. O(pixels).
   *
   * @param image row by row, not negative
   * @throws IllegalArgumentException where a value is negative
   */
  public static Pose of(ImageSize size, double[] image) {
    MassMoments moments = new MassMoments("pose", size, image);
    if (moments.isEmpty()) {
      return new Pose(
          0, 0, 0, 0, Estimate.notEstimable("the image is empty: nothing in it has a direction"));
    }
    double sum = moments.central(2, 0) + moments.central(0, 2);
    double stretch = moments.central(2, 0) - moments.central(0, 2);
    double slant = 2 * moments.central(1, 1);
    double length = StrictMath.hypot(stretch, slant);
    boolean isRound = length <= ROUNDING * sum;
    return new Pose(
        moments.down(),
        moments.right(),
        Math.sqrt(sum / moments.mass()),
        isRound ? 0 : length / sum,
        isRound
            ? Estimate.notEstimable(
                "the variance is the same in all directions: there is no longer axis")
            : Estimate.of(degrees(StrictMath.atan2(slant, stretch) / 2), 0));
  }

  private static double degrees(double angle) {
    double degrees = StrictMath.toDegrees(angle);
    double within = degrees < 0 ? degrees + 180 : degrees;
    return within >= 180 ? 0 : within;
  }
}

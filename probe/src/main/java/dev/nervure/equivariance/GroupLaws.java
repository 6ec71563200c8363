package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.stats.RatioEstimate;

/**
 * Whether the shared 1 x 1 maps of a transformation obey the laws of the transformation, asked of
 * the features of held images (matrices alone differ in directions that no feature has): back after
 * there leaves features as they were, and so do as many repetitions as the transformation has until
 * it is the identity. As residuals: squares of the difference over those about the mean.
 *
 * @param inverse there and back
 * @param order all repetitions; not estimable where the transformation has no order, or moves parts
 *     of sites
 */
record GroupLaws(Estimate inverse, Estimate order) {
  private static final int MOST_REPETITIONS = 8;

  /**
   * Measures.
   *
   * @param there maps of plain images to transformed ones
   * @param back the way back
   */
  static GroupLaws of(
      WarpedPairs pairs,
      FittedMaps there,
      FittedMaps back,
      SymmetrySettings settings,
      Progress progress) {
    FeatureMap forward = there.maps().get(Rung.SHARED_1X1);
    FeatureMap backward = back.maps().get(Rung.SHARED_1X1);
    if (forward == null || backward == null) {
      Estimate none = Estimate.notEstimable("needs the rung shared_1x1");
      return new GroupLaws(none, none);
    }
    int repetitions = pairs.warp().order();
    boolean repeats = repetitions > 0 && repetitions <= MOST_REPETITIONS && there.isOfWholeSites();
    double[] whole = new double[settings.held()];
    double[] afterBoth = new double[settings.held()];
    double[] afterAll = new double[settings.held()];
    pairs.forEach(
        settings.fit(),
        settings.fit() + settings.held(),
        (first, plain, moved) -> {
          for (int image = 0; image < plain.length; image++) {
            int at = first - settings.fit() + image;
            double[] features = plain[image];
            whole[at] = HeldResiduals.aboutMean(features, back);
            double[] led = forward.of(features, progress);
            afterBoth[at] = HeldResiduals.difference(backward.of(led, progress), features, back);
            if (repeats) {
              for (int k = 1; k < repetitions; k++) {
                led = forward.of(led, progress);
              }
              afterAll[at] = HeldResiduals.difference(led, features, back);
            }
          }
        },
        progress);
    RandomStream stream = RandomStream.seeded(settings.seed()).derive("bootstrap");
    return new GroupLaws(
        RatioEstimate.of(afterBoth, whole, settings.resamples(), stream).ratio(),
        repeats
            ? RatioEstimate.of(afterAll, whole, settings.resamples(), stream).ratio()
            : Estimate.notEstimable(
                "repetitions end nowhere near, or sites are interpolated, which blurs with each"));
  }
}

package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import dev.nervure.stats.RatioEstimate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What maps leave unexplained on images that they were not found from: the sum of squares of the
 * difference over that of the features about the mean of each channel. 0 is perfect, 1 is as good
 * as a constant. Over sites whose content was on the feature map before.
 */
final class HeldResiduals {
  private final Map<Rung, RatioEstimate> ofMaps = new EnumMap<>(Rung.class);
  private final Map<Rung, RatioEstimate> ofControls = new EnumMap<>(Rung.class);

  private HeldResiduals() {}

  /**
   * Measures.
   *
   * @param back whether maps lead to plain features from the others
   * @param controls maps that were found from pairs that do not belong together; may be none
   */
  static HeldResiduals of(
      FeaturePairs pairs,
      FittedMaps fitted,
      boolean back,
      Map<Rung, FeatureMap> maps,
      Map<Rung, FeatureMap> controls,
      SymmetrySettings settings,
      Progress progress) {
    HeldResiduals found = new HeldResiduals();
    Map<Rung, double[]> left = squares(maps, settings.held());
    Map<Rung, double[]> leftByControls = squares(controls, settings.held());
    double[] whole = new double[settings.held()];
    pairs.forEach(
        settings.fit(),
        settings.fit() + settings.held(),
        (first, plain, moved) -> {
          for (int image = 0; image < plain.length; image++) {
            progress.checkCancelled();
            int at = first - settings.fit() + image;
            double[] source = back ? moved[image] : plain[image];
            double[] target = back ? plain[image] : moved[image];
            whole[at] = aboutMean(target, fitted);
            left.forEach(
                (rung, sums) ->
                    sums[at] = difference(map(maps, rung).of(source, progress), target, fitted));
            leftByControls.forEach(
                (rung, sums) ->
                    sums[at] =
                        difference(map(controls, rung).of(source, progress), target, fitted));
          }
        },
        progress);
    RandomStream stream = RandomStream.seeded(settings.seed()).derive("bootstrap");
    left.forEach(
        (rung, sums) ->
            found.ofMaps.put(rung, RatioEstimate.of(sums, whole, settings.resamples(), stream)));
    leftByControls.forEach(
        (rung, sums) ->
            found.ofControls.put(
                rung, RatioEstimate.of(sums, whole, settings.resamples(), stream)));
    return found;
  }

  private static FeatureMap map(Map<Rung, FeatureMap> maps, Rung rung) {
    return Objects.requireNonNull(maps.get(rung));
  }

  private static Map<Rung, double[]> squares(Map<Rung, FeatureMap> maps, int images) {
    Map<Rung, double[]> squares = new EnumMap<>(Rung.class);
    maps.keySet().forEach(rung -> squares.put(rung, new double[images]));
    return squares;
  }

  /** Squares of the features of an image about the mean of each channel. */
  static double aboutMean(double[] features, FittedMaps fitted) {
    double[] mean = fitted.targetMean();
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      if (fitted.isValid(i / mean.length)) {
        double difference = features[i] - mean[i % mean.length];
        sum += difference * difference;
      }
    }
    return sum;
  }

  /** Squares of a difference of features. */
  static double difference(double[] features, double[] other, FittedMaps fitted) {
    int channels = fitted.targetMean().length;
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      if (fitted.isValid(i / channels)) {
        double difference = features[i] - other[i];
        sum += difference * difference;
      }
    }
    return sum;
  }

  /** What the map of a rung leaves. */
  Map<Rung, RatioEstimate> ofMaps() {
    return ofMaps;
  }

  /** What the map leaves that was found from pairs that do not belong together. */
  Map<Rung, RatioEstimate> ofControls() {
    return ofControls;
  }
}

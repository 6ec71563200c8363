package dev.nervure.study.fiber;

import dev.nervure.fiber.NetworkMap;
import dev.nervure.fiber.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import org.jspecify.annotations.Nullable;

/**
 * The pullback metric of one layer at one input, or why it is not computed.
 *
 * @param layer the layer
 * @param spectrum null where it is not computed
 * @param notEstimable why it is not; null where it is
 */
public record LayerSpectrum(
    Layer layer, @Nullable PullbackSpectrum spectrum, @Nullable String notEstimable) {

  /** Beyond this many entries a Jacobian is not decomposed: 200 MB, and minutes. */
  private static final long MOST_ENTRIES = 25_000_000;

  static boolean isTooLarge(Layer layer, Model model) {
    return layer.size() * model.input().size() > MOST_ENTRIES;
  }

  /**
   * Decomposes the Jacobian from the input to a layer.
   *
   * @param model computing in float64
   * @param point the input, flat
   * @param rankTolerance singular values up to this fraction of the largest count as zero
   */
  public static LayerSpectrum of(Model model, Layer layer, double[] point, double rankTolerance) {
    if (isTooLarge(layer, model)) {
      return new LayerSpectrum(
          layer,
          null,
          "the Jacobian has %d entries, more than %d"
              .formatted(layer.size() * point.length, MOST_ENTRIES));
    }
    return new LayerSpectrum(
        layer,
        PullbackSpectrum.at(NetworkMap.between(model, model.input(), layer), point, rankTolerance),
        null);
  }
}

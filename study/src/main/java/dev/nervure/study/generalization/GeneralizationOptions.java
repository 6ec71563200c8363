package dev.nervure.study.generalization;

import dev.nervure.measure.Measures;
import dev.nervure.study.layers.LayerMeasurements;
import dev.nervure.study.layers.LayerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is asked of a zoo of networks. Start from {@link #defaults(String)}.
 *
 * @param target name of what is to be predicted
 * @param lowerIsBetter whether the network with the lowest target is the best
 * @param samples most training samples of a network on which descriptors are taken; all networks
 *     have the same number, as many as the one with the fewest
 * @param paper whether the descriptors of the published figure are taken as well: lifespan sums of
 *     one class at the logits with its factor 1/2
 * @param noiseDraws random changes of the weights behind the sharpness, at least 2
 * @param resamples bootstrap draws of the networks and permutations of the target, at least 100
 * @param measured what is measured at the logits, and at which layers besides: {@code logits} for
 *     none
 */
public record GeneralizationOptions(
    String target,
    boolean lowerIsBetter,
    int samples,
    boolean paper,
    int noiseDraws,
    int resamples,
    LayerOptions measured) {
  /** The choice of layers that stands for the logits alone. */
  public static final String LOGITS = "logits";

  /** Measured where nothing is said: what the original study relates to the test accuracy. */
  public static final String MEASURES =
      "lifespan_sum_h0,lifespan_sum_h1,ph_dimension,twonn_dimension";

  /** The class of the published figure, the second of ten. */
  static final int PAPER_CLASS = 1;

  private static final List<String> SMALL_IS_GOOD = List.of("gap", "loss", "error");

  /** Checks the numbers. */
  public GeneralizationOptions {
    if (target.isBlank()) {
      throw new IllegalArgumentException("the target must have a name");
    }
    if (samples < LayerOptions.FEWEST_POINTS) {
      throw new IllegalArgumentException(
          "samples must be at least %d but were %d".formatted(LayerOptions.FEWEST_POINTS, samples));
    }
    if (noiseDraws < 2) {
      throw new IllegalArgumentException("noise draws must be at least 2 but were " + noiseDraws);
    }
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be at least 100 but were " + resamples);
    }
  }

  /**
   * A thousand samples at the logits, ten draws of noise, 2000 bootstrap draws. Low is good where
   * the name of the target speaks of a gap, a loss or an error.
   */
  public static GeneralizationOptions defaults(String target) {
    String name = target.toLowerCase(Locale.ROOT);
    return new GeneralizationOptions(
        target,
        SMALL_IS_GOOD.stream().anyMatch(name::contains),
        1000,
        false,
        10,
        2000,
        LayerOptions.defaults()
            .withLayers(LOGITS)
            .withMeasures(Measures.choose(MEASURES, LayerMeasurements.names())));
  }

  /** The same with another direction. */
  public GeneralizationOptions withLowerIsBetter(boolean changed) {
    return new GeneralizationOptions(
        target, changed, samples, paper, noiseDraws, resamples, measured);
  }

  /** The same with another number of samples. */
  public GeneralizationOptions withSamples(int changed) {
    return new GeneralizationOptions(
        target, lowerIsBetter, changed, paper, noiseDraws, resamples, measured);
  }

  /** The same with the descriptors of the published figure, or without. */
  public GeneralizationOptions withPaper(boolean changed) {
    return new GeneralizationOptions(
        target, lowerIsBetter, samples, changed, noiseDraws, resamples, measured);
  }

  /** The same with another number of bootstrap draws and permutations. */
  public GeneralizationOptions withResamples(int changed) {
    return new GeneralizationOptions(
        target, lowerIsBetter, samples, paper, noiseDraws, changed, measured);
  }

  /** The same with other layers or another way to measure. */
  public GeneralizationOptions withMeasured(LayerOptions changed) {
    return new GeneralizationOptions(
        target, lowerIsBetter, samples, paper, noiseDraws, resamples, changed);
  }

  /** What is measured in layers, with that of the published figure where it is asked for. */
  List<String> measures() {
    if (!paper) {
      return measured.measures();
    }
    List<String> all = new ArrayList<>(measured.measures());
    all.addAll(List.of("lifespan_sum_h0_paper", "lifespan_sum_h1_paper"));
    return Measures.inOrder(all);
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("target", target);
    parameters.put("best", lowerIsBetter ? "lowest" : "highest");
    parameters.put("mostSamples", samples);
    parameters.put("paper", paper);
    parameters.put("noiseDraws", noiseDraws);
    parameters.put("resamples", resamples);
    parameters.putAll(measured.parameters());
    return parameters;
  }
}

package dev.nervure.study.symmetry;

import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.StitchProbe;
import dev.nervure.equivariance.SymmetrySettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of two networks are stitched.
 *
 * @param layers a pattern of layers of the network that features are taken from; null for the
 *     outputs of convolutions and of products with a matrix, and the logits
 * @param intoLayers likewise of the network that goes on from them
 * @param pairs which layers belong together
 * @param twins networks of the graph of the first with random weights, 0 or more. Default 2
 * @param settings how each pair is measured; its boundary is not used
 * @param threads pairs at a time, 1 or more; no result depends on it
 */
public record StitchOptions(
    @Nullable String layers,
    @Nullable String intoLayers,
    Pairs pairs,
    int twins,
    SymmetrySettings settings,
    int threads) {
  private static final int USUAL_TWINS = 2;

  /** Which layers are stitched to which. */
  public enum Pairs {
    /** Each to the layer of nearest relative depth that it can be led to. */
    NEAREST,
    /** Each to all that it can be led to. */
    ALL
  }

  /** Checks each. */
  public StitchOptions {
    StitchProbe.requireRungs(settings.rungs());
    if (twins < 0) {
      throw new IllegalArgumentException("untrained twins must be 0 or more but were " + twins);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but were " + threads);
    }
  }

  /** The defaults, on one thread. */
  public static StitchOptions defaults() {
    return new StitchOptions(
        null,
        null,
        Pairs.NEAREST,
        USUAL_TWINS,
        SymmetrySettings.defaults().withRungs(StitchProbe.USUAL),
        1);
  }

  /** The same with other layers of both networks. */
  public StitchOptions withLayers(@Nullable String from, @Nullable String into) {
    return new StitchOptions(from, into, pairs, twins, settings, threads);
  }

  /** The same with other pairs. */
  public StitchOptions withPairs(Pairs changed) {
    return new StitchOptions(layers, intoLayers, changed, twins, settings, threads);
  }

  /** The same with another number of twins. */
  public StitchOptions withTwins(int changed) {
    return new StitchOptions(layers, intoLayers, pairs, changed, settings, threads);
  }

  /** The same with other settings. */
  public StitchOptions withSettings(SymmetrySettings changed) {
    return new StitchOptions(layers, intoLayers, pairs, twins, changed, threads);
  }

  /** The same with other threads. */
  public StitchOptions withThreads(int changed) {
    return new StitchOptions(layers, intoLayers, pairs, twins, settings, changed);
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    String usual = "convolutions, products with a matrix and logits";
    parameters.put("layers", layers == null ? usual : layers);
    parameters.put("intoLayers", intoLayers == null ? usual : intoLayers);
    parameters.put("pairs", pairs.name().toLowerCase(Locale.ROOT));
    parameters.put("twins", twins);
    parameters.put("rungs", settings.rungs().stream().map(Rung::text).toList());
    parameters.put("fitImages", settings.fit());
    parameters.put("heldImages", settings.held());
    parameters.put("batchSize", settings.batch());
    parameters.put("taskSteps", settings.taskSteps());
    parameters.put("resamples", settings.resamples());
    return parameters;
  }
}

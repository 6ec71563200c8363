package dev.nervure.study.symmetry;

import dev.nervure.equivariance.ImageWarp;
import dev.nervure.equivariance.Rung;
import dev.nervure.equivariance.SymmetrySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which transformations are asked of which layers.
 *
 * @param layers a pattern of layers; null for the outputs of convolutions, before what follows
 *     them, and the logits
 * @param transforms at least one
 * @param labelPreserving names of those of which the user says that they change no label
 * @param twins networks of the same graph with random weights beside it, 0 or more. Default 2
 * @param settings how each is measured
 * @param threads layers at a time, 1 or more; no result depends on it
 */
public record SymmetryOptions(
    @Nullable String layers,
    List<ImageWarp> transforms,
    List<String> labelPreserving,
    int twins,
    SymmetrySettings settings,
    int threads) {
  private static final int USUAL_TWINS = 2;

  /** Checks each. */
  public SymmetryOptions {
    transforms = List.copyOf(transforms);
    labelPreserving = List.copyOf(labelPreserving);
    if (transforms.isEmpty()) {
      throw new IllegalArgumentException(
          "at least one transformation must be asked, such as "
              + String.join(", ", ImageWarp.FORMS));
    }
    for (String name : labelPreserving) {
      if (transforms.stream().noneMatch(warp -> warp.name().equals(name))) {
        throw new IllegalArgumentException(
            "%s is to preserve labels but is not asked among %s"
                .formatted(
                    name, String.join(", ", transforms.stream().map(ImageWarp::name).toList())));
      }
    }
    if (twins < 0) {
      throw new IllegalArgumentException("untrained twins must be 0 or more but were " + twins);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but were " + threads);
    }
  }

  /** These transformations with the defaults of everything else, on one thread. */
  public static SymmetryOptions of(List<ImageWarp> transforms) {
    return new SymmetryOptions(
        null, transforms, List.of(), USUAL_TWINS, SymmetrySettings.defaults(), 1);
  }

  /** The same with other layers. */
  public SymmetryOptions withLayers(@Nullable String changed) {
    return new SymmetryOptions(changed, transforms, labelPreserving, twins, settings, threads);
  }

  /** The same with other transformations that change no label. */
  public SymmetryOptions withLabelPreserving(List<String> changed) {
    return new SymmetryOptions(layers, transforms, changed, twins, settings, threads);
  }

  /** The same with another number of twins. */
  public SymmetryOptions withTwins(int changed) {
    return new SymmetryOptions(layers, transforms, labelPreserving, changed, settings, threads);
  }

  /** The same with other settings. */
  public SymmetryOptions withSettings(SymmetrySettings changed) {
    return new SymmetryOptions(layers, transforms, labelPreserving, twins, changed, threads);
  }

  /** The same with other threads. */
  public SymmetryOptions withThreads(int changed) {
    return new SymmetryOptions(layers, transforms, labelPreserving, twins, settings, changed);
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("layers", layers == null ? "convolutions and logits" : layers);
    parameters.put("transforms", transforms.stream().map(ImageWarp::name).toList());
    parameters.put("labelPreserving", labelPreserving);
    parameters.put("twins", twins);
    parameters.put("rungs", settings.rungs().stream().map(Rung::text).toList());
    parameters.put("boundary", settings.boundary().name().toLowerCase(Locale.ROOT));
    parameters.put("fitImages", settings.fit());
    parameters.put("heldImages", settings.held());
    parameters.put("batchSize", settings.batch());
    parameters.put("taskSteps", settings.taskSteps());
    parameters.put("resamples", settings.resamples());
    return parameters;
  }
}

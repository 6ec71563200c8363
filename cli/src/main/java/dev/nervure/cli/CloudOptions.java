package dev.nervure.cli;

import dev.nervure.study.layers.LayerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of which layers which points are measured. */
final class CloudOptions {
  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "default (one edge per block, input and logits included), all, a glob on names, type:Conv, depth:0.2-0.5; several with commas. Default: default, unless the command says otherwise.")
  private @Nullable String layers;

  @Option(
      names = "--point-cap",
      paramLabel = "N",
      description =
          "Most points for everything but lifespan sums and diagrams. Default: 5000, unless the command says otherwise.")
  private @Nullable Integer pointCap;

  @Option(
      names = "--project-above",
      paramLabel = "N",
      description =
          "Layers with more coordinates are projected at random to at most 16384, and the change of distances is measured and stated. Default: 65536.")
  private int projectAbove = LayerOptions.defaults().projectAbove();

  @Option(
      names = "--drop-nonfinite",
      fallbackValue = "true",
      description =
          "Leave samples with NaN or infinite activations out of a layer instead of leaving the layer unmeasured.")
  private boolean dropNonFinite;

  /**
   * What they say, the rest by default.
   *
   * @param usualLayers the pattern where nothing is said
   * @param usualCap most points where nothing is said
   */
  LayerOptions options(String usualLayers, int usualCap) {
    return LayerOptions.defaults()
        .withLayers(layers == null ? usualLayers : layers)
        .withPointCap(pointCap == null ? usualCap : pointCap)
        .withProjectAbove(projectAbove)
        .withDropNonFinite(dropNonFinite);
  }
}

package dev.nervure.cli;

import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.PointSelection;
import dev.nervure.study.layers.SelectionOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Of which layers which points are measured. */
final class CloudOptions {
  /** Whose positions are drawn. */
  enum SelectionRule {
    CLEAN,
    REFERENCE
  }

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "default (one edge per block, input and logits included), all, a glob on names, a module such as layer1.0, type:Conv, depth:0.2-0.5; several with commas. Default: default, unless the command says otherwise.")
  private @Nullable String layers;

  @Option(
      names = "--selection",
      paramLabel = "RULE",
      defaultValue = "pooled",
      description =
          "Which positions of a layer are points, vectors of its channels: random (one a sample), full (all, drawn down to --point-cap), top-l2 (the longest vector of each sample), foreground-1, foreground-5, background-1 (the positions that see most of a --mask). Takes the place of --pooling. Default: pooled, what --pooling says.")
  private PointSelection selection = PointSelection.POOLED;

  @Option(
      names = "--mask",
      paramLabel = "PATH",
      description =
          "What is foreground, for --selection foreground-1, foreground-5, background-1: a folder of images or an array, one for each sample of --data in the same order and of the same height and width, not 0 where there is foreground.")
  private @Nullable Path mask;

  @Option(
      names = "--selection-rule",
      paramLabel = "RULE",
      defaultValue = "clean",
      description =
          "clean, or reference: as the code of arXiv 2212.00222, whose random positions are never in the first row or column. Default: clean.")
  private SelectionRule selectionRule = SelectionRule.CLEAN;

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

  /** Whether {@code --layers} is given. */
  boolean namesLayers() {
    return layers != null;
  }

  /**
   * What they say, the rest by default.
   *
   * @param command that has them: its {@code --pooling} does not go with a selection
   * @param usualLayers the pattern where nothing is said
   */
  LayerOptions options(CommandSpec command, String usualLayers) {
    UnusedOptions unused = new UnusedOptions(command);
    unused.refuse(
        selection.isMade(), "does not go with --selection, which takes its place", "--pooling");
    unused.refuse(!selection.isMade(), "belongs to --selection", "--selection-rule", "--mask");
    return LayerOptions.defaults()
        .withSelection(
            new SelectionOptions(
                selection,
                selectionRule == SelectionRule.REFERENCE,
                mask == null ? null : DataSource.open(mask, DataOptions.DEFAULT)))
        .withLayers(layers == null ? usualLayers : layers)
        .withProjectAbove(projectAbove)
        .withDropNonFinite(dropNonFinite);
  }
}

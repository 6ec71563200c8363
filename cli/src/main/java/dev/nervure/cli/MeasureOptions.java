package dev.nervure.cli;

import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.measure.Measures;
import dev.nervure.study.layers.GraphOptions;
import dev.nervure.study.layers.LayerMeasurements;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.PointSelection;
import dev.nervure.study.layers.SelectionOptions;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which layers what is measured, and of how many points. */
final class MeasureOptions {
  private static final String DEFAULT = "default";

  /** Whose positions are drawn. */
  enum SelectionRule {
    CLEAN,
    REFERENCE
  }

  /** For help and completion. */
  private static final class MeasureNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LayerMeasurements.names().iterator();
    }
  }

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--layers",
      paramLabel = "PATTERN",
      description =
          "default (one edge per block, input and logits included), all, a glob on names, type:Conv, depth:0.2-0.5; several with commas. Default: default, unless the command says otherwise.")
  private @Nullable String layers;

  @Option(
      names = "--measures",
      paramLabel = "LIST",
      defaultValue = "default",
      completionCandidates = MeasureNames.class,
      description =
          "Names with commas: ${COMPLETION-CANDIDATES}; or default (of this command), paper, all.")
  private String measures = "default";

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
      names = "--points-per-class",
      paramLabel = "N",
      description =
          "Most points of a class in its lifespan sums and in the graphs of graph_betti_*. Default: 300.")
  private int pointsPerClass = LayerOptions.defaults().pointsPerClass();

  @Option(
      names = "--points-overall",
      paramLabel = "N",
      description = "Most points in the lifespan sums and diagrams over all points. Default: 500.")
  private int pointsOverall = LayerOptions.defaults().pointsOverall();

  @Option(
      names = "--point-cap",
      paramLabel = "N",
      description = "Most points for everything else. Default: 5000.")
  private int pointCap = LayerOptions.defaults().pointCap();

  @Option(
      names = "--project-above",
      paramLabel = "N",
      description =
          "Layers with more coordinates are projected at random to at most 16384, and the change of distances is measured and stated. Default: 65536.")
  private int projectAbove = LayerOptions.defaults().projectAbove();

  @Option(
      names = "--graph-neighbors",
      paramLabel = "N",
      description =
          "Nearest neighbours that a point is joined with in graphs, for graph_betti_*, graph_gap and hodge_gap. Default: 14.")
  private int graphNeighbors = GraphOptions.defaults().neighbors();

  @Option(
      names = "--graph-steps",
      paramLabel = "N",
      description =
          "Steps along the graph up to which points form cliques, for graph_betti_*. Default: 2.")
  private int graphSteps = GraphOptions.defaults().steps();

  @Option(
      names = "--drop-nonfinite",
      fallbackValue = "true",
      description =
          "Leave samples with NaN or infinite activations out of a layer instead of leaving the layer unmeasured.")
  private boolean dropNonFinite;

  /** What they say, the rest by default. */
  LayerOptions options() {
    return options(DEFAULT);
  }

  /**
   * The same of a command with measures of its own.
   *
   * @param usual names with commas: what {@code default} stands for
   */
  LayerOptions options(String usual) {
    return options(usual, DEFAULT);
  }

  /**
   * The same of a command with measures and layers of its own.
   *
   * @param usualLayers the pattern where nothing is said
   */
  LayerOptions options(String usual, String usualLayers) {
    UnusedOptions unused = new UnusedOptions(command);
    unused.refuse(
        selection.isMade(), "does not go with --selection, which takes its place", "--pooling");
    unused.refuse(!selection.isMade(), "belongs to --selection", "--selection-rule");
    return LayerOptions.defaults()
        .withSelection(
            new SelectionOptions(
                selection,
                selectionRule == SelectionRule.REFERENCE,
                mask == null ? null : DataSource.open(mask, DataOptions.DEFAULT)))
        .withLayers(layers == null ? usualLayers : layers)
        .withMeasures(
            Measures.choose(
                Stream.of(measures.split(","))
                    .map(word -> word.strip().equalsIgnoreCase(DEFAULT) ? usual : word)
                    .collect(Collectors.joining(",")),
                LayerMeasurements.names()))
        .withPointsPerClass(pointsPerClass)
        .withPointsOverall(pointsOverall)
        .withPointCap(pointCap)
        .withProjectAbove(projectAbove)
        .withGraph(new GraphOptions(graphNeighbors, graphSteps))
        .withDropNonFinite(dropNonFinite);
  }
}

package dev.nervure.cli;

import dev.nervure.measure.Measures;
import dev.nervure.study.layers.GraphOptions;
import dev.nervure.study.layers.LayerMeasurements;
import dev.nervure.study.layers.LayerOptions;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which layers what is measured, and of how many points. */
final class MeasureOptions {
  private static final String DEFAULT = "default";

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

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private CloudOptions clouds;

  @Option(
      names = "--measures",
      paramLabel = "LIST",
      defaultValue = "default",
      completionCandidates = MeasureNames.class,
      description =
          "Names with commas: ${COMPLETION-CANDIDATES}; or default (of this command), paper, all.")
  private String measures = "default";

  @Option(
      names = "--points-per-class",
      paramLabel = "N",
      description =
          "Most points of a class in its lifespan sums and in the graphs of graph_betti_*. Default: 300.")
  private int pointsPerClass = LayerOptions.defaults().pointsPerClass();

  @Option(
      names = "--points-overall",
      paramLabel = "N",
      description =
          "Most points in the lifespan sums and diagrams over all points. Default: ${DEFAULT-VALUE}.")
  private int pointsOverall;

  @Option(
      names = "--point-cap",
      paramLabel = "N",
      description = "Most points for everything else. Default: 5000.")
  private int pointCap = LayerOptions.defaults().pointCap();

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

  /** With the usual numbers of points. */
  MeasureOptions() {
    this(LayerOptions.defaults().pointsOverall());
  }

  /**
   * Of a command with a number of its own.
   *
   * @param pointsOverall that of {@code --points-overall} where nothing is said
   */
  MeasureOptions(int pointsOverall) {
    this.pointsOverall = pointsOverall;
  }

  /** Whether {@code --layers} is given. */
  boolean namesLayers() {
    return clouds.namesLayers();
  }

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
    return clouds
        .options(command, usualLayers)
        .withPointCap(pointCap)
        .withMeasures(
            Measures.choose(
                Stream.of(measures.split(","))
                    .map(word -> word.strip().equalsIgnoreCase(DEFAULT) ? usual : word)
                    .collect(Collectors.joining(",")),
                LayerMeasurements.names()))
        .withPointsPerClass(pointsPerClass)
        .withPointsOverall(pointsOverall)
        .withGraph(new GraphOptions(graphNeighbors, graphSteps));
  }
}

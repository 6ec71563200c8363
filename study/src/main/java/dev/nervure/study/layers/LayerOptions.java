package dev.nervure.study.layers;

import dev.nervure.measure.Measures;
import dev.nervure.network.Pooling;
import dev.nervure.run.LayerResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is measured in layers and how. Start from {@link #defaults()}.
 *
 * @param layers which layers: a pattern of {@link dev.nervure.network.Model#select}
 * @param pooling how activation maps become points; {@link Pooling#SPATIAL} whatever is given where
 *     positions are selected
 * @param selection which positions are points, instead of what pooling makes of all
 * @param measures names of what is measured, of those of {@link LayerMeasurements#names()}; kept in
 *     the order of the registry, each once
 * @param batchSize samples per forward pass, at least 1
 * @param seed seed of every random draw
 * @param threads layers measured at a time, at least 1; results are the same for any number
 * @param pointsPerClass most points of a class in its lifespan sums; the paper takes 300 (its code
 *     250), fewer where a class has fewer
 * @param pointsOverall most points in the lifespan sums and diagrams over all points; degree 1
 *     costs about n cubed
 * @param pointCap most points for everything else, which costs n squared; only spatial pooling
 *     comes near it
 * @param projectAbove layers with more coordinates are projected at random to fewer, so that what a
 *     pass leaves and what distances cost stays bounded
 * @param repeats random splits into halves behind the error of a lifespan sum and behind the band
 *     of noise, at least 2
 * @param neighbors neighbours of a point in the label agreement, at least 1
 * @param graph how points are joined to a graph, for Betti numbers and spectra of graphs
 * @param dropNonFinite leave samples with NaN or infinite activations out of a layer, instead of
 *     leaving the layer unmeasured
 */
public record LayerOptions(
    String layers,
    Pooling pooling,
    SelectionOptions selection,
    List<String> measures,
    int batchSize,
    long seed,
    int threads,
    int pointsPerClass,
    int pointsOverall,
    int pointCap,
    int projectAbove,
    int repeats,
    int neighbors,
    GraphOptions graph,
    boolean dropNonFinite) {
  /** Fewest points of a class in a lifespan sum. */
  public static final int FEWEST_POINTS = LifespanSums.FEWEST_POINTS;

  /** Checks the numbers. */
  public LayerOptions {
    pooling = selection.points().isMade() ? Pooling.SPATIAL : pooling;
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("at least one measure must be chosen");
    }
    for (String measure : measures) {
      if (!LayerMeasurements.names().contains(measure)) {
        throw new IllegalArgumentException(
            "'%s' cannot be measured in a layer; %s can"
                .formatted(measure, String.join(", ", LayerMeasurements.names())));
      }
    }
    measures = Measures.inOrder(measures);
    requireAtLeast("batch size", batchSize, 1);
    requireAtLeast("threads", threads, 1);
    requireAtLeast("points per class", pointsPerClass, LifespanSums.FEWEST_POINTS);
    requireAtLeast("points overall", pointsOverall, LifespanSums.FEWEST_POINTS);
    requireAtLeast("point cap", pointCap, LifespanSums.FEWEST_POINTS);
    requireAtLeast("coordinates above which layers are projected", projectAbove, 1);
    requireAtLeast("repeats", repeats, 2);
    requireAtLeast("neighbors", neighbors, 1);
  }

  /** The defaults that docs/profile.md explains. */
  public static LayerOptions defaults() {
    return new LayerOptions(
        "default",
        Pooling.FLATTEN,
        SelectionOptions.none(),
        Measures.choose("default", LayerMeasurements.names()),
        64,
        1,
        Runtime.getRuntime().availableProcessors(),
        300,
        500,
        5000,
        1 << 16,
        10,
        10,
        GraphOptions.defaults(),
        false);
  }

  /** The same with other layers. */
  public LayerOptions withLayers(String changed) {
    return edited(fields -> fields.layers = changed);
  }

  /** The same with another pooling. */
  public LayerOptions withPooling(Pooling changed) {
    return edited(fields -> fields.pooling = changed);
  }

  /** The same with other positions. */
  public LayerOptions withSelection(SelectionOptions changed) {
    return edited(fields -> fields.selection = changed);
  }

  /** The same with other measures. */
  public LayerOptions withMeasures(Collection<String> changed) {
    return edited(fields -> fields.measures = List.copyOf(changed));
  }

  /** The same with another batch size. */
  public LayerOptions withBatchSize(int changed) {
    return edited(fields -> fields.batchSize = changed);
  }

  /** The same with another seed. */
  public LayerOptions withSeed(long changed) {
    return edited(fields -> fields.seed = changed);
  }

  /** The same with another number of threads. */
  public LayerOptions withThreads(int changed) {
    return edited(fields -> fields.threads = changed);
  }

  /** The same with another cap for classes. */
  public LayerOptions withPointsPerClass(int changed) {
    return edited(fields -> fields.pointsPerClass = changed);
  }

  /** The same with another cap for all points. */
  public LayerOptions withPointsOverall(int changed) {
    return edited(fields -> fields.pointsOverall = changed);
  }

  /** The same with another general cap. */
  public LayerOptions withPointCap(int changed) {
    return edited(fields -> fields.pointCap = changed);
  }

  /** The same with another width from which layers are projected. */
  public LayerOptions withProjectAbove(int changed) {
    return edited(fields -> fields.projectAbove = changed);
  }

  /** The same with another number of splits into halves. */
  public LayerOptions withRepeats(int changed) {
    return edited(fields -> fields.repeats = changed);
  }

  /** The same with another number of neighbours. */
  public LayerOptions withNeighbors(int changed) {
    return edited(fields -> fields.neighbors = changed);
  }

  /** The same with graphs of another kind. */
  public LayerOptions withGraph(GraphOptions changed) {
    return edited(fields -> fields.graph = changed);
  }

  /** The same with another treatment of non-finite activations. */
  public LayerOptions withDropNonFinite(boolean changed) {
    return edited(fields -> fields.dropNonFinite = changed);
  }

  /**
   * A layer as these options have it measured: at selected positions where it has several,
   * projected where it is wider than they say.
   *
   * @param layer with its coordinates after pooling
   */
  LayerResult measured(LayerResult layer) {
    LayerResult taken =
        selection.points().isMade() && PooledShape.positions(layer) > 1
            ? layer.selected(selection.text())
            : layer;
    return taken.dimension() > projectAbove
        ? taken.projected(Math.min(WideLayer.COLUMNS, projectAbove), null)
        : taken;
  }

  /**
   * Whether positions of a layer are selected now, and not by the run that has left them.
   *
   * @param layer as {@link #measured} gives it
   */
  boolean selects(LayerResult layer) {
    return selection.points().isMade() && layer.selection() != null;
  }

  /** Every option by its name with its value, for manifests. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("layers", layers);
    parameters.put("pooling", pooling.name().toLowerCase(Locale.ROOT));
    parameters.putAll(selection.parameters());
    parameters.put("measures", measures);
    parameters.put("batchSize", batchSize);
    parameters.put("threads", threads);
    parameters.put("pointsPerClass", pointsPerClass);
    parameters.put("pointsOverall", pointsOverall);
    parameters.put("pointCap", pointCap);
    parameters.put("projectAbove", projectAbove);
    parameters.put("repeats", repeats);
    parameters.put("neighbors", neighbors);
    parameters.put("graphNeighbors", graph.neighbors());
    parameters.put("graphSteps", graph.steps());
    parameters.put("dropNonFinite", dropNonFinite);
    return parameters;
  }

  /** Those that say which points there are, of which layers: for studies that measure their own. */
  public Map<String, Object> cloudParameters() {
    Map<String, Object> parameters = parameters();
    parameters
        .keySet()
        .removeAll(
            List.of(
                "measures",
                "pointsPerClass",
                "pointsOverall",
                "repeats",
                "neighbors",
                "graphNeighbors",
                "graphSteps"));
    return parameters;
  }

  /**
   * Choices that need less memory: fewer threads first, which changes no result, then fewer points.
   */
  public Stream<Smaller> smaller() {
    Stream<Smaller> fewerThreads =
        IntStream.iterate(threads - 1, fewer -> fewer >= 1, fewer -> fewer - 1)
            .mapToObj(fewer -> new Smaller("--threads " + fewer, withThreads(fewer)));
    Stream<Smaller> fewerPoints =
        IntStream.iterate(
                pointsOverall / 2,
                points -> points >= LifespanSums.FEWEST_POINTS,
                points -> points / 2)
            .mapToObj(
                points ->
                    new Smaller(
                        "--threads 1 --points-overall " + points,
                        withThreads(1)
                            .withPointsOverall(points)
                            .withPointsPerClass(Math.min(points, pointsPerClass))));
    return Stream.concat(fewerThreads, fewerPoints);
  }

  /**
   * A smaller choice.
   *
   * @param setting as it is typed
   * @param options with it
   */
  public record Smaller(String setting, LayerOptions options) {}

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but was %d".formatted(name, least, value));
    }
  }

  private LayerOptions edited(Consumer<Fields> edit) {
    Fields fields = new Fields(this);
    edit.accept(fields);
    return fields.options();
  }

  /** A mutable copy, so that each wither names one field only. */
  private static final class Fields {
    private String layers;
    private Pooling pooling;
    private SelectionOptions selection;
    private List<String> measures;
    private int batchSize;
    private long seed;
    private int threads;
    private int pointsPerClass;
    private int pointsOverall;
    private int pointCap;
    private int projectAbove;
    private int repeats;
    private int neighbors;
    private GraphOptions graph;
    private boolean dropNonFinite;

    Fields(LayerOptions from) {
      this.layers = from.layers;
      this.pooling = from.pooling;
      this.selection = from.selection;
      this.measures = from.measures;
      this.batchSize = from.batchSize;
      this.seed = from.seed;
      this.threads = from.threads;
      this.pointsPerClass = from.pointsPerClass;
      this.pointsOverall = from.pointsOverall;
      this.pointCap = from.pointCap;
      this.projectAbove = from.projectAbove;
      this.repeats = from.repeats;
      this.neighbors = from.neighbors;
      this.graph = from.graph;
      this.dropNonFinite = from.dropNonFinite;
    }

    LayerOptions options() {
      return new LayerOptions(
          layers,
          pooling,
          selection,
          measures,
          batchSize,
          seed,
          threads,
          pointsPerClass,
          pointsOverall,
          pointCap,
          projectAbove,
          repeats,
          neighbors,
          graph,
          dropNonFinite);
    }
  }
}

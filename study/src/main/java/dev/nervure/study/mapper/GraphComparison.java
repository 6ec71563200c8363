package dev.nervure.study.mapper;

import dev.nervure.mapper.BifurcationTree;
import dev.nervure.mapper.GraphDistance;
import dev.nervure.mapper.MapperGraph;
import dev.nervure.mapper.MapperNode;
import dev.nervure.mapper.NerveOptions;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MapperGroupRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.StageRows;
import dev.nervure.run.Tables;
import dev.nervure.stats.Estimate;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import dev.nervure.study.layers.LayerMeasurement;
import dev.nervure.study.layers.LayerPhases;
import dev.nervure.study.layers.ValueRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Mapper graphs of one cloud after another have to say together: how far the graph of each
 * layer is from that of the layer before, and which classes hang together. The points of two layers
 * are the same where both took the same samples, one point or equally many of each, and left none
 * out.
 */
final class GraphComparison {
  private static final int ROW_BYTES = 1 << 12;

  /** Expected of the transport between two graphs of a hundred nodes or two. */
  private static final double SECONDS = 0.3;

  private final LayerPhases phases;
  private final MapperSettings settings;
  private final List<LayerResult> layers;
  private final long seed;
  private final boolean labelled;

  /**
   * A comparison.
   *
   * @param settings of the graphs
   * @param labelled whether the samples have labels
   */
  GraphComparison(LayerPhases phases, MapperSettings settings, long seed, boolean labelled) {
    this.phases = phases;
    this.settings = settings;
    this.layers = List.copyOf(phases.activations().keySet());
    this.seed = seed;
    this.labelled = labelled;
  }

  /** A stage for each pair of layers that follow each other, and one for the classes. */
  Task task(List<Stage> graphs) {
    Map<Stage, SharedTask.Work<Map<Integer, Graph>>> works = new LinkedHashMap<>();
    long stored = 0;
    for (LayerResult layer : layers) {
      stored += cost(layer).storedBytes();
    }
    for (int i = 1; i < layers.size(); i++) {
      LayerResult before = layers.get(i - 1);
      LayerResult after = layers.get(i);
      works.put(
          Stage.of(
              "layer %04d %s/%s".formatted(after.index(), after.name(), MapperMeasures.DISTANCE),
              Key.of("distance of Mapper graphs", 2).after(graphs).with("from", before.index()),
              Cost.of(SECONDS, stored + cost(after).transportBytes()).leaving(ROW_BYTES)),
          (opened, sink, progress) ->
              new StageRows().add(distance(before, after, opened, progress)));
    }
    if (labelled) {
      works.put(
          Stage.of(
              "classes in Mapper graphs",
              Key.of("classes in Mapper graphs", 2).after(graphs),
              Cost.of(SECONDS, stored).leaving(ROW_BYTES)),
          (opened, sink, progress) -> groups(opened, sink));
    }
    return SharedTask.of((sink, progress) -> graphs(sink.results(), progress), works);
  }

  private MapperCost cost(LayerResult layer) {
    int points = phases.points(layer);
    return new MapperCost(
        settings, new LayerMeasurement.CloudSize(points, layer.measuredCoordinates(), 0, 0));
  }

  /**
   * A graph that was stored.
   *
   * @param samples of its points, as far as they are in nodes
   * @param whole whether no point was left out as not finite
   */
  private record Graph(MapperGraph graph, Map<Integer, Integer> samples, boolean whole) {}

  /** With the edges that the graphs had; higher simplices are not asked for again. */
  private Map<Integer, Graph> graphs(Results results, Progress progress) {
    NerveOptions nerve = settings.nerve().withMaxDimension(1);
    Map<Integer, Map<Integer, List<MapperMemberRow>>> members = new HashMap<>();
    for (MapperMemberRow row : results.rows(Tables.MAPPER_MEMBERS)) {
      members
          .computeIfAbsent(row.layer(), layer -> new HashMap<>())
          .computeIfAbsent(row.node(), node -> new ArrayList<>())
          .add(row);
    }
    Map<Integer, List<MapperNode>> nodes = new HashMap<>();
    Map<Integer, Map<Integer, Integer>> samples = new HashMap<>();
    for (MapperNodeRow row : results.rows(Tables.MAPPER_NODES)) {
      List<MapperMemberRow> own =
          Objects.requireNonNull(Objects.requireNonNull(members.get(row.layer())).get(row.node()));
      nodes
          .computeIfAbsent(row.layer(), layer -> new ArrayList<>())
          .add(
              new MapperNode(
                  row.element(),
                  row.cluster(),
                  own.stream().mapToInt(MapperMemberRow::point).toArray(),
                  new double[] {row.lens()}));
      Map<Integer, Integer> ofLayer =
          samples.computeIfAbsent(row.layer(), layer -> new HashMap<>());
      own.forEach(member -> ofLayer.put(member.point(), member.sample()));
    }
    Map<Integer, Graph> graphs = new TreeMap<>();
    for (MeasuredValue value : results.measures()) {
      Integer layer = value.place().layer();
      if (value.name().equals(MapperMeasures.NODES) && value.isEstimable() && layer != null) {
        graphs.put(
            layer,
            new Graph(
                MapperGraph.of(value.n(), nodes.getOrDefault(layer, List.of()), nerve, progress),
                samples.getOrDefault(layer, Map.of()),
                MapperNotes.parameters(value).get("droppedNonFinite").asInt() == 0));
      }
    }
    return graphs;
  }

  private MeasuredValue distance(
      LayerResult before, LayerResult after, Map<Integer, Graph> graphs, Progress progress) {
    ValueRows values = new ValueRows(after.place(), seed, "points coupled by the identity", "none");
    Graph first = graphs.get(before.index());
    Graph second = graphs.get(after.index());
    Map<String, Object> parameters = Map.of("from", before.name());
    Estimate distance;
    int n = 0;
    if (first == null || second == null) {
      distance = Estimate.notEstimable("one of both layers has no graph");
    } else if (!areOfTheSamePoints(first, second)) {
      distance =
          Estimate.notEstimable(
              "%s and this layer do not have the same points".formatted(before.name()));
    } else {
      n = second.graph().points();
      distance = GraphDistance.between(first.graph(), second.graph(), progress);
    }
    return distance.isEstimable()
        ? values.overallWithoutError(MapperMeasures.DISTANCE, distance.value(), n, parameters)
        : values.overall(MapperMeasures.DISTANCE, distance, n, parameters);
  }

  private static boolean areOfTheSamePoints(Graph first, Graph second) {
    boolean same =
        first.graph().points() == second.graph().points() && first.whole() && second.whole();
    for (Map.Entry<Integer, Integer> point : first.samples().entrySet()) {
      Integer other = second.samples().get(point.getKey());
      same &= other == null || other.equals(point.getValue());
    }
    return same;
  }

  /**
   * Of the layers that have a graph; none where these are not of the same points. Layers without a
   * graph do not part classes, nor hold them together.
   */
  private StageRows groups(Map<Integer, Graph> graphs, StageSink sink) {
    StageRows rows = new StageRows();
    List<LayerResult> withGraph = new ArrayList<>();
    List<Graph> all = new ArrayList<>();
    for (LayerResult layer : layers) {
      Graph graph = graphs.get(layer.index());
      if (graph == null) {
        continue;
      }
      if (!all.isEmpty() && !areOfTheSamePoints(all.get(0), graph)) {
        return rows;
      }
      withGraph.add(layer);
      all.add(graph);
    }
    if (all.isEmpty()) {
      return rows;
    }
    int[] labels = Objects.requireNonNull(phases.points(withGraph.get(0), sink).labels());
    List<Integer> present = List.copyOf(new TreeSet<>(Arrays.stream(labels).boxed().toList()));
    int[] classes = Arrays.stream(labels).map(present::indexOf).toArray();
    BifurcationTree tree =
        BifurcationTree.of(all.stream().map(Graph::graph).toList(), classes, present.size());
    for (int l = 0; l < withGraph.size(); l++) {
      for (int k = 0; k < present.size(); k++) {
        int together = tree.together()[l][k];
        rows.add(
            new MapperGroupRow(
                withGraph.get(l).index(),
                present.get(k),
                together < 0 ? -1 : present.get(together),
                present.get(tree.groups()[l][k]),
                tree.shares()[l][k]));
      }
    }
    return rows;
  }
}

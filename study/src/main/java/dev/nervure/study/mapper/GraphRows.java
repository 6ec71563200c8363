package dev.nervure.study.mapper;

import dev.nervure.mapper.AutomaticIntervals;
import dev.nervure.mapper.Clusterer;
import dev.nervure.mapper.Cover;
import dev.nervure.mapper.EpsElbow;
import dev.nervure.mapper.LensValues;
import dev.nervure.mapper.MapperEdge;
import dev.nervure.mapper.MapperGraph;
import dev.nervure.mapper.MapperNode;
import dev.nervure.mapper.MapperPurity;
import dev.nervure.mapper.MapperResult;
import dev.nervure.mapper.PurityRule;
import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.StageRows;
import dev.nervure.stats.Estimate;
import dev.nervure.study.layers.LayerPoints;
import dev.nervure.study.layers.ValueRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a Mapper graph leaves in the tables: its nodes, edges and members, and its values. */
final class GraphRows {
  /**
   * Deals of the labels behind the purity that chance gives; its spread is far below the values.
   */
  private static final int DEALS = 20;

  private final LayerPoints points;
  private final LensValues lens;
  private final MapperSettings.Cut cut;
  private final int largestSimplices;
  private final MapperSettings.Fitted fitted;
  private final ValueRows values;
  private final long seed;
  private final IntUnaryOperator originalIndex;
  private final int layer;

  GraphRows(
      LayerPoints points,
      LensValues lens,
      MapperSettings.Cut cut,
      MapperSettings.Fitted fitted,
      int largestSimplices,
      long seed,
      IntUnaryOperator originalIndex) {
    this.points = points;
    this.lens = lens;
    this.cut = cut;
    this.largestSimplices = largestSimplices;
    this.fitted = fitted;
    this.seed = seed;
    this.originalIndex = originalIndex;
    this.layer = Objects.requireNonNull(points.place().layer());
    this.values = ValueRows.of(points, seed, cut.cover().settings(), "none");
  }

  void add(MapperResult result, List<String> diagnosis, StageRows rows) {
    MapperGraph graph = result.graph();
    addCounts(result, diagnosis, rows);
    int[] labels = points.labels();
    SortedMap<Integer, Integer> present = present();
    int[] classes =
        labels == null
            ? new int[0]
            : Arrays.stream(labels).map(label -> position(present, label)).toArray();
    Map<PurityRule, MapperPurity> purities = new EnumMap<>(PurityRule.class);
    if (labels != null) {
      for (PurityRule rule : PurityRule.values()) {
        purities.put(rule, MapperPurity.of(graph, classes, present.size(), rule));
      }
    }
    addPurities(graph, classes, present, purities, rows);
    addNodes(graph, classes, List.copyOf(present.keySet()), purities, rows);
    addMembers(graph, labels, rows);
  }

  /** The classes that have points, numbered without gaps. */
  private SortedMap<Integer, Integer> present() {
    SortedMap<Integer, Integer> present = new TreeMap<>();
    points.classes().keySet().forEach(label -> present.put(label, present.size()));
    return present;
  }

  private static int position(SortedMap<Integer, Integer> present, int label) {
    return Objects.requireNonNull(present.get(label));
  }

  private void addCounts(MapperResult result, List<String> diagnosis, StageRows rows) {
    MapperGraph graph = result.graph();
    int n = points.size();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("lens", lensNames());
    Cover cover = cut.cover();
    Clusterer clusterer = fitted.clusterer();
    parameters.put("cover", cover.name() + ", " + cover.settings());
    parameters.put("clusterer", clusterer.name() + ", " + clusterer.settings());
    parameters.put("elements", result.elements().size());
    parameters.put("contested", result.contested());
    parameters.put("droppedNonFinite", points.dropped());
    parameters.put("available", points.available());
    parameters.put("diagnosis", diagnosis);
    if (largestSimplices > 1) {
      parameters.put(
          MapperMeasures.SIMPLICES,
          IntStream.rangeClosed(0, largestSimplices).map(graph::count).boxed().toList());
    }
    count(MapperMeasures.NODES, graph.nodes().size(), parameters, rows);
    count(MapperMeasures.EDGES, graph.edges().size(), Map.of(), rows);
    count(MapperMeasures.COMPONENTS, graph.components(), Map.of(), rows);
    count(MapperMeasures.LOOPS, graph.loops(), Map.of(), rows);
    addIntervals(rows);
    addEps(rows);
    rows.add(
        values.overallWithoutError(
            MapperMeasures.UNCOVERED, (double) graph.uncovered() / n, n, Map.of()));
  }

  private void addIntervals(StageRows rows) {
    AutomaticIntervals chosen = cut.chosen();
    if (chosen != null) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("overlap", chosen.overlap());
      parameters.put("delta", chosen.delta());
      parameters.put("length", chosen.length());
      parameters.put("asked", chosen.asked());
      count(MapperMeasures.INTERVALS, chosen.intervals(), parameters, rows);
    }
  }

  private void addEps(StageRows rows) {
    Double eps = fitted.eps();
    EpsElbow elbow = fitted.elbow();
    if (eps == null) {
      none(MapperMeasures.EPS, fitted.clusterer().name() + " takes no radius", rows);
      return;
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("from", fitted.from());
    if (elbow != null) {
      parameters.put("asked", elbow.asked());
    }
    rows.add(values.overallWithoutError(MapperMeasures.EPS, eps, points.size(), parameters));
  }

  private void count(String name, int count, Map<String, Object> parameters, StageRows rows) {
    rows.add(values.overallWithoutError(name, count, points.size(), parameters));
  }

  private List<String> lensNames() {
    List<String> names = new ArrayList<>();
    for (int column = 0; column < lens.columns(); column++) {
      names.add(lens.name(column));
    }
    return names;
  }

  private void addPurities(
      MapperGraph graph,
      int[] classes,
      SortedMap<Integer, Integer> present,
      Map<PurityRule, MapperPurity> purities,
      StageRows rows) {
    String refusal = refusal(graph, present);
    for (PurityRule rule : PurityRule.values()) {
      String name = MapperMeasures.meanOverNodes(rule);
      if (!refusal.isEmpty()) {
        none(name, refusal, rows);
        continue;
      }
      MapperPurity purity = Objects.requireNonNull(purities.get(rule));
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("classes", present.size());
      parameters.put("nodes", graph.nodes().size());
      double chance =
          MapperPurity.byChance(graph, classes, present.size(), rule, DEALS, seed).orElseThrow();
      parameters.put("byChance", chance);
      if (rule == PurityRule.CLASSES_PRESENT) {
        rows.add(
            values.overallWithoutError(
                MapperMeasures.CHANCE_PURITY, chance, points.size(), Map.of("deals", DEALS)));
      }
      rows.add(
          values.overallWithoutError(
              name, purity.nodeWise().orElseThrow(), points.size(), parameters));
    }
    if (!refusal.isEmpty()) {
      none(MapperMeasures.CHANCE_PURITY, refusal, rows);
      none(MapperMeasures.POINT_PURITY, refusal, rows);
      return;
    }
    MapperPurity purity = Objects.requireNonNull(purities.get(PurityRule.CLASSES_PRESENT));
    rows.add(
        values.overallWithoutError(
            MapperMeasures.POINT_PURITY,
            purity.pointWise().orElseThrow(),
            points.size(),
            Map.of("uncovered", graph.uncovered())));
    points
        .classes()
        .forEach(
            (label, members) -> {
              OptionalDouble ofClass = purity.classes()[position(present, label)];
              rows.add(
                  values.ofClassWithoutError(
                      MapperMeasures.POINT_PURITY,
                      label,
                      points.className(label),
                      ofClass.orElseThrow(),
                      members.length,
                      Map.of()));
            });
  }

  private static String refusal(MapperGraph graph, SortedMap<Integer, Integer> present) {
    if (present.isEmpty()) {
      return "the data have no labels";
    }
    if (present.size() == 1) {
      return "all points are of one class, so that every node is pure whatever the graph";
    }
    return graph.nodes().isEmpty() ? "the graph has no node" : "";
  }

  private void none(String name, String why, StageRows rows) {
    rows.add(values.overall(name, Estimate.notEstimable(why), points.size(), Map.of()));
  }

  private void addNodes(
      MapperGraph graph,
      int[] classes,
      List<Integer> present,
      Map<PurityRule, MapperPurity> purities,
      StageRows rows) {
    int[] components = graph.componentOfNodes();
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int v = 0; v < components.length; v++) {
      MapperNode node = graph.nodes().get(v);
      int component = numbers.computeIfAbsent(components[v], root -> numbers.size());
      boolean labelled = !present.isEmpty();
      int[] counts = labelled ? MapperPurity.counts(node, classes, present.size()) : new int[0];
      rows.add(
          new MapperNodeRow(
              layer,
              v,
              node.element(),
              node.cluster(),
              component,
              node.size(),
              node.lens()[0],
              node.lens().length > 1 ? (Double) node.lens()[1] : null,
              labelled ? (Integer) (int) Arrays.stream(counts).filter(c -> c > 0).count() : null,
              ofNode(purities.get(PurityRule.CLASSES_PRESENT), v),
              ofNode(purities.get(PurityRule.MAJORITY), v),
              counts.length > 1 ? ofNode(purities.get(PurityRule.ENTROPY), v) : null,
              labelled ? present.get(largest(counts)) : null));
    }
    for (MapperEdge edge : graph.edges()) {
      rows.add(new MapperEdgeRow(layer, edge.first(), edge.second(), edge.shared()));
    }
  }

  private static @Nullable Double ofNode(@Nullable MapperPurity purity, int node) {
    return purity == null ? null : (Double) purity.nodes()[node];
  }

  /** The position of the largest, the first among equals. */
  private static int largest(int[] counts) {
    int largest = 0;
    for (int k = 1; k < counts.length; k++) {
      largest = counts[k] > counts[largest] ? k : largest;
    }
    return largest;
  }

  private void addMembers(MapperGraph graph, int @Nullable [] labels, StageRows rows) {
    int[] samples = points.samples();
    for (int v = 0; v < graph.nodes().size(); v++) {
      for (int point : graph.nodes().get(v).members()) {
        rows.add(
            new MapperMemberRow(
                layer,
                v,
                point,
                samples[point],
                originalIndex.applyAsInt(samples[point]),
                labels == null ? null : (Integer) labels[point]));
      }
    }
  }
}

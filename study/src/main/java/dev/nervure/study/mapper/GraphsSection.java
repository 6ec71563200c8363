package dev.nervure.study.mapper;

import dev.nervure.run.ClassResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.MapperGroupRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.study.JsonSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Mapper graphs of a run, by the names of their layers. */
public final class GraphsSection implements JsonSection {
  @Override
  public String name() {
    return "graphs";
  }

  @Override
  public Object tree(Results results) {
    return graphs(results);
  }

  /**
   * A graph for each layer in which one was made, in the order of the layers: its nodes with lens
   * mean, purity, points by class and members (positions of samples in the data), its edges as
   * pairs of node ids, and its values.
   */
  public static Map<String, Map<String, @Nullable Object>> graphs(Results results) {
    Map<Integer, String> classes = new HashMap<>();
    for (ClassResult one : results.classes()) {
      classes.put(one.index(), one.name());
    }
    List<MeasuredValue> values = results.measures();
    Map<Integer, List<Map<String, @Nullable Object>>> nodes = nodes(results, classes);
    Map<Integer, List<List<Integer>>> edges = new HashMap<>();
    for (MapperEdgeRow edge : results.rows(Tables.MAPPER_EDGES)) {
      edges
          .computeIfAbsent(edge.layer(), layer -> new ArrayList<>())
          .add(List.of(edge.source(), edge.target()));
    }
    Map<String, Map<String, @Nullable Object>> graphs = new LinkedHashMap<>();
    for (LayerResult layer : results.layers()) {
      List<MeasuredValue> ofLayer =
          values.stream()
              .filter(value -> Objects.equals(value.place().layer(), layer.index()))
              .toList();
      if (estimate(ofLayer, MapperMeasures.NODES) != null) {
        Map<String, @Nullable Object> graph = new LinkedHashMap<>();
        graph.put("nodes", nodes.getOrDefault(layer.index(), List.of()));
        graph.put("edges", edges.getOrDefault(layer.index(), List.of()));
        graph.put("purity", purity(ofLayer));
        graph.put("components", count(ofLayer, MapperMeasures.COMPONENTS));
        graph.put("loops", count(ofLayer, MapperMeasures.LOOPS));
        List<Integer> simplices = simplices(ofLayer);
        if (!simplices.isEmpty()) {
          graph.put("simplices", simplices);
        }
        graph.put("uncovered", estimate(ofLayer, MapperMeasures.UNCOVERED));
        Integer intervals = count(ofLayer, MapperMeasures.INTERVALS);
        if (intervals != null) {
          graph.put("intervals", intervals);
        }
        graph.put("eps", estimate(ofLayer, MapperMeasures.EPS));
        graphs.put(layer.name(), graph);
      }
    }
    return graphs;
  }

  /**
   * Which classes hang together in each layer, in the tree in which groups only split, by names:
   * empty where the layers do not have graphs of the same points.
   */
  public static Map<String, List<List<String>>> classGroups(Results results) {
    Map<Integer, String> classes = new HashMap<>();
    results.classes().forEach(one -> classes.put(one.index(), one.name()));
    Map<Integer, Map<Integer, List<String>>> byLayer = new HashMap<>();
    for (MapperGroupRow row : results.rows(Tables.MAPPER_GROUPS)) {
      byLayer
          .computeIfAbsent(row.layer(), layer -> new TreeMap<>())
          .computeIfAbsent(row.group(), group -> new ArrayList<>())
          .add(classes.getOrDefault(row.labelClass(), Integer.toString(row.labelClass())));
    }
    Map<String, List<List<String>>> groups = new LinkedHashMap<>();
    for (LayerResult layer : results.layers()) {
      Map<Integer, List<String>> ofLayer = byLayer.get(layer.index());
      if (ofLayer != null) {
        groups.put(layer.name(), List.copyOf(ofLayer.values()));
      }
    }
    return groups;
  }

  /** Why no layer has a graph, in the words of the first; null where one has, even an empty one. */
  public static @Nullable String noGraph(Results results) {
    String why = null;
    for (MeasuredValue value : results.measures()) {
      if (value.name().equals(MapperMeasures.NODES)) {
        if (value.notEstimable() == null) {
          return null;
        }
        why = why == null ? value.notEstimable() : why;
      }
    }
    return why == null ? "none was measured" : why;
  }

  private static Map<Integer, List<Map<String, @Nullable Object>>> nodes(
      Results results, Map<Integer, String> classes) {
    Map<List<Integer>, List<MapperMemberRow>> members = new HashMap<>();
    for (MapperMemberRow member : results.rows(Tables.MAPPER_MEMBERS)) {
      members
          .computeIfAbsent(List.of(member.layer(), member.node()), key -> new ArrayList<>())
          .add(member);
    }
    Map<Integer, List<Map<String, @Nullable Object>>> nodes = new HashMap<>();
    for (MapperNodeRow row : results.rows(Tables.MAPPER_NODES)) {
      List<MapperMemberRow> own =
          Objects.requireNonNull(members.get(List.of(row.layer(), row.node())));
      Map<String, @Nullable Object> node = new LinkedHashMap<>();
      node.put("id", row.node());
      node.put("size", row.size());
      Double second = row.secondLens();
      node.put("lens", second == null ? (Object) row.lens() : List.of(row.lens(), second));
      node.put("purity", row.purity());
      node.put("classes", counts(own, classes));
      node.put("members", own.stream().map(MapperMemberRow::originalIndex).toList());
      nodes.computeIfAbsent(row.layer(), layer -> new ArrayList<>()).add(node);
    }
    return nodes;
  }

  private static Map<String, Integer> counts(
      List<MapperMemberRow> members, Map<Integer, String> classes) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (MapperMemberRow member : members) {
      Integer label = member.label();
      if (label != null) {
        counts.merge(label, 1, Integer::sum);
      }
    }
    Map<String, Integer> named = new LinkedHashMap<>();
    counts.forEach(
        (label, count) -> named.put(classes.getOrDefault(label, label.toString()), count));
    return named;
  }

  /** Null where there are no labels, or no node. */
  private static @Nullable Map<String, @Nullable Object> purity(List<MeasuredValue> values) {
    if (estimate(values, MapperMeasures.NODE_PURITY) == null) {
      return null;
    }
    Map<String, @Nullable Object> purity = new LinkedHashMap<>();
    purity.put("nodeWise", estimate(values, MapperMeasures.NODE_PURITY));
    purity.put("nodeWiseByChance", estimate(values, MapperMeasures.CHANCE_PURITY));
    purity.put("pointWise", estimate(values, MapperMeasures.POINT_PURITY));
    Map<String, @Nullable Object> classWise = new LinkedHashMap<>();
    for (MeasuredValue value : values) {
      String name = value.className();
      if (value.name().equals(MapperMeasures.POINT_PURITY) && name != null) {
        classWise.put(name, value.estimate());
      }
    }
    purity.put("classWise", classWise);
    purity.put("entropy", estimate(values, MapperMeasures.ENTROPY_PURITY));
    purity.put("majority", estimate(values, MapperMeasures.MAJORITY_PURITY));
    return purity;
  }

  private static @Nullable Double estimate(List<MeasuredValue> values, String measure) {
    for (MeasuredValue value : values) {
      if (value.name().equals(measure) && value.place().labelClass() == null) {
        return value.estimate();
      }
    }
    return null;
  }

  /** Of each dimension, nodes first; empty unless more than edges were asked for. */
  private static List<Integer> simplices(List<MeasuredValue> values) {
    List<Integer> counts = new ArrayList<>();
    for (MeasuredValue value : values) {
      if (value.name().equals(MapperMeasures.NODES)) {
        MapperNotes.parameters(value)
            .path(MapperMeasures.SIMPLICES)
            .forEach(count -> counts.add(count.asInt()));
      }
    }
    return counts;
  }

  private static @Nullable Integer count(List<MeasuredValue> values, String measure) {
    Double estimate = estimate(values, measure);
    return estimate == null ? null : (Integer) (int) Math.round(estimate);
  }
}

package dev.nervure.report.figure;

import dev.nervure.report.view.Digits;
import dev.nervure.report.view.GraphLayout;
import dev.nervure.report.view.MapperView;
import dev.nervure.report.view.RunView;
import dev.nervure.run.MapperEdgeRow;
import dev.nervure.run.MapperGroupRow;
import dev.nervure.run.MapperMemberRow;
import dev.nervure.run.MapperNodeRow;
import dev.nervure.run.MeasuredValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Mapper graphs of the layers, side by side. */
final class MapperGraphs implements Figure {
  /** More are too many to be told apart on a screen, and to lay out quickly. */
  private static final int MOST_NODES = 500;

  /** Members that a page lists; about 6 bytes each. */
  private static final int MOST_MEMBERS = 400_000;

  /** With a smaller share of its points in one component the group of a class says little. */
  private static final double SPREAD = 0.5;

  /** Left to right in lengths of an edge, where nodes stand by their lens. */
  private static final double LENS_WIDTH = 24;

  /**
   * What is drawn.
   *
   * @param lens name of the lens, or names with commas
   * @param graphs by layer
   * @param groups which classes hang together, by layer
   * @param thumbnails small pictures of some members; null where there are none
   */
  record Data(
      String lens,
      List<Graph> graphs,
      List<Groups> groups,
      MapperView.@Nullable Sheet thumbnails) {}

  /**
   * Which classes hang together in a layer.
   *
   * @param groups their classes, each group by its lowest class
   * @param spread classes with less than half of their points in one component
   */
  record Groups(int layer, List<List<Integer>> groups, List<Integer> spread) {}

  /**
   * The graph of a layer.
   *
   * @param layer its index
   * @param nodes those that are drawn
   * @param edges between them: positions in {@code nodes} and the points in common
   * @param otherNodes how many nodes are not drawn, the smallest
   */
  record Graph(int layer, List<Node> nodes, List<List<Integer>> edges, int otherNodes) {}

  /**
   * A node.
   *
   * @param id its number in the tables
   * @param size points
   * @param lens means of the lenses
   * @param free where it is drawn
   * @param byLens where it is drawn from left to right by the first lens
   * @param classes label classes with their points
   * @param members the first of them, by the position of the sample in the data
   */
  record Node(
      int id,
      int size,
      int component,
      List<@Nullable Double> lens,
      List<@Nullable Double> free,
      List<@Nullable Double> byLens,
      @Nullable Double purity,
      List<List<Integer>> classes,
      List<Integer> members) {}

  @Override
  public String name() {
    return "mapper-graphs";
  }

  @Override
  public Set<PageLibrary> libraries() {
    return Set.of(PageLibrary.CYTOSCAPE);
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<Integer> layers =
        run.measures().stream()
            .filter(value -> value.name().equals("mapper_nodes"))
            .map(MeasuredValue::place)
            .map(place -> Objects.requireNonNull(place.layer()))
            .toList();
    if (layers.isEmpty()) {
      return null;
    }
    MapperView mapper = run.mapper();
    int members = Math.max(1, mapper.members().size());
    double listed = Math.min(1, (double) MOST_MEMBERS / members);
    List<Graph> graphs = new ArrayList<>();
    for (int layer : layers) {
      graphs.add(graph(layer, mapper, listed));
    }
    return new Data(
        String.valueOf(run.manifest().parameters().get("lens")),
        graphs,
        groups(mapper.groups()),
        mapper.thumbnails());
  }

  private static List<Groups> groups(List<MapperGroupRow> rows) {
    Map<Integer, Map<Integer, List<Integer>>> byLayer = new TreeMap<>();
    Map<Integer, List<Integer>> spread = new HashMap<>();
    for (MapperGroupRow row : rows) {
      byLayer
          .computeIfAbsent(row.layer(), layer -> new TreeMap<>())
          .computeIfAbsent(row.group(), group -> new ArrayList<>())
          .add(row.labelClass());
      if (row.share() < SPREAD) {
        spread.computeIfAbsent(row.layer(), layer -> new ArrayList<>()).add(row.labelClass());
      }
    }
    List<Groups> groups = new ArrayList<>();
    byLayer.forEach(
        (layer, ofLayer) ->
            groups.add(
                new Groups(
                    layer, List.copyOf(ofLayer.values()), spread.getOrDefault(layer, List.of()))));
    return groups;
  }

  private static Graph graph(int layer, MapperView mapper, double listed) {
    List<MapperNodeRow> all =
        mapper.nodes().stream().filter(node -> node.layer() == layer).toList();
    Set<MapperNodeRow> kept = new HashSet<>(largest(all));
    List<MapperNodeRow> nodes = all.stream().filter(kept::contains).toList();
    Map<Integer, Integer> positions = new HashMap<>();
    for (MapperNodeRow node : nodes) {
      positions.put(node.node(), positions.size());
    }
    List<List<Integer>> edges = new ArrayList<>();
    for (MapperEdgeRow edge : mapper.edges()) {
      Integer source = positions.get(edge.source());
      Integer target = positions.get(edge.target());
      if (edge.layer() == layer && source != null && target != null) {
        edges.add(List.of(source, target, edge.shared()));
      }
    }
    int[][] pairs =
        edges.stream().map(edge -> new int[] {edge.get(0), edge.get(1)}).toArray(int[][]::new);
    double[] lens = nodes.stream().mapToDouble(MapperNodeRow::lens).toArray();
    double[][] free = GraphLayout.free(nodes.size(), pairs, lens);
    double[][] byLens = GraphLayout.byHeight(nodes.size(), pairs, lens, LENS_WIDTH);
    Map<Integer, List<MapperMemberRow>> members = new HashMap<>();
    for (MapperMemberRow member : mapper.members()) {
      if (member.layer() == layer) {
        members.computeIfAbsent(member.node(), node -> new ArrayList<>()).add(member);
      }
    }
    List<Node> drawn = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      MapperNodeRow node = nodes.get(i);
      List<MapperMemberRow> own = members.getOrDefault(node.node(), List.of());
      drawn.add(node(node, own, (int) Math.ceil(listed * own.size()), free[i], byLens[i]));
    }
    return new Graph(layer, drawn, edges, all.size() - nodes.size());
  }

  private static List<MapperNodeRow> largest(List<MapperNodeRow> nodes) {
    return nodes.stream()
        .sorted(
            Comparator.comparingInt(MapperNodeRow::size)
                .reversed()
                .thenComparingInt(MapperNodeRow::node))
        .limit(MOST_NODES)
        .toList();
  }

  private static Node node(
      MapperNodeRow node,
      List<MapperMemberRow> members,
      int listed,
      double[] free,
      double[] byLens) {
    Map<Integer, Integer> classes = new TreeMap<>();
    for (MapperMemberRow member : members) {
      Integer label = member.label();
      if (label != null) {
        classes.merge(label, 1, Integer::sum);
      }
    }
    List<@Nullable Double> lens = new ArrayList<>();
    lens.add(Digits.rounded(node.lens()));
    Double second = node.secondLens();
    if (second != null) {
      lens.add(Digits.rounded(second));
    }
    return new Node(
        node.node(),
        node.size(),
        node.component(),
        lens,
        place(free),
        place(byLens),
        node.purity(),
        classes.entrySet().stream().map(one -> List.of(one.getKey(), one.getValue())).toList(),
        members.stream().limit(listed).map(MapperMemberRow::originalIndex).toList());
  }

  private static List<@Nullable Double> place(double[] at) {
    List<@Nullable Double> place = new ArrayList<>();
    for (double coordinate : at) {
      place.add(Digits.rounded(coordinate));
    }
    return place;
  }
}

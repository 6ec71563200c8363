package dev.nervure.mapper;

import dev.nervure.homology.Forest;
import dev.nervure.mapper.GraphFeature.Kind;
import dev.nervure.progress.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The branches, loops and components of a Mapper graph with their lengths along a lens: the
 * extended persistence of the graph by the mean lens of its nodes (Cohen-Steiner, Edelsbrunner,
 * Harer, Found. Comput. Math. 9, 2009; of Mapper graphs Carrière, Oudot, Found. Comput. Math. 18,
 * 2018). Nodes of equal lens are taken in their order, which makes features of length 0, left out
 * but for components and loops, all of which count.
 *
 * <p>How long a feature is follows from the lens, how many there are also from the cover: features
 * shorter than an interval of it are of its making.
 */
public final class GraphPersistence {
  /** Edges times nodes of the largest graphs whose features are sought: about a minute. */
  public static final long MOST_STEPS = 2_000_000_000;

  private final MapperGraph graph;
  private final Progress progress;
  private final double[] values;

  /** Place of each node by lens, ties by index. */
  private final int[] rank;

  private GraphPersistence(MapperGraph graph, int column, Progress progress) {
    this.graph = graph;
    this.progress = progress;
    values = graph.nodes().stream().mapToDouble(node -> node.lens()[column]).toArray();
    int[] ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(v -> values[v]))
            .mapToInt(Integer::intValue)
            .toArray();
    rank = new int[values.length];
    for (int place = 0; place < ascending.length; place++) {
      rank[ascending[place]] = place;
    }
  }

  /** Whether a graph has more edges times nodes than {@link #MOST_STEPS}. */
  public static boolean isTooLarge(MapperGraph graph) {
    return (long) graph.edges().size() * graph.nodes().size() > MOST_STEPS;
  }

  /**
   * The features of a graph, by kind, the longest first. O(edges nodes).
   *
   * @param column of the lens
   * @throws IllegalArgumentException for a graph that {@linkplain #isTooLarge is too large}
   */
  public static List<GraphFeature> of(MapperGraph graph, int column, Progress progress) {
    if (isTooLarge(graph)) {
      throw new IllegalArgumentException(
          "branches and loops are found of graphs with up to %d edges times nodes but this one has %d and %d"
              .formatted(MOST_STEPS, graph.edges().size(), graph.nodes().size()));
    }
    try (Progress.Task task = progress.begin("branches and loops", graph.edges().size())) {
      return ofAnySize(graph, column, task::advance, progress);
    }
  }

  /**
   * The same without the limit.
   *
   * @param done told how many more edges are done
   */
  static List<GraphFeature> ofAnySize(
      MapperGraph graph, int column, LongConsumer done, Progress progress) {
    GraphPersistence persistence = new GraphPersistence(graph, column, progress);
    List<GraphFeature> features = new ArrayList<>();
    persistence.addComponents(features);
    persistence.addBranches(Kind.LOWER_BRANCH, features);
    persistence.addBranches(Kind.UPPER_BRANCH, features);
    persistence.addLoops(features, done);
    features.sort(
        Comparator.comparing(GraphFeature::kind)
            .thenComparing(Comparator.comparingDouble(GraphFeature::length).reversed())
            .thenComparingDouble(GraphFeature::low)
            .thenComparingInt(GraphFeature::node));
    return List.copyOf(features);
  }

  private void addComponents(List<GraphFeature> features) {
    int[] component = graph.componentOfNodes();
    int[] lowest = new int[component.length];
    int[] highest = new int[component.length];
    Arrays.fill(lowest, -1);
    Arrays.fill(highest, -1);
    for (int v = 0; v < component.length; v++) {
      int root = component[v];
      lowest[root] = lowest[root] < 0 || rank[v] < rank[lowest[root]] ? v : lowest[root];
      highest[root] = highest[root] < 0 || rank[v] > rank[highest[root]] ? v : highest[root];
    }
    for (int root = 0; root < component.length; root++) {
      if (lowest[root] >= 0) {
        features.add(
            new GraphFeature(
                Kind.COMPONENT, values[lowest[root]], values[highest[root]], lowest[root]));
      }
    }
  }

  /**
   * Along the lens for lower branches, against it for upper ones: where two meet the later ends.
   */
  private void addBranches(Kind kind, List<GraphFeature> features) {
    boolean up = kind == Kind.LOWER_BRANCH;
    int[] time = new int[rank.length];
    Arrays.setAll(time, v -> up ? rank[v] : rank.length - 1 - rank[v]);
    List<MapperEdge> edges = new ArrayList<>(graph.edges());
    edges.sort(Comparator.comparingInt(edge -> Math.max(time[edge.first()], time[edge.second()])));
    Forest forest = new Forest(rank.length);
    int[] start = IntStream.range(0, rank.length).toArray();
    for (MapperEdge edge : edges) {
      int a = start[forest.find(edge.first())];
      int b = start[forest.find(edge.second())];
      if (forest.join(edge.first(), edge.second())) {
        int older = time[a] < time[b] ? a : b;
        int younger = older == a ? b : a;
        start[forest.find(edge.first())] = older;
        int meeting = time[edge.first()] > time[edge.second()] ? edge.first() : edge.second();
        double low = up ? values[younger] : values[meeting];
        double high = up ? values[meeting] : values[younger];
        if (low < high) {
          features.add(new GraphFeature(kind, low, high, younger));
        }
      }
    }
  }

  /**
   * Edges come by their upper end; one that closes a loop makes the loop that reaches least far
   * down, and the edge of it that does is taken out, so that later loops go round it (Agarwal,
   * Edelsbrunner, Harer, Wang, "Extreme elevation on a 2-manifold", 2006).
   */
  private void addLoops(List<GraphFeature> features, LongConsumer done) {
    List<MapperEdge> edges = new ArrayList<>(graph.edges());
    edges.sort(
        Comparator.comparingInt((MapperEdge edge) -> high(edge)).thenComparingInt(this::low));
    List<List<MapperEdge>> tree = new ArrayList<>();
    for (int v = 0; v < rank.length; v++) {
      tree.add(new ArrayList<>());
    }
    for (MapperEdge edge : edges) {
      progress.checkCancelled();
      done.accept(1);
      List<MapperEdge> path = path(tree, edge.first(), edge.second());
      MapperEdge lowest = edge;
      for (MapperEdge step : path) {
        lowest = low(step) < low(lowest) ? step : lowest;
      }
      if (!path.isEmpty()) {
        int top = rank[edge.first()] > rank[edge.second()] ? edge.first() : edge.second();
        int bottom =
            rank[lowest.first()] < rank[lowest.second()] ? lowest.first() : lowest.second();
        features.add(new GraphFeature(Kind.LOOP, values[bottom], values[top], top));
        tree.get(lowest.first()).remove(lowest);
        tree.get(lowest.second()).remove(lowest);
      }
      if (path.isEmpty() || !lowest.equals(edge)) {
        tree.get(edge.first()).add(edge);
        tree.get(edge.second()).add(edge);
      }
    }
  }

  private int high(MapperEdge edge) {
    return Math.max(rank[edge.first()], rank[edge.second()]);
  }

  private int low(MapperEdge edge) {
    return Math.min(rank[edge.first()], rank[edge.second()]);
  }

  /** The edges of a forest between two nodes; none where they are in different trees. */
  private static List<MapperEdge> path(List<List<MapperEdge>> tree, int from, int to) {
    @Nullable MapperEdge[] arrival = new MapperEdge[tree.size()];
    Deque<Integer> open = new ArrayDeque<>();
    open.add(from);
    boolean[] seen = new boolean[tree.size()];
    seen[from] = true;
    while (!open.isEmpty() && !seen[to]) {
      int v = open.remove();
      for (MapperEdge edge : tree.get(v)) {
        int w = edge.first() == v ? edge.second() : edge.first();
        if (!seen[w]) {
          seen[w] = true;
          arrival[w] = edge;
          open.add(w);
        }
      }
    }
    List<MapperEdge> path = new ArrayList<>();
    if (seen[to]) {
      for (int v = to; v != from; ) {
        MapperEdge edge = Objects.requireNonNull(arrival[v]);
        path.add(edge);
        v = edge.first() == v ? edge.second() : edge.first();
      }
    }
    return path;
  }
}

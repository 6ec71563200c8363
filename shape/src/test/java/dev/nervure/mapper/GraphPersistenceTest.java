package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.mapper.GraphFeature.Kind;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GraphPersistenceTest {

  /** A graph with given values of the lens, whose edges share a point of their own. */
  private static MapperGraph graph(double[] values, int[][] edges) {
    List<MapperNode> nodes = new ArrayList<>();
    for (int v = 0; v < values.length; v++) {
      TreeSet<Integer> members = new TreeSet<>(List.of(v));
      for (int e = 0; e < edges.length; e++) {
        if (edges[e][0] == v || edges[e][1] == v) {
          members.add(values.length + e);
        }
      }
      nodes.add(
          new MapperNode(
              v, 0, members.stream().mapToInt(i -> i).toArray(), new double[] {values[v]}));
    }
    return MapperGraph.of(values.length + edges.length, nodes);
  }

  private static List<String> words(List<GraphFeature> features) {
    return features.stream()
        .map(f -> "%s %s..%s".formatted(f.kind(), f.low(), f.high()))
        .sorted()
        .toList();
  }

  @Test
  void aRingWithTwoTailsHasOneLoopAndTheirEnds() {
    // 0 is the foot of one tail, 1-2-3-4 a ring, 5 the tip of the other; 6 hangs from 3.
    double[] values = {0, 1, 2, 2.5, 4, 6, 1.5};
    int[][] edges = {{0, 1}, {1, 2}, {2, 4}, {1, 3}, {3, 4}, {4, 5}, {3, 6}};
    assertThat(words(GraphPersistence.of(graph(values, edges), 0, Progress.none())))
        .containsExactly("COMPONENT 0.0..6.0", "LOOP 1.0..4.0", "LOWER_BRANCH 1.5..2.5");
  }

  @Test
  void featuresAreThoseOfExtendedPersistence(Random random) {
    for (int round = 0; round < 60; round++) {
      int n = 1 + random.nextInt(12);
      boolean ties = random.nextInt(3) == 0;
      double[] values = new double[n];
      Arrays.setAll(values, v -> ties ? random.nextInt(4) : random.nextDouble());
      List<int[]> edges = new ArrayList<>();
      double density = random.nextDouble();
      for (int v = 0; v < n; v++) {
        for (int w = v + 1; w < n; w++) {
          if (random.nextDouble() < density) {
            edges.add(new int[] {v, w});
          }
        }
      }
      MapperGraph graph = graph(values, edges.toArray(new int[0][]));
      List<GraphFeature> found = GraphPersistence.of(graph, 0, Progress.none());
      assertThat(words(found)).isEqualTo(byReduction(values, edges));
      assertThat(found.stream().filter(f -> f.kind() == Kind.LOOP).count())
          .isEqualTo(graph.loops());
      assertThat(found.stream().filter(f -> f.kind() == Kind.COMPONENT).count())
          .isEqualTo(graph.components());
    }
  }

  /** 1,600 nodes that all share a point: 1,600 times 1,279,200 is above the limit. */
  @Test
  void graphsThatAreTooLargeAreRefusedAndWorkEndsWhereItShould() {
    List<MapperNode> nodes = new ArrayList<>();
    for (int v = 0; v < 1_600; v++) {
      nodes.add(RandomGraphs.node(v, 0));
    }
    MapperGraph large = MapperGraph.of(1, nodes);
    assertThat(GraphPersistence.isTooLarge(large)).isTrue();
    assertThatThrownBy(() -> GraphPersistence.of(large, 0, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "up to 2000000000 edges times nodes but this one has 1279200 and 1600");
    MapperGraph small = MapperGraph.of(1, nodes.subList(0, 20));
    assertThat(GraphPersistence.isTooLarge(small)).isFalse();
    assertThatThrownBy(() -> GraphPersistence.of(small, 0, cancelled()))
        .isInstanceOf(CancelledException.class);
  }

  private static Progress cancelled() {
    return new Progress() {
      @Override
      public Task begin(String label, long total) {
        return Progress.none().begin(label, total);
      }

      @Override
      public void checkCancelled() {
        throw new CancelledException();
      }
    };
  }

  /** A simplex of the cone over a graph: its vertices, with -1 for the apex. */
  private record Simplex(int[] vertices, boolean isCone, double value) {}

  /** Persistence of the cone: the graph goes up, then the cone over it comes down. */
  private static List<String> byReduction(double[] values, List<int[]> edges) {
    List<Simplex> up = new ArrayList<>();
    List<Simplex> down = new ArrayList<>();
    for (int v = 0; v < values.length; v++) {
      up.add(new Simplex(new int[] {v}, false, values[v]));
      down.add(new Simplex(new int[] {-1, v}, true, values[v]));
    }
    for (int[] e : edges) {
      double low = Math.min(values[e[0]], values[e[1]]);
      double high = Math.max(values[e[0]], values[e[1]]);
      up.add(new Simplex(e, false, high));
      down.add(new Simplex(new int[] {-1, e[0], e[1]}, true, low));
    }
    Comparator<Simplex> bySize = Comparator.comparingInt(s -> s.vertices().length);
    up.sort(Comparator.comparingDouble(Simplex::value).thenComparing(bySize));
    down.sort(Comparator.comparingDouble((Simplex s) -> -s.value()).thenComparing(bySize));
    List<Simplex> order = new ArrayList<>();
    order.add(new Simplex(new int[] {-1}, true, Double.NaN));
    order.addAll(up);
    order.addAll(down);
    TreeMap<String, Integer> position = new TreeMap<>();
    for (int s = 0; s < order.size(); s++) {
      position.put(Arrays.toString(order.get(s).vertices()), s);
    }
    TreeMap<Integer, TreeSet<Integer>> byPivot = new TreeMap<>();
    List<String> words = new ArrayList<>();
    for (int s = 0; s < order.size(); s++) {
      TreeSet<Integer> column = boundary(order.get(s).vertices(), position);
      while (!column.isEmpty() && byPivot.containsKey(column.last())) {
        for (int row : byPivot.get(column.last())) {
          if (!column.remove(row)) {
            column.add(row);
          }
        }
      }
      if (!column.isEmpty()) {
        byPivot.put(column.last(), column);
        addWord(order.get(column.last()), order.get(s), words);
      }
    }
    words.sort(Comparator.naturalOrder());
    return words;
  }

  private static TreeSet<Integer> boundary(int[] vertices, TreeMap<String, Integer> position) {
    TreeSet<Integer> boundary = new TreeSet<>();
    for (int out = 0; vertices.length > 1 && out < vertices.length; out++) {
      int leftOut = vertices[out];
      int[] face = Arrays.stream(vertices).filter(v -> v != leftOut).toArray();
      boundary.add(position.get(Arrays.toString(face)));
    }
    return boundary;
  }

  private static void addWord(Simplex birth, Simplex death, List<String> words) {
    boolean isVertex = birth.vertices().length == 1;
    if (!birth.isCone() && death.isCone()) {
      double low = Math.min(birth.value(), death.value());
      double high = Math.max(birth.value(), death.value());
      words.add("%s %s..%s".formatted(isVertex ? Kind.COMPONENT : Kind.LOOP, low, high));
    } else if (birth.value() != death.value()) {
      words.add(
          birth.isCone()
              ? "%s %s..%s".formatted(Kind.UPPER_BRANCH, death.value(), birth.value())
              : "%s %s..%s".formatted(Kind.LOWER_BRANCH, birth.value(), death.value()));
    }
  }
}

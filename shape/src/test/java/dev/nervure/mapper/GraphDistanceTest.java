package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GraphDistanceTest {
  private static final double ROUNDING = 1e-12;

  private static double between(MapperGraph first, MapperGraph second) {
    return GraphDistance.between(first, second, Progress.none()).value();
  }

  private static MapperGraph graph(Random random, int points, int nodes) {
    return MapperGraph.of(points, RandomGraphs.nodes(random, points, nodes, 0.3));
  }

  /**
   * The best of all ways to pair copies of nodes, so many of each that both graphs have as many.
   */
  private static double byTrying(MapperGraph first, MapperGraph second) {
    int v = first.nodes().size();
    int w = second.nodes().size();
    int copies = v * w / greatestDivisor(v, w);
    double best = tryAll(first, second, copies, 0, new boolean[copies]);
    return best / copies / first.points();
  }

  private static int greatestDivisor(int a, int b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  private static double tryAll(
      MapperGraph first, MapperGraph second, int copies, int at, boolean[] taken) {
    if (at == copies) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    MapperNode node = first.nodes().get(at * first.nodes().size() / copies);
    for (int other = 0; other < copies; other++) {
      if (!taken[other]) {
        taken[other] = true;
        MapperNode partner = second.nodes().get(other * second.nodes().size() / copies);
        int difference = node.size() + partner.size() - 2 * shared(node, partner);
        best = Math.min(best, difference + tryAll(first, second, copies, at + 1, taken));
        taken[other] = false;
      }
    }
    return best;
  }

  private static int shared(MapperNode node, MapperNode other) {
    return (int)
        Arrays.stream(node.members())
            .filter(point -> Arrays.binarySearch(other.members(), point) >= 0)
            .count();
  }

  @Test
  void itIsTheBestOfAllPlans(Random random) {
    int[][] sizes = {{1, 1}, {1, 5}, {2, 3}, {4, 4}, {6, 2}, {6, 3}, {5, 5}, {6, 6}, {7, 7}};
    for (int[] size : sizes) {
      for (int round = 0; round < 4; round++) {
        MapperGraph first = graph(random, 12, size[0]);
        MapperGraph second = graph(random, 12, size[1]);
        assertThat(between(first, second)).isCloseTo(byTrying(first, second), within(ROUNDING));
      }
    }
  }

  @Test
  void itIsAMetricOfTheNodes(Random random) {
    for (int round = 0; round < 20; round++) {
      MapperGraph a = graph(random, 40, 1 + random.nextInt(30));
      MapperGraph b = graph(random, 40, 1 + random.nextInt(30));
      MapperGraph c = graph(random, 40, 1 + random.nextInt(30));
      assertThat(between(a, a)).isZero();
      assertThat(between(b, a)).isCloseTo(between(a, b), within(ROUNDING));
      assertThat(between(a, c)).isLessThanOrEqualTo(between(a, b) + between(b, c) + ROUNDING);
    }
  }

  @Test
  void aGraphWithoutNodesAndGraphsOfTooManyNodesHaveNone(Random random) {
    MapperGraph empty = MapperGraph.of(30, List.of());
    assertThat(GraphDistance.between(empty, graph(random, 30, 7), Progress.none()).toString())
        .contains("without nodes");
    MapperGraph many = MapperGraph.of(5_001, points(5_001));
    MapperGraph fewer = MapperGraph.of(5_001, points(5_000));
    assertThat(GraphDistance.between(many, fewer, Progress.none()).toString())
        .contains("5001 and 5000 nodes", "up to 25000000 pairs");
  }

  /** A node for each of the first points. */
  private static List<MapperNode> points(int nodes) {
    return IntStream.range(0, nodes).mapToObj(v -> RandomGraphs.node(v, v)).toList();
  }

  @Test
  void graphsOfOtherPointsAreRefused(Random random) {
    assertThatThrownBy(() -> between(graph(random, 5, 2), graph(random, 6, 2)))
        .hasMessageContaining("one has 5 and the other 6");
  }
}

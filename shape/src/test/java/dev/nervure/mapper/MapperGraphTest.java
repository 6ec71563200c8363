package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class MapperGraphTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void theNerveIsWhatComparingAllNodesGives(Random random) {
    for (int round = 0; round < 30; round++) {
      int points = 1 + random.nextInt(30);
      List<MapperNode> nodes = RandomGraphs.nodes(random, points, 1 + random.nextInt(9), 0.2);
      NerveOptions options =
          NerveOptions.defaults().withMaxDimension(3).withMinShared(1 + random.nextInt(2));
      MapperGraph graph = MapperGraph.of(points, nodes, options, Progress.none());
      List<int[]> expected = new ArrayList<>();
      for (int size = 2; size <= 4; size++) {
        subsets(nodes, new int[0], size, options.minShared(), points, expected);
      }
      List<int[]> found = new ArrayList<>();
      graph.edges().forEach(edge -> found.add(new int[] {edge.first(), edge.second()}));
      found.addAll(graph.higherSimplices());
      assertThat(found).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
      assertThat(graph.loops())
          .isEqualTo(graph.count(1) - graph.count(0) + graph.components())
          .isNotNegative();
    }
  }

  private static void subsets(
      List<MapperNode> nodes,
      int[] chosen,
      int size,
      int minShared,
      int points,
      List<int[]> expected) {
    if (chosen.length == size) {
      int shared = 0;
      for (int i = 0; i < points; i++) {
        int point = i;
        shared += Arrays.stream(chosen).allMatch(v -> holds(nodes.get(v), point)) ? 1 : 0;
      }
      if (shared >= minShared) {
        expected.add(chosen);
      }
      return;
    }
    int from = chosen.length == 0 ? 0 : chosen[chosen.length - 1] + 1;
    for (int v = from; v < nodes.size(); v++) {
      int[] more = Arrays.copyOf(chosen, chosen.length + 1);
      more[chosen.length] = v;
      subsets(nodes, more, size, minShared, points, expected);
    }
  }

  private static boolean holds(MapperNode node, int point) {
    return Arrays.binarySearch(node.members(), point) >= 0;
  }

  @Test
  void theOrderOfThePointsDoesNotMatter(Random random) {
    double[][] points = new double[400][];
    for (int i = 0; i < points.length; i++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = (i % 2 + 1) + 0.05 * random.nextGaussian();
      points[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    PointCloud cloud = PointCloud.of(points);
    int[] order = RandomClouds.permutation(random, points.length);
    for (Clusterer clusterer :
        Clusterers.all(ClustererSettings.defaults().withEps(0.3).withClusters(2))) {
      MapperResult here = graph(cloud, clusterer, 1, Long.MAX_VALUE);
      MapperResult there = graph(cloud.select(order), clusterer, 1, Long.MAX_VALUE);
      if (here.contested() == 0) {
        assertThat(memberSets(there.graph(), order))
            .as(clusterer.name())
            .isEqualTo(memberSets(here.graph(), null));
        assertThat(there.graph().loops()).isEqualTo(here.graph().loops());
        assertThat(there.graph().edges()).hasSameSizeAs(here.graph().edges());
      }
    }
  }

  private static MapperResult graph(
      PointCloud cloud, Clusterer clusterer, int threads, long sliceBytes) {
    LensValues lens = new ColumnLens(0).of(PointRows.of(cloud));
    Cover cover = new IntervalCover(9, 0.3, IntervalConvention.FIXED_CENTRES);
    return Mapper.of(
        PointRows.of(cloud),
        lens,
        cover.elements(lens, Progress.none()),
        clusterer,
        MapperOptions.defaults().withSliceBytes(sliceBytes),
        threads,
        Progress.none());
  }

  private static TreeSet<String> memberSets(MapperGraph graph, int[] order) {
    TreeSet<String> sets = new TreeSet<>();
    for (MapperNode node : graph.nodes()) {
      sets.add(
          Arrays.toString(
              Arrays.stream(node.members())
                  .map(i -> order == null ? i : order[i])
                  .sorted()
                  .toArray()));
    }
    return sets;
  }

  @Test
  void threadsAndSlicesChangeNothing(Random random) {
    float[][] points = new float[300][3];
    for (float[] point : points) {
      for (int j = 0; j < 3; j++) {
        point[j] = (float) random.nextGaussian();
      }
    }
    PointCloud cloud = PointCloud.of(points);
    Clusterer clusterer = new Dbscan(0.6, 4);
    MapperResult whole = graph(cloud, clusterer, 1, Long.MAX_VALUE);
    MapperResult sliced = graph(cloud, clusterer, 3, 500);
    assertThat(sliced.elements()).isEqualTo(whole.elements());
    assertThat(sliced.graph().edges()).isEqualTo(whole.graph().edges());
    assertThat(sliced.graph().nodes())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(whole.graph().nodes());
  }

  @Test
  void purityIsThatOfThePaper() {
    List<MapperNode> nodes =
        List.of(
            RandomGraphs.node(0, 0, 1, 2),
            RandomGraphs.node(1, 2, 3, 4, 5),
            RandomGraphs.node(2, 5, 6));
    int[] labels = {0, 0, 0, 0, 1, 1, 1, 2};
    MapperGraph graph = MapperGraph.of(8, nodes);
    MapperPurity purity = MapperPurity.of(graph, labels, 4, PurityRule.CLASSES_PRESENT);
    assertThat(purity.nodes()).containsExactly(1, 0.5, 1);
    assertThat(purity.points()).containsExactly(1, 1, 0.75, 0.5, 0.5, 0.75, 1, 0);
    assertThat(purity.nodeWise().orElseThrow()).isCloseTo(2.5 / 3, within(ROUNDING));
    assertThat(purity.classes()[0].orElseThrow()).isCloseTo(3.25 / 4, within(ROUNDING));
    assertThat(purity.classes()[1].orElseThrow()).isCloseTo(2.25 / 3, within(ROUNDING));
    assertThat(purity.classes()[2].orElseThrow()).isZero();
    assertThat(purity.classes()[3]).isEmpty();

    double half = 1 - Math.log(2) / Math.log(4);
    assertThat(MapperPurity.of(graph, labels, 4, PurityRule.ENTROPY).nodes()[1])
        .isCloseTo(half, within(ROUNDING));
    assertThat(MapperPurity.of(graph, labels, 4, PurityRule.MAJORITY).nodes())
        .containsExactly(1, 0.5, 1);
    assertThat(MapperPurity.counts(nodes.get(1), labels, 4)).containsExactly(2, 2, 0, 0);
  }

  @Test
  void purityIsRefusedWhereLabelsDoNotFit() {
    MapperGraph graph = MapperGraph.of(3, List.of(RandomGraphs.node(0, 0, 1)));
    assertThatThrownBy(() -> MapperPurity.of(graph, new int[2], 2, PurityRule.CLASSES_PRESENT))
        .hasMessageContaining("each of the 3 points but got 2");
    assertThatThrownBy(
            () -> MapperPurity.of(graph, new int[] {0, 1, 2}, 2, PurityRule.CLASSES_PRESENT))
        .hasMessageContaining("point 2 is of class 2");
    MapperGraph empty = MapperGraph.of(3, List.of());
    assertThat(MapperPurity.of(empty, new int[3], 1, PurityRule.ENTROPY).nodeWise()).isEmpty();
  }

  /**
   * Of two classes of equal size a node of two points is pure by chance in about half the deals.
   */
  @Test
  void purityByChanceIsWhatSizesMakeIt() {
    List<MapperNode> nodes = new ArrayList<>();
    for (int v = 0; v < 500; v++) {
      nodes.add(RandomGraphs.node(v, 2 * v, 2 * v + 1));
    }
    int[] labels = new int[1000];
    Arrays.fill(labels, 500, 1000, 1);
    MapperGraph graph = MapperGraph.of(1000, nodes);
    double chance =
        MapperPurity.byChance(graph, labels, 2, PurityRule.CLASSES_PRESENT, 50, 4).orElseThrow();
    // The mean of 25,000 nodes, each 1 or 1/2: five standard errors of 0.0016, and seed 4 is fixed.
    assertThat(chance).isCloseTo(1 - 0.5 * 500 / 999, within(0.008));
    assertThat(
            MapperPurity.of(graph, labels, 2, PurityRule.CLASSES_PRESENT).nodeWise().orElseThrow())
        .isEqualTo(1);
  }

  @Test
  void aLensOfOtherPointsIsRefused() {
    PointCloud cloud = PointCloud.of(new double[][] {{1}, {2}});
    assertThatThrownBy(
            () ->
                Mapper.of(
                    cloud,
                    LensValues.of("x", new double[3]),
                    new BalancedCover(2, 0.2),
                    new OneCluster()))
        .hasMessageContaining("2 points and a lens of 3");
  }
}

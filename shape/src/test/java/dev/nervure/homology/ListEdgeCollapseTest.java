package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.diagram.DiagramSource;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class ListEdgeCollapseTest {
  private static final DiagramSource SOURCE = DiagramSource.exact(2, "test", 1, 0);
  private static final WorkLimit NONE = units -> {};

  private static FilteredGraph graph(long seed, int n) {
    RandomStream random = RandomStream.seeded(seed);
    double[][] points = new double[n][2];
    for (double[] point : points) {
      double angle = 2 * Math.PI * random.nextDouble();
      double radius = 1 + 0.2 * random.nextDouble();
      point[0] = radius * Math.cos(angle);
      point[1] = radius * Math.sin(angle);
    }
    PointCloud cloud = PointCloud.of(points);
    if (seed % 2 == 0) {
      // Numbered along space, as the dissection wants it.
      return NeighborEdges.search(cloud, Metric.EUCLIDEAN, 0.4f, 1, Progress.none()).graph();
    }
    DistanceMatrix matrix = DistanceMatrix.of(cloud);
    return DenseEdges.build(matrix.lower(), n, 0.4f, 1);
  }

  private static void assertSameGraph(FilteredGraph actual, FilteredGraph expected) {
    assertThat(actual.edges()).isEqualTo(expected.edges());
    for (int rank = 0; rank < expected.edges(); rank++) {
      assertThat(actual.length(rank)).isEqualTo(expected.length(rank));
      assertThat(actual.upper(rank)).isEqualTo(expected.upper(rank));
      assertThat(actual.lower(rank)).isEqualTo(expected.lower(rank));
    }
  }

  @Test
  void partsCollapseToTheSameGraphOnAnyNumberOfThreadsAndKeepTheBars() {
    for (long seed = 0; seed < 6; seed++) {
      int n = 300 + 40 * (int) seed;
      FilteredGraph graph = graph(seed, n);
      NestedDissection dissection = new NestedDissection(n, 40);
      assertThat(dissection.depth()).as("seed %d", seed).isPositive();
      FilteredGraph one = new ListEdgeCollapse(graph, dissection, 1, NONE).collapse();
      assertThat(one.edges()).as("seed %d", seed).isLessThan(graph.edges() / 2);
      for (int threads : new int[] {2, 5}) {
        assertSameGraph(new ListEdgeCollapse(graph, dissection, threads, NONE).collapse(), one);
      }
      for (int dimension = 0; dimension <= 2; dimension++) {
        assertThat(
                new RipsKernel(one, false, 1, NONE, Progress.none())
                    .compute(2)
                    .get(dimension)
                    .diagram(dimension, SOURCE))
            .as("seed %d, dimension %d", seed, dimension)
            .isEqualTo(
                new RipsKernel(graph, true, 1, NONE, Progress.none())
                    .compute(2)
                    .get(dimension)
                    .diagram(dimension, SOURCE));
      }
    }
  }

  @Test
  void aPartHoldsItsHalvesAndAnEdgeBelongsToTheSmallestPartAroundIt() {
    NestedDissection dissection = new NestedDissection(1000, 100);
    assertThat(dissection.parts()).isEqualTo(2 << dissection.depth());
    for (int part = 1; 2 * part < dissection.parts(); part++) {
      assertThat(dissection.from(2 * part)).isEqualTo(dissection.from(part));
      assertThat(dissection.to(2 * part)).isEqualTo(dissection.from(2 * part + 1));
      assertThat(dissection.to(2 * part + 1)).isEqualTo(dissection.to(part));
    }
    for (int u = 0; u < 1000; u += 37) {
      for (int v = 0; v < 1000; v += 41) {
        int part = dissection.partOf(u, v);
        assertThat(holds(dissection, part, u) && holds(dissection, part, v)).isTrue();
        for (int half = 2 * part; half <= 2 * part + 1 && half < dissection.parts(); half++) {
          assertThat(holds(dissection, half, u) && holds(dissection, half, v)).isFalse();
        }
      }
    }
  }

  private static boolean holds(NestedDissection dissection, int part, int vertex) {
    return dissection.from(part) <= vertex && vertex < dissection.to(part);
  }
}

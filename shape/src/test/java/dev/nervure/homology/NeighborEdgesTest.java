package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NeighborEdgesTest {

  private static PointCloud cloud(long seed, int n, int d) {
    RandomStream random = RandomStream.seeded(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int j = 0; j < d; j++) {
        // A third of the coordinates are drawn from five values: ties and repeated points.
        point[j] = random.nextInt(3) == 0 ? random.nextInt(5) * 0.25 : random.nextDouble();
      }
    }
    return PointCloud.of(points);
  }

  private static final int[] OWN_NUMBERS = {};

  /**
   * Length, larger and smaller end of each edge; ties of length in one order for all numberings.
   */
  private static long[] sortedEdges(FilteredGraph graph, int[] points) {
    long[] edges = new long[graph.edges()];
    for (int rank = 0; rank < edges.length; rank++) {
      int a = points.length == 0 ? graph.upper(rank) : points[graph.upper(rank)];
      int b = points.length == 0 ? graph.lower(rank) : points[graph.lower(rank)];
      edges[rank] = FilteredGraph.pack(graph.length(rank), Math.max(a, b), Math.min(a, b));
      if (rank > 0) {
        assertThat(graph.length(rank)).isGreaterThanOrEqualTo(graph.length(rank - 1));
      }
    }
    Arrays.sort(edges);
    return edges;
  }

  @Test
  void areTheEdgesOfTheFullMatrix() {
    for (long seed = 0; seed < 24; seed++) {
      int d = 1 + (int) (seed % 6);
      PointCloud cloud = cloud(seed, 150 + (int) seed, d);
      Metric metric = Metric.values()[(int) (seed % Metric.values().length)];
      DistanceMatrix matrix = DistanceMatrix.of(cloud, metric, 1, Progress.none());
      float threshold = matrix.lower()[(int) (37 * seed)];
      for (int threads : new int[] {1, 3}) {
        FilteredGraph expected =
            DenseEdges.build(matrix.lower(), matrix.size(), threshold, threads);
        NeighborEdges.Found found =
            NeighborEdges.search(cloud, metric, threshold, threads, Progress.none());
        FilteredGraph actual = found.graph();
        assertThat(actual.edges()).as("seed %d", seed).isEqualTo(expected.edges());
        assertThat(sortedEdges(actual, found.order()))
            .as("seed %d", seed)
            .isEqualTo(sortedEdges(expected, OWN_NUMBERS));
      }
    }
  }

  @Test
  void edgesAsLongAsTheThresholdAreThere() {
    // Blocks of a line whose gap is the spacing itself, which float32 rounds down or up.
    for (double spacing : new double[] {0.1, 0.3, 0.7, 1.1, 1.3}) {
      double[][] line = new double[300][1];
      for (int i = 0; i < line.length; i++) {
        line[i][0] = i * spacing;
      }
      PointCloud cloud = PointCloud.of(line);
      DistanceMatrix matrix = DistanceMatrix.of(cloud);
      FilteredGraph expected = DenseEdges.build(matrix.lower(), 300, (float) spacing, 1);
      NeighborEdges.Found found =
          NeighborEdges.search(cloud, Metric.EUCLIDEAN, (float) spacing, 1, Progress.none());
      assertThat(found.graph().edges()).as("spacing %s", spacing).isEqualTo(expected.edges());
    }
  }
}

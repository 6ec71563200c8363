package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
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
        FilteredGraph actual =
            NeighborEdges.build(cloud, metric, threshold, threads, Progress.none());
        assertThat(actual.edges()).as("seed %d", seed).isEqualTo(expected.edges());
        for (int rank = 0; rank < expected.edges(); rank++) {
          assertThat(actual.length(rank)).as("seed %d", seed).isEqualTo(expected.length(rank));
          assertThat(actual.upper(rank)).as("seed %d", seed).isEqualTo(expected.upper(rank));
          assertThat(actual.lower(rank)).as("seed %d", seed).isEqualTo(expected.lower(rank));
        }
      }
    }
  }
}

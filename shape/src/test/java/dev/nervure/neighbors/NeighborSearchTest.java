package dev.nervure.neighbors;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import org.junit.jupiter.api.Nested;

class NeighborSearchTest {

  @Nested
  class OfPointsTest extends NeighborSearchContract {
    @Override
    NeighborTable search(PointCloud cloud, int k, int threads) {
      return NearestNeighbors.of(cloud, k, Metric.EUCLIDEAN, threads, Progress.none());
    }
  }

  @Nested
  class OfDistancesTest extends NeighborSearchContract {
    @Override
    NeighborTable search(PointCloud cloud, int k, int threads) {
      return NearestNeighbors.of(
          DistanceMatrix.of(cloud, Metric.EUCLIDEAN, threads, Progress.none()), k);
    }
  }
}

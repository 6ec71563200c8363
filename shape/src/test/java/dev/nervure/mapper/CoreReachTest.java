package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointTile;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Quantiles;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreReachTest {
  /** Clusters of unlike density, so that most of the far ones are given up early. */
  private static PointCloud clusters(int n, int d) {
    RandomStream stream = RandomStream.seeded(4);
    double[][] points = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        points[i][j] = 10 * (i % 5) + (1 + i % 3) * stream.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  private static double[] ascending(PointCloud cloud, int point) {
    double[] coordinates = new double[PointTile.paddedDimension(cloud.dimension())];
    cloud.copyPoint(point, coordinates);
    double[] distances = new double[cloud.size()];
    PointTile.of(cloud, 0, cloud.size()).distances(coordinates, Metric.EUCLIDEAN, distances);
    Arrays.sort(distances);
    return distances;
  }

  /** Where all points are asked the answers follow from all distances, sorted. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 40, 333, 700})
  void valuesAreThoseOfAllDistances(int minSamples) {
    PointCloud cloud = clusters(700, 130);
    double radius = 31.5;
    double[] core = new double[cloud.size()];
    long within = 0;
    for (int i = 0; i < core.length; i++) {
      double[] distances = ascending(cloud, i);
      core[i] = distances[minSamples - 1];
      within += Arrays.stream(distances).filter(x -> x <= radius).count() - 1;
    }
    Arrays.sort(core);
    CoreReach expected =
        new CoreReach(core.length, core[0], Quantiles.median(core), within / (core.length * 699.0));
    assertThat(within).isPositive();
    for (int threads : new int[] {1, 2, 3}) {
      assertThat(CoreReach.of(cloud, radius, minSamples, 1, threads, Progress.none()))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void fewerPointsThanMakeACorePointReachNowhere(int threads) {
    CoreReach reach = CoreReach.of(clusters(20, 3), 1, 21, 1, threads, Progress.none());
    assertThat(reach.smallest()).isInfinite();
    assertThat(reach.median()).isInfinite();
  }
}

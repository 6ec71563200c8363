package dev.nervure.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNeighborsTest {

  private record Candidate(double distance, int index) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 70, 200})
  void findsWhatSortingAllDistancesFinds(int d) {
    for (long seed = 1; seed <= 3; seed++) {
      PointCloud cloud = random(seed, 150, d);
      int k = 1 + (int) (seed * 17);
      NeighborTable table = NearestNeighbors.of(cloud, k);
      for (int i = 0; i < cloud.size(); i++) {
        List<Candidate> sorted = sorted(cloud, i);
        for (int rank = 0; rank < k; rank++) {
          assertThat(table.distances()[i][rank])
              .as("seed %d, point %d, rank %d", seed, i, rank)
              .isCloseTo(sorted.get(rank).distance(), Offset.offset(1e-12));
          assertThat(table.indices()[i][rank]).isEqualTo(sorted.get(rank).index());
        }
      }
    }
  }

  @Test
  void equallyNearPointsComeByIndex() {
    double[][] points = new double[600][2];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {i % 3, 0};
    }
    NeighborTable table = NearestNeighbors.of(PointCloud.of(points), 5);
    assertThat(table.indices()[0]).containsExactly(3, 6, 9, 12, 15);
    assertThat(table.indices()[599]).containsExactly(2, 5, 8, 11, 14);
    assertThat(table.distances()[599]).containsOnly(0);
  }

  /** Clouds for which pairs are screened; the matrix of distances is read as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"gaussian", "sheet", "clusters", "repeated", "outlier", "far", "tiny"})
  void screenedNeighborsAreThoseOfAllDistances(String kind) {
    for (int d : new int[] {32, 190, 333}) {
      PointCloud cloud = screened(kind, 1100 + d, d);
      for (int k : new int[] {1, 9, 64}) {
        assertThat(ScreenedNeighbors.suits(cloud, k)).isTrue();
        NeighborTable table = NearestNeighbors.of(cloud, k, Metric.EUCLIDEAN, 3, Progress.none());
        NeighborTable plain =
            NearestNeighbors.plain(cloud, k, Metric.EUCLIDEAN, 2, Progress.none());
        assertThat(table.indices()).as("%s, d %d, k %d", kind, d, k).isDeepEqualTo(plain.indices());
        assertThat(table.distances())
            .as("%s, d %d, k %d", kind, d, k)
            .isDeepEqualTo(plain.distances());
      }
    }
  }

  private static PointCloud screened(String kind, int n, int d) {
    RandomStream stream = RandomStream.seeded(17).derive(kind);
    double[][] points = new double[n][d];
    for (int i = 0; i < n; i++) {
      double[] own = new double[6];
      Arrays.setAll(own, j -> stream.nextGaussian());
      for (int j = 0; j < d; j++) {
        points[i][j] =
            switch (kind) {
              case "sheet" -> Math.sin(own[j % 3] + j) + 0.01 * stream.nextGaussian();
              case "clusters" -> 20 * ((i * 31 % 7 >> (j % 3)) & 1) + stream.nextGaussian();
              case "repeated" -> i % 5; // hundreds of equally near points
              case "outlier" -> (i == 3 ? 1e7 : 1) * stream.nextGaussian();
              case "far" -> 1e6 + 1e-3 * stream.nextGaussian(); // float32 sees the centre only
              case "tiny" -> 1e-7 * stream.nextGaussian();
              default -> stream.nextGaussian();
            };
      }
    }
    return PointCloud.of(points);
  }

  @Test
  void sameForAnyNumberOfThreads() {
    PointCloud cloud = random(5, 500, 90);
    NeighborTable one = NearestNeighbors.of(cloud, 9, Metric.EUCLIDEAN, 1, Progress.none());
    NeighborTable three = NearestNeighbors.of(cloud, 9, Metric.EUCLIDEAN, 3, Progress.none());
    assertThat(three.indices()).isDeepEqualTo(one.indices());
    assertThat(three.distances()).isDeepEqualTo(one.distances());
  }

  @Test
  void everyMetricAgreesWithItsMatrix() {
    PointCloud cloud = random(3, 120, 6);
    for (Metric metric : Metric.values()) {
      NeighborTable fromPoints = NearestNeighbors.of(cloud, 4, metric, 2, Progress.none());
      NeighborTable fromMatrix =
          NearestNeighbors.of(DistanceMatrix.of(cloud, metric, 1, Progress.none()), 4);
      assertThat(fromMatrix.indices()).isDeepEqualTo(fromPoints.indices());
    }
  }

  @Test
  void refusesTooManyNeighbors() {
    PointCloud cloud = random(1, 10, 2);
    assertThatThrownBy(() -> NearestNeighbors.of(cloud, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be in [1, n-1] but was 10 for n = 10 points");
    assertThat(NearestNeighbors.of(cloud, 9).indices()[0])
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  private static PointCloud random(long seed, int n, int d) {
    RandomStream stream = RandomStream.seeded(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = stream.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  private static List<Candidate> sorted(PointCloud cloud, int i) {
    List<Candidate> candidates = new ArrayList<>();
    for (int j = 0; j < cloud.size(); j++) {
      if (j != i) {
        double sum = 0;
        for (int k = 0; k < cloud.dimension(); k++) {
          double difference = cloud.coordinate(i, k) - cloud.coordinate(j, k);
          sum += difference * difference;
        }
        candidates.add(new Candidate(Math.sqrt(sum), j));
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::distance).thenComparingInt(Candidate::index));
    return candidates;
  }
}

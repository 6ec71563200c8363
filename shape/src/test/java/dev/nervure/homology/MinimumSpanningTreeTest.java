package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MinimumSpanningTreeTest {

  /** Distances of a matrix are rounded to float32: half a unit in the 24th binary place. */
  private static final double FLOAT_ROUNDING = 0x1p-23;

  private record Edge(int from, int to, double length) {}

  @Test
  void gridHasUnitEdges() {
    double[][] grid = new double[9][];
    for (int i = 0; i < 9; i++) {
      grid[i] = new double[] {i % 3, i / 3};
    }
    PointCloud cloud = PointCloud.of(grid);
    assertThat(MinimumSpanningTree.of(cloud).lengths()).hasSize(8).containsOnly(1.0);
    assertThat(MinimumSpanningTree.of(DistanceMatrix.of(cloud)).lengths())
        .hasSize(8)
        .containsOnly(1.0);
  }

  @Test
  void fewPointsHaveFewEdges() {
    assertThat(MinimumSpanningTree.of(PointCloud.of(new double[0][])).size()).isZero();
    assertThat(MinimumSpanningTree.of(PointCloud.of(new double[][] {{1, 2}})).size()).isZero();
    assertThat(MinimumSpanningTree.of(PointCloud.of(new double[][] {{0, 0}, {3, 4}})).lengths())
        .containsExactly(5);
    assertThat(MinimumSpanningTree.of(DistanceMatrix.ofLower(new float[0], 0)).size()).isZero();
    assertThat(MinimumSpanningTree.of(DistanceMatrix.ofLower(new float[0], 1)).size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void agreesWithKruskal(Metric metric) {
    for (long seed = 1; seed <= 6; seed++) {
      PointCloud cloud = random(seed, 40 + 37 * (int) seed, (int) seed * 3 - 2);
      double[] expected = kruskal(cloud, metric);
      assertThat(MinimumSpanningTree.of(cloud, metric, Progress.none()).lengths())
          .as("seed %d", seed)
          .containsExactly(expected, Offset.offset(1e-12));
      DistanceMatrix matrix = DistanceMatrix.of(cloud, metric, 1, Progress.none());
      assertThat(MinimumSpanningTree.of(matrix).lengths())
          .as("seed %d", seed)
          .containsExactly(expected, Offset.offset(FLOAT_ROUNDING * expected[expected.length - 1]));
    }
  }

  @Test
  void sameBitsForAnyNumberOfThreads() {
    // Large enough that several threads are used, and repacked several times.
    PointCloud cloud = random(7, 700, 600);
    double[] one = MinimumSpanningTree.of(cloud, Metric.EUCLIDEAN, 1, Progress.none()).lengths();
    for (int threads = 2; threads <= 5; threads++) {
      assertThat(
              MinimumSpanningTree.of(cloud, Metric.EUCLIDEAN, threads, Progress.none()).lengths())
          .containsExactly(one);
    }
  }

  @Test
  void duplicatesAreJoinedByEdgesOfLengthZero() {
    double[][] points = new double[30][];
    for (int i = 0; i < 30; i++) {
      points[i] = new double[] {i % 10, 0};
    }
    double[] lengths = MinimumSpanningTree.of(PointCloud.of(points)).lengths();
    assertThat(lengths).hasSize(29);
    assertThat(java.util.Arrays.copyOf(lengths, 20)).containsOnly(0);
    assertThat(java.util.Arrays.copyOfRange(lengths, 20, 29)).containsOnly(1);
  }

  @Test
  void pointsThatNeverMeetAreJoinedAtInfinity() {
    float infinity = Float.POSITIVE_INFINITY;
    DistanceMatrix matrix = DistanceMatrix.ofLower(new float[] {1, infinity, infinity}, 3);
    assertThat(MinimumSpanningTree.of(matrix).lengths()).containsExactly(1, infinity);
  }

  @Test
  void endsWhenCancelled() {
    Progress cancelled =
        new Progress() {
          @Override
          public Task begin(String label, long total) {
            return Progress.none().begin(label, total);
          }

          @Override
          public void checkCancelled() {
            throw new CancelledException();
          }
        };
    PointCloud cloud = random(1, 800, 600);
    for (int threads = 1; threads <= 3; threads++) {
      int workers = threads;
      assertThatThrownBy(() -> MinimumSpanningTree.of(cloud, Metric.EUCLIDEAN, workers, cancelled))
          .isInstanceOf(CancelledException.class);
    }
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

  private static double[] kruskal(PointCloud cloud, Metric metric) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < cloud.size(); i++) {
      for (int j = 0; j < i; j++) {
        edges.add(new Edge(i, j, distance(cloud, i, j, metric)));
      }
    }
    edges.sort(Comparator.comparingDouble(Edge::length));
    int[] parents = new int[cloud.size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = i;
    }
    double[] lengths = new double[cloud.size() - 1];
    int count = 0;
    for (Edge edge : edges) {
      int a = root(parents, edge.from());
      int b = root(parents, edge.to());
      if (a != b) {
        parents[a] = b;
        lengths[count++] = edge.length();
      }
    }
    return lengths;
  }

  private static int root(int[] parents, int i) {
    int at = i;
    while (parents[at] != at) {
      at = parents[at];
    }
    return at;
  }

  private static double distance(PointCloud cloud, int i, int j, Metric metric) {
    double squares = 0;
    double absolutes = 0;
    double largest = 0;
    double product = 0;
    double normI = 0;
    double normJ = 0;
    for (int k = 0; k < cloud.dimension(); k++) {
      double a = cloud.coordinate(i, k);
      double b = cloud.coordinate(j, k);
      squares += (a - b) * (a - b);
      absolutes += Math.abs(a - b);
      largest = Math.max(largest, Math.abs(a - b));
      product += a * b;
      normI += a * a;
      normJ += b * b;
    }
    return switch (metric) {
      case EUCLIDEAN -> Math.sqrt(squares);
      case MANHATTAN -> absolutes;
      case CHEBYSHEV -> largest;
      case COSINE -> Math.max(0, 1 - product / (Math.sqrt(normI) * Math.sqrt(normJ)));
    };
  }
}

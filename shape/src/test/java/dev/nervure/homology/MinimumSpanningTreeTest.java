package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.LeadingSubspace;
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
      assertThat(MinimumSpanningTree.of(cloud, metric, 1, Progress.none()).lengths())
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
    double[] one = MinimumSpanningTree.of(cloud, Metric.MANHATTAN, 1, Progress.none()).lengths();
    for (int threads = 2; threads <= 5; threads++) {
      assertThat(
              MinimumSpanningTree.of(cloud, Metric.MANHATTAN, threads, Progress.none()).lengths())
          .containsExactly(one);
    }
  }

  @Test
  void boundsInASubspaceChangeNoBit() {
    for (long seed = 0; seed < 6; seed++) {
      // Clusters in 5 of 96 .. 101 dimensions, blurred in all; every tenth point comes twice.
      int d = 96 + (int) seed;
      RandomStream random = RandomStream.seeded(seed);
      double[][] points = new double[600][d];
      for (int i = 0; i < points.length; i++) {
        if (i % 10 == 9) {
          points[i] = points[i - 5].clone();
          continue;
        }
        for (int j = 0; j < d; j++) {
          points[i][j] =
              (j < 5 ? 3 * (i % 7 == j ? 1 : 0) : 0)
                  + (seed == 0 ? 0.5 * random.nextInt(2) : 0.1 * random.nextGaussian());
        }
      }
      PointCloud cloud = PointCloud.of(points);
      assertThat(ProjectedPrim.suits(cloud)).isTrue();
      double[] bounded = new ProjectedPrim(cloud, Progress.none()).run();
      double[] all = new TiledPrim(cloud, Metric.EUCLIDEAN, Progress.none()).run(1);
      assertThat(bounded).as("seed %d, in the order of joining", seed).isEqualTo(all);
    }
  }

  @Test
  void projectedDistancesAreLowerBounds() {
    PointCloud cloud = random(11, 200, 120);
    LeadingSubspace subspace = LeadingSubspace.of(cloud, 16);
    double[] a = new double[120];
    double[] b = new double[120];
    double[] projectedA = new double[17];
    double[] projectedB = new double[17];
    for (int i = 0; i < 200; i += 7) {
      for (int j = 0; j < i; j++) {
        cloud.copyPoint(i, a);
        cloud.copyPoint(j, b);
        subspace.project(a, projectedA);
        subspace.project(b, projectedB);
        // One part in 1e12: far above the rounding of 120 terms.
        assertThat(distance(projectedA, projectedB)).isLessThan(distance(a, b) * (1 + 1e-12));
      }
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void matricesFullOfTiesAreAsKruskalHasThem() {
    for (long seed = 0; seed < 20; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      int n = 2 + (int) seed * 4;
      float[] lower = new float[n * (n - 1) / 2];
      for (int k = 0; k < lower.length; k++) {
        lower[k] = random.nextInt(6) == 0 ? Float.POSITIVE_INFINITY : random.nextInt(4);
      }
      double[] expected = new double[n - 1];
      Forest forest = new Forest(n);
      int found = 0;
      for (float length : new float[] {0, 1, 2, 3, Float.POSITIVE_INFINITY}) {
        for (int i = 1, k = 0; i < n; i++) {
          for (int j = 0; j < i; j++, k++) {
            if (lower[k] == length && forest.join(i, j)) {
              expected[found++] = length;
            }
          }
        }
      }
      assertThat(MinimumSpanningTree.of(DistanceMatrix.ofLower(lower, n)).lengths())
          .as("seed %d", seed)
          .isEqualTo(expected);
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

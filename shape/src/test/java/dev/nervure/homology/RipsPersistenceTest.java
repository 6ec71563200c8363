package dev.nervure.homology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.diagram.PersistenceDiagram;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.Metric;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.points.SparseDistances;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RipsPersistenceTest {
  /** Distances are float32: half a unit in the last place of values below 4, twice. */
  private static final double SINGLE = 5e-7;

  static List<String> bars(PersistenceDiagram diagram) {
    List<String> bars = new ArrayList<>();
    for (int i = 0; i < diagram.size(); i++) {
      bars.add((float) diagram.birth(i) + " " + (float) diagram.death(i));
    }
    bars.sort(null);
    return bars;
  }

  private static DistanceMatrix matrix(float[][] distance) {
    return DistanceMatrix.ofLower(RandomDistances.lower(distance), distance.length);
  }

  private static PointCloud regularPolygon(int corners) {
    double[][] points = new double[corners][];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      points[i] = new double[] {Math.cos(angle), Math.sin(angle)};
    }
    return PointCloud.of(points);
  }

  /** Far from any metric, so that hardly an edge is dominated and columns fill up. */
  private static DistanceMatrix grinding() {
    return matrix(RandomDistances.of(2, 179));
  }

  @Test
  void aMatrixThatGrindsEndsInDimensionOneWithTheSameBarsOnEveryPath() {
    PointsOrDistances input = PointsOrDistances.of(grinding());
    RipsOptions options = RipsOptions.defaults();
    RipsResult plain = RipsPersistence.compute(input, options.withCollapse(CollapseMode.OFF));
    RipsResult collapsed =
        RipsPersistence.compute(input, options.withCollapse(CollapseMode.ON), 2, Progress.none());
    assertThat(collapsed.diagrams()).isEqualTo(plain.diagrams());
    assertThat(plain.diagram(1).size()).isGreaterThan(100);
  }

  @Test
  void aMatrixThatGrindsInDimensionThreeIsGivenUpWithAReason() {
    PointsOrDistances input = PointsOrDistances.of(grinding());
    RipsOptions options = RipsOptions.defaults().withMaxDimension(3).withWorkLimit(100_000);
    assertThatThrownBy(() -> RipsPersistence.compute(input, options))
        .isInstanceOf(RipsTooLargeException.class)
        .hasMessageContaining("far out of the ordinary")
        .hasMessageContaining("landmarks");
  }

  @Test
  void landmarksWithAThresholdOrWithoutAMetricHaveNoBound() {
    PointCloud cloud = regularPolygon(40);
    assertThat(
            RipsPersistence.compute(
                    PointsOrDistances.of(cloud), RipsOptions.defaults().withLandmarks(20))
                .source()
                .bottleneckError())
        .isFinite();
    assertThat(
            RipsPersistence.compute(
                    PointsOrDistances.of(cloud),
                    RipsOptions.defaults().withLandmarks(20).withThreshold(0.6))
                .source()
                .bottleneckError())
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(
            RipsPersistence.compute(
                    PointsOrDistances.of(cloud, Metric.COSINE),
                    RipsOptions.defaults().withLandmarks(20))
                .source()
                .bottleneckError())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void distancesBeyondSinglePrecisionAreRefusedInEveryDimension() {
    PointCloud cloud = PointCloud.of(new double[][] {{-3e38, 0}, {3e38, 0}});
    for (int dimension = 0; dimension <= 1; dimension++) {
      RipsOptions options = RipsOptions.defaults().withMaxDimension(dimension);
      assertThatThrownBy(() -> RipsPersistence.compute(PointsOrDistances.of(cloud), options))
          .hasMessageContaining("scale the points down");
    }
  }

  @Test
  void theGeneralKernelGivesUpToo() {
    PointsOrDistances input = PointsOrDistances.of(grinding());
    RipsOptions options =
        RipsOptions.defaults().withMaxDimension(2).withField(3).withWorkLimit(50_000);
    assertThatThrownBy(() -> RipsPersistence.compute(input, options))
        .isInstanceOf(RipsTooLargeException.class);
  }

  @Test
  void dimensionZeroOfSparseDistancesDoesNotDependOnTheField() {
    SparseDistances sparse =
        SparseDistances.of(
            4, new int[] {1, 2, 2}, new int[] {0, 0, 1}, new float[] {0.5f, 0.5f, 0.25f});
    RipsResult three =
        RipsPersistence.compute(
            PointsOrDistances.of(sparse), RipsOptions.defaults().withMaxDimension(0).withField(3));
    assertThat(bars(three.diagram(0)))
        .containsExactly("0.0 0.25", "0.0 0.5", "0.0 Infinity", "0.0 Infinity");
  }

  @Test
  void aStarOfManyPointsTakesNoMemoryForItsDegree() {
    int n = 100_000;
    int[] first = new int[n - 1];
    int[] second = new int[n - 1];
    float[] distances = new float[n - 1];
    for (int i = 1; i < n; i++) {
      first[i - 1] = i;
      distances[i - 1] = 1 + i % 7;
    }
    RipsResult star =
        RipsPersistence.compute(
            PointsOrDistances.of(SparseDistances.of(n, first, second, distances)),
            RipsOptions.defaults().withMaxDimension(2));
    assertThat(star.diagram(0).essential()).isEqualTo(1);
    assertThat(star.diagram(1).size() + star.diagram(2).size()).isZero();
  }

  @Test
  void equalsTheTextbookReductionOnSmallClouds() {
    for (long seed = 0; seed < 200; seed++) {
      int n = 4 + (int) (seed % 9);
      float[][] distance = RandomDistances.of(seed, n);
      float threshold =
          seed % 3 == 0 ? Float.POSITIVE_INFINITY : distance[1][0] * (seed % 3 == 1 ? 1f : 1.3f);
      int dimension = 1 + (int) (seed / 5 % 3);
      List<List<String>> expected = new NaivePersistence(distance, threshold, dimension, 2).bars();
      for (CollapseMode collapse : CollapseMode.values()) {
        for (int threads : new int[] {1, 2, 4}) {
          RipsResult result =
              RipsPersistence.compute(
                  PointsOrDistances.of(matrix(distance)),
                  RipsOptions.defaults()
                      .withMaxDimension(dimension)
                      .withThreshold(threshold)
                      .withCollapse(collapse),
                  threads,
                  Progress.none());
          for (int d = 0; d <= dimension; d++) {
            assertThat(bars(result.diagram(d)))
                .as("seed %d dimension %d collapse %s threads %d", seed, d, collapse, threads)
                .isEqualTo(expected.get(d));
          }
        }
      }
    }
  }

  @Test
  void equalsTheTextbookReductionOverOtherFieldsAndWithRepresentatives() {
    for (long seed = 1000; seed < 1060; seed++) {
      int prime = new int[] {2, 3, 5, 11}[(int) (seed % 4)];
      int dimension = 1 + (int) (seed / 4 % 3);
      float[][] distance = RandomDistances.of(seed, 4 + (int) (seed % 8));
      float threshold = seed % 2 == 0 ? Float.POSITIVE_INFINITY : distance[1][0] * 1.2f;
      List<List<String>> expected =
          new NaivePersistence(distance, threshold, dimension, prime).bars();
      for (CollapseMode collapse : CollapseMode.values()) {
        for (boolean representatives : new boolean[] {false, true}) {
          RipsResult result =
              RipsPersistence.compute(
                  PointsOrDistances.of(matrix(distance)),
                  RipsOptions.defaults()
                      .withMaxDimension(dimension)
                      .withThreshold(threshold)
                      .withCollapse(collapse)
                      .withField(prime)
                      .withRepresentatives(representatives));
          for (int d = 0; d <= dimension; d++) {
            assertThat(bars(result.diagram(d)))
                .as("seed %d dimension %d field %d collapse %s", seed, d, prime, collapse)
                .isEqualTo(expected.get(d));
          }
          for (Representative one : result.representatives()) {
            RepresentativeCheck.check(one, distance, threshold, prime);
          }
        }
      }
    }
  }

  @Test
  void squareHasOneLoopUntilItsDiagonal() {
    PointCloud square = PointCloud.of(new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}});
    RipsResult result =
        RipsPersistence.compute(PointsOrDistances.of(square), RipsOptions.defaults());
    assertThat(bars(result.diagram(0)))
        .containsExactly("0.0 1.0", "0.0 1.0", "0.0 1.0", "0.0 Infinity");
    assertThat(bars(result.diagram(1))).containsExactly("1.0 1.4142135");
    assertThat(LifespanSum.sum(result.diagram(0), 1)).isEqualTo(3);
  }

  @Test
  void octagonHasTheLoopOfManifoldTopology() {
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(regularPolygon(8)), RipsOptions.defaults().withMaxDimension(3));
    assertThat(LifespanSum.sum(result.diagram(0), 1)).isCloseTo(5.357569, within(7 * SINGLE));
    assertThat(result.diagram(1).size()).isEqualTo(1);
    assertThat(result.diagram(1).birth(0)).isCloseTo(0.765367, within(SINGLE));
    assertThat(result.diagram(1).death(0)).isCloseTo(1.847759, within(SINGLE));
  }

  @Test
  void gridHasFourLoops() {
    double[][] grid = new double[9][];
    for (int i = 0; i < 9; i++) {
      grid[i] = new double[] {i / 3, i % 3};
    }
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(PointCloud.of(grid)), RipsOptions.defaults().withMaxDimension(2));
    assertThat(LifespanSum.sum(result.diagram(0), 1)).isEqualTo(8);
    assertThat(bars(result.diagram(1)))
        .containsExactly("1.0 1.4142135", "1.0 1.4142135", "1.0 1.4142135", "1.0 1.4142135");
    assertThat(result.diagram(2).size()).isZero();
  }

  @Test
  void hexagonWithAntipodesApartIsASphere() {
    // The 1-skeleton of the octahedron: all distances 1 except three pairs at 2.
    float[][] distance = new float[6][6];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        distance[i][j] = i == j ? 0 : Math.abs(i - j) == 3 ? 2 : 1;
      }
    }
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(matrix(distance)), RipsOptions.defaults().withMaxDimension(3));
    assertThat(bars(result.diagram(2))).containsExactly("1.0 2.0");
    assertThat(result.diagram(1).size() + result.diagram(3).size()).isZero();
  }

  @Test
  void pointsOnACircleHaveOneLongLoop() {
    PersistenceDiagram loops =
        RipsPersistence.compute(PointsOrDistances.of(regularPolygon(60)), RipsOptions.defaults())
            .diagram(1);
    // Adamaszek, Adams 2017: the loop of a circle of radius 1 dies at the side of the inscribed
    // triangle.
    assertThat(loops.size()).isEqualTo(1);
    assertThat(loops.birth(0)).isCloseTo(2 * Math.sin(Math.PI / 60), within(SINGLE));
    assertThat(loops.death(0)).isCloseTo(Math.sqrt(3), within(SINGLE));
  }

  @Test
  void simplexWithEqualSidesHasNothingAboveDimensionZero() {
    float[][] distance = new float[9][9];
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        distance[i][j] = i == j ? 0 : 1;
      }
    }
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(matrix(distance)), RipsOptions.defaults().withMaxDimension(4));
    assertThat(result.diagram(0).size()).isEqualTo(9);
    for (int d = 1; d <= 4; d++) {
      assertThat(result.diagram(d).size()).isZero();
    }
  }

  @Test
  void repeatedPointsLeaveNoBars() {
    PointCloud cloud = PointCloud.of(new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}});
    RipsResult result =
        RipsPersistence.compute(
            PointsOrDistances.of(cloud), RipsOptions.defaults().withMaxDimension(2));
    assertThat(bars(result.diagram(0))).containsExactly("0.0 Infinity");
    assertThat(result.diagram(1).size() + result.diagram(2).size()).isZero();
  }

  @Test
  void handlesNoneOneAndTwoPoints() {
    for (int n = 0; n <= 2; n++) {
      double[][] points = new double[n][];
      for (int i = 0; i < n; i++) {
        points[i] = new double[] {3.0 * i, 0};
      }
      for (int dimension = 0; dimension <= 3; dimension++) {
        RipsResult result =
            RipsPersistence.compute(
                PointsOrDistances.of(PointCloud.of(points)),
                RipsOptions.defaults().withMaxDimension(dimension));
        assertThat(result.diagram(0).size()).isEqualTo(n);
        assertThat(result.diagram(0).essential()).isEqualTo(Math.min(1, n));
        for (int d = 1; d <= dimension; d++) {
          assertThat(result.diagram(d).size()).isZero();
        }
      }
    }
  }

  @Test
  void pointsThatNeverMeetStayEssential() {
    float[] lower = {Float.POSITIVE_INFINITY, 1, Float.POSITIVE_INFINITY};
    for (int dimension = 0; dimension <= 1; dimension++) {
      RipsResult result =
          RipsPersistence.compute(
              PointsOrDistances.of(DistanceMatrix.ofLower(lower, 3)),
              RipsOptions.defaults().withMaxDimension(dimension));
      assertThat(bars(result.diagram(0)))
          .containsExactly("0.0 1.0", "0.0 Infinity", "0.0 Infinity");
    }
  }

  @Test
  void componentsAloneEqualThoseOfTheKernel() {
    RandomStream random = RandomStream.seeded(7);
    double[][] points = new double[120][5];
    for (double[] point : points) {
      for (int j = 0; j < 5; j++) {
        point[j] = random.nextGaussian();
      }
    }
    PointCloud cloud = PointCloud.of(points);
    for (double threshold : new double[] {0.5, 1.1, Double.POSITIVE_INFINITY}) {
      assertThat(
              bars(
                  RipsPersistence.compute(
                          PointsOrDistances.of(cloud),
                          RipsOptions.defaults().withMaxDimension(0).withThreshold(threshold))
                      .diagram(0)))
          .isEqualTo(
              bars(
                  RipsPersistence.compute(
                          PointsOrDistances.of(cloud),
                          RipsOptions.defaults().withMaxDimension(1).withThreshold(threshold))
                      .diagram(0)));
    }
  }

  @Test
  void refusesWrongArguments() {
    PointsOrDistances input = PointsOrDistances.of(regularPolygon(4));
    RipsOptions options = RipsOptions.defaults();
    assertThatThrownBy(() -> options.withMaxDimension(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> options.withThreshold(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> options.withField(4)).hasMessageContaining("4");
    assertThatThrownBy(() -> options.withLandmarks(-2)).hasMessageContaining("-2");
    assertThatThrownBy(() -> options.withWorkLimit(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> RipsPersistence.compute(input, options, 0, Progress.none()))
        .hasMessageContaining("threads must be >= 1 but was 0");
    assertThatThrownBy(() -> RipsPersistence.plan(input, options, 0))
        .hasMessageContaining("threads must be >= 1 but was 0");
    assertThatThrownBy(() -> RipsPersistence.compute(input, options).diagram(2))
        .hasMessageContaining("2");
    assertThatThrownBy(() -> SparseDistances.of(2, new int[] {0}, new int[] {2}, new float[] {1}))
        .hasMessageContaining("(0, 2)");
    assertThatThrownBy(
            () -> SparseDistances.of(2, new int[] {0, 1}, new int[] {1, 0}, new float[] {1, 2}))
        .hasMessageContaining("1.0 and as 2.0");
  }

  @Test
  void stopsWhenCancelled() {
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
    assertThatThrownBy(
            () ->
                RipsPersistence.compute(
                    PointsOrDistances.of(regularPolygon(30)), RipsOptions.defaults(), 1, cancelled))
        .isInstanceOf(CancelledException.class);
  }
}

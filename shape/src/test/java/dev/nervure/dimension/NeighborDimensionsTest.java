package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the two estimators by nearest neighbours do with clouds of every awkward kind. */
class NeighborDimensionsTest {

  private static final long SEED = 5;

  private interface Method extends Function<PointCloud, DimensionEstimate> {}

  static Stream<Method> methods() {
    return Stream.of(
        cloud -> new TwoNearestNeighbors().estimate(cloud, SEED),
        cloud -> new MaximumLikelihoodDimension().estimate(cloud, SEED));
  }

  private static String reason(DimensionEstimate result) {
    assertThat(result.estimate()).isInstanceOf(Estimate.NotEstimable.class);
    return ((Estimate.NotEstimable) result.estimate()).reason();
  }

  private static double[][] scaled(PointCloud cloud, double factor) {
    double[][] points = new double[cloud.size()][cloud.dimension()];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points[i].length; j++) {
        points[i][j] = factor * cloud.coordinate(i, j);
      }
    }
    return points;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void fewOrEqualPointsSayWhy(Method method) {
    assertThat(reason(method.apply(PointCloud.of(new double[0][])))).contains("has 0");
    for (int n = 2; n <= 3; n++) {
      PointCloud few = Manifolds.cube(2, n, RandomStream.seeded(SEED));
      assertThat(reason(method.apply(few))).contains("has " + n);
    }
    assertThat(reason(method.apply(PointCloud.of(new double[500][4])))).contains("equal");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void repeatedPointsAreDropped(Method method) {
    PointCloud once = Manifolds.sphere(2, 300, RandomStream.seeded(SEED));
    double[][] twice = new double[600][];
    double[][] points = scaled(once, 1);
    for (int i = 0; i < 600; i++) {
      twice[i] = points[i % 300];
    }
    DimensionEstimate result = method.apply(PointCloud.of(twice));
    assertThat(result.dropped()).isEqualTo(300);
    assertThat(result.estimate()).isEqualTo(method.apply(once).estimate());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void pointsRepeatedUpToRoundingAreDropped(Method method) {
    PointCloud once = Manifolds.sphere(2, 300, RandomStream.seeded(SEED));
    double[][] points = scaled(once, 1);
    double[][] twice = new double[600][];
    for (int i = 0; i < 600; i++) {
      // A spacing of float64 away in the first coordinate.
      double[] point = points[i % 300].clone();
      point[0] = i < 300 ? point[0] : Math.nextUp(point[0]);
      twice[i] = point;
    }
    DimensionEstimate result = method.apply(PointCloud.of(twice));
    assertThat(result.dropped()).isEqualTo(300);
    assertThat(result.estimate()).isEqualTo(method.apply(once).estimate());
    assertThat(result.warnings()).singleElement().asString().contains("300", "left out");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void pairsFarNearerThanTheRestAreNoDimension(Method method) {
    PointCloud once = Manifolds.sphere(5, 300, RandomStream.seeded(SEED));
    double[][] pairs = new double[600][];
    double[][] points = scaled(once, 1);
    for (int i = 0; i < 600; i++) {
      double[] point = points[i % 300].clone();
      // Far above the rounding of float64, far below the distances of 300 points of a sphere.
      point[i % point.length] += i < 300 ? 0 : 1e-7;
      pairs[i] = point;
    }
    assertThat(reason(method.apply(PointCloud.of(pairs)))).contains("600 of 600", "1000 times");
    double[][] few = java.util.Arrays.copyOf(pairs, 310);
    DimensionEstimate result = method.apply(PointCloud.of(few));
    assertThat(result.estimate().isEstimable()).isTrue();
    assertThat(result.warnings().get(0)).contains("20 of 310");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void scaleDoesNotMatter(Method method) {
    PointCloud cloud = Manifolds.sphere(2, 400, RandomStream.seeded(SEED));
    double value = method.apply(cloud).estimate().value();
    // Powers of two scale without rounding; the extreme ones have squares beyond float64.
    for (double factor : new double[] {0x1p100, 0x1p-100, 0x1p900, 0x1p-900}) {
      assertThat(method.apply(PointCloud.of(scaled(cloud, factor))).estimate().value())
          .as("factor %s", factor)
          .isCloseTo(value, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void lineInSpaceHasDimensionOneAndMoreCoordinatesThanPointsDoNoHarm(Method method) {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] line = new double[100][300];
    for (double[] point : line) {
      double at = random.nextDouble();
      for (int j = 0; j < 300; j++) {
        point[j] = at * (j + 1);
      }
    }
    Estimate estimate = method.apply(PointCloud.of(line)).estimate();
    assertThat(estimate.value()).isCloseTo(1, within(4 * estimate.standardError()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void oneFarPointHardlyMatters(Method method) {
    PointCloud cloud = Manifolds.sphere(2, 400, RandomStream.seeded(SEED));
    double[][] points = scaled(cloud, 1);
    double before = method.apply(cloud).estimate().value();
    points[3] = new double[] {1e9, 0, 0};
    assertThat(method.apply(PointCloud.of(points)).estimate().value())
        .isCloseTo(before, within(0.1));
  }

  @Test
  void latticeHasNoRatios() {
    double[][] lattice = new double[400][];
    for (int i = 0; i < 400; i++) {
      lattice[i] = new double[] {i % 20, i / 20};
    }
    assertThat(reason(new TwoNearestNeighbors().estimate(PointCloud.of(lattice), SEED)))
        .contains("equally far");
  }

  @Test
  void errorOfMaximumLikelihoodIsTheSpreadOverClouds() {
    int clouds = 30;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int c = 0; c < clouds; c++) {
      PointCloud cloud = Manifolds.sphere(3, 500, RandomStream.seeded(SEED).derive(c));
      Estimate estimate = new MaximumLikelihoodDimension().estimate(cloud, SEED).estimate();
      sum += estimate.value();
      squares += estimate.value() * estimate.value();
      errors += estimate.standardError() / clouds;
    }
    double mean = sum / clouds;
    double spread = Math.sqrt((squares - clouds * mean * mean) / (clouds - 1));
    // The spread of 30 values is known to 13 %; three times that.
    assertThat(errors / spread).as("seed %d", SEED).isBetween(0.6, 1.6);
  }

  @Test
  void tableAtHandGivesTheSame() {
    PointCloud cloud = Manifolds.sphere(3, 300, RandomStream.seeded(SEED));
    NeighborTable table = NearestNeighbors.of(DistanceMatrix.of(cloud), 200);
    assertThat(new TwoNearestNeighbors().estimate(table, 0))
        .isEqualTo(
            new TwoNearestNeighbors()
                .estimate(new EstimatorInput(cloud), SEED, 3, Progress.none()));
    assertThat(new MaximumLikelihoodDimension().estimate(table, 0))
        .isEqualTo(
            new MaximumLikelihoodDimension()
                .estimate(new EstimatorInput(cloud), SEED, 3, Progress.none()));
    assertThatThrownBy(
            () -> new MaximumLikelihoodDimension().estimate(NearestNeighbors.of(cloud, 5), 0))
        .hasMessageContaining("needs 128 neighbours a point");
  }

  @Test
  void partsOfPairsThatNearlyRepeatEachOtherAreRefusedAsTheWholeIs() {
    double[][] once = scaled(Manifolds.cube(3, 100, RandomStream.seeded(SEED)), 1);
    double[][] pairs = new double[200][3];
    for (int i = 0; i < once.length; i++) {
      pairs[i] = once[i];
      pairs[i + 100] = once[i].clone();
      pairs[i + 100][0] += 1e-6;
    }
    TwoNearestNeighbors estimator = new TwoNearestNeighbors();
    PointCloud cloud = PointCloud.of(pairs);
    assertThat(reason(estimator.estimate(cloud, SEED))).contains("nearly repeats");
    assertThat(estimator.ofPart(DistanceMatrix.of(cloud), SEED, Progress.none())).isEmpty();
    PointCloud apart = PointCloud.of(once);
    assertThat(estimator.ofPart(DistanceMatrix.of(apart), SEED, Progress.none()).orElseThrow())
        .isEqualTo(estimator.estimate(apart, SEED).estimate().value());
  }
}

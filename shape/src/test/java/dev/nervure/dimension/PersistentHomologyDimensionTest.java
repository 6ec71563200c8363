package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PersistentHomologyDimensionTest {

  private static final long SEED = 77;

  private static double[][] repeat(double[][] points, int times) {
    double[][] repeated = new double[points.length * times][];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = points[i % points.length];
    }
    return repeated;
  }

  private static String reason(PointCloud cloud) {
    Estimate estimate = PersistentHomologyDimension.robust().estimate(cloud, SEED).estimate();
    assertThat(estimate).isInstanceOf(Estimate.NotEstimable.class);
    return ((Estimate.NotEstimable) estimate).reason();
  }

  @Test
  void robustEstimateIsNearTheTruthWithinItsError() {
    PointCloud roll = Manifolds.swissRoll(1000, RandomStream.seeded(SEED));
    DimensionEstimate result = PersistentHomologyDimension.robust().estimate(roll, SEED);
    Estimate estimate = result.estimate();
    assertThat(estimate.standardError()).isBetween(0.005, 0.15);
    assertThat(estimate.value()).isCloseTo(2, within(4 * estimate.standardError() + 0.05));
    assertThat(result.warnings()).isEmpty();
    assertThat(result.points()).isEqualTo(1000);
  }

  @Test
  void theTreeOfASampleIsThatOfItsDistances() {
    for (int c = 0; c < 20; c++) {
      RandomStream random = RandomStream.seeded(SEED).derive(c);
      // Clusters that lists of neighbours do not reach out of, and ties on a lattice.
      double[][] points = new double[400][2];
      for (int i = 0; i < 400; i++) {
        points[i] =
            c % 2 == 0
                ? new double[] {100 * (i % 2) + random.nextGaussian(), random.nextGaussian()}
                : new double[] {i % 20, i / 20};
      }
      DistanceMatrix matrix = DistanceMatrix.of(PointCloud.of(points));
      int[] sample = random.sampleWithoutReplacement(400, 20 + random.nextInt(381));
      NeighborTable lists = NearestNeighbors.of(matrix, c % 3 == 0 ? 5 : 128);
      double[] lengths = new SampleTree(matrix, lists, sample).lengths();
      Arrays.sort(lengths);
      assertThat(lengths).isEqualTo(MinimumSpanningTree.of(matrix.select(sample)).lengths());
    }
  }

  @Test
  void whatIsDrawnMattersLittleBesideTheCloud() {
    PointCloud cloud = Manifolds.sphere(5, 500, RandomStream.seeded(SEED));
    int seeds = 12;
    double sum = 0;
    double squares = 0;
    double error = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Estimate estimate = PersistentHomologyDimension.robust().estimate(cloud, seed).estimate();
      sum += estimate.value();
      squares += estimate.value() * estimate.value();
      error += estimate.standardError() / seeds;
    }
    double variance = (squares - sum * sum / seeds) / (seeds - 1);
    // A fifth is promised; a variance of 12 values scatters by 43 %, twice that.
    assertThat(variance / (error * error)).isLessThan(0.2 * 1.9);
  }

  @Test
  void sameBitsForAnyNumberOfThreads() {
    PointCloud cloud = Manifolds.gaussian(20, 400, RandomStream.seeded(SEED));
    PersistentHomologyDimension method = PersistentHomologyDimension.robust();
    Estimate one = method.estimate(new EstimatorInput(cloud), SEED, 1, Progress.none()).estimate();
    assertThat(method.estimate(new EstimatorInput(cloud), SEED, 3, Progress.none()).estimate())
        .isEqualTo(one);
    assertThat(method.estimate(cloud, SEED).estimate()).isEqualTo(one);
  }

  @Test
  void cantorSetNeedsAnAlphaBelowItsDimension() {
    PointCloud cantor = Manifolds.cantor(1000, RandomStream.seeded(SEED));
    PersistentHomologyDimension method =
        PersistentHomologyDimension.singleDraw(SampleSizes.birdal());
    DimensionEstimate collapsed = method.estimate(cantor, SEED);
    assertThat(collapsed.estimate().value()).isCloseTo(1, within(0.005));
    assertThat(collapsed.warnings()).anySatisfy(w -> assertThat(w).contains("smaller alpha"));
    // Reference for alpha = 0.3: .667.
    assertThat(method.withAlpha(0.3).estimate(cantor, SEED).estimate().value())
        .isCloseTo(0.667, within(0.02));
  }

  @Test
  void circleHasDimensionOne() {
    PointCloud circle = Manifolds.sphere(1, 1000, RandomStream.seeded(SEED));
    // Reference 1.014 +- .003 on this grid.
    assertThat(
            PersistentHomologyDimension.singleDraw(SampleSizes.birdal())
                .estimate(circle, SEED)
                .estimate()
                .value())
        .isCloseTo(1.014, within(0.009));
  }

  @Test
  void degenerateCloudsSayWhy() {
    assertThat(reason(PointCloud.of(new double[0][]))).contains("has 0");
    assertThat(reason(PointCloud.of(new double[][] {{1, 2}}))).contains("has 1");
    assertThat(reason(PointCloud.of(new double[][] {{1, 2}, {1, 2}}))).contains("equal");
    assertThat(reason(PointCloud.of(repeat(new double[][] {{1, 2}}, 100)))).contains("equal");
    assertThat(reason(PointCloud.of(repeat(new double[][] {{1, 2}, {3, 4}, {5, 6}}, 50))))
        .contains("has 3");
  }

  @Test
  void oneFarPointOrTwoFarClustersAreNoDimension() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] points = new double[200][2];
    for (double[] point : points) {
      point[0] = random.nextGaussian();
      point[1] = random.nextGaussian();
    }
    double[][] clusters = points.clone();
    for (int i = 0; i < 100; i++) {
      clusters[i] = new double[] {points[i][0] + 1e6, points[i][1]};
    }
    assertThat(reason(PointCloud.of(clusters))).contains("one edge");
    points[7][0] = 1e30;
    PointCloud outlier = PointCloud.of(points);
    assertThat(reason(outlier)).contains("one edge");
  }

  @Test
  void matrixAndPointsGiveTheSameBits() {
    PointCloud cloud = Manifolds.gaussian(5, 300, RandomStream.seeded(SEED));
    PersistentHomologyDimension method = PersistentHomologyDimension.robust();
    assertThat(method.estimate(DistanceMatrix.of(cloud), SEED, 2, Progress.none()))
        .isEqualTo(method.estimate(cloud, SEED));
  }

  /**
   * Points of which there are too many for one matrix are sampled like those that have one:
   * thousands of trees grow along lists of neighbours, where each from the coordinates alone would
   * take hours in all.
   */
  @Test
  void largeCloudsAreSampledAnewForEachRun() {
    int n = EstimatorInput.LARGEST_MATRIX + 8;
    PointCloud cloud = Manifolds.sphere(2, n, RandomStream.seeded(SEED));
    PersistentHomologyDimension method = PersistentHomologyDimension.robust();
    DimensionEstimate result = method.estimate(cloud, SEED);
    assertThat(result.points()).isEqualTo(n);
    assertThat(result.details().get("pointsOfRun")).isEqualTo(3000);
    assertThat(result.estimate().value())
        .isCloseTo(2, within(4 * result.estimate().standardError()))
        .isEqualTo(method.ofPart(DistanceMatrix.of(cloud), SEED, Progress.none()).getAsDouble());
  }

  @Test
  void paperGridHasTheSizesOfThePaper() {
    assertThat(SampleSizes.paper(3000).toArray())
        .containsExactly(500, 850, 1200, 1550, 1900, 2250, 2600, 2950);
    assertThat(SampleSizes.paper(850).toArray()).containsExactly(500);
    assertThat(SampleSizes.birdal().toArray()).hasSize(16).startsWith(200).endsWith(950);
    PointCloud small = Manifolds.sphere(2, 600, RandomStream.seeded(SEED));
    assertThat(PersistentHomologyDimension.paper().estimate(small, SEED).estimate())
        .isInstanceOf(Estimate.NotEstimable.class);
  }

  @Test
  void paperKeepsRepeatedPointsAndSaysSo() {
    double[][] points = new double[900][2];
    RandomStream random = RandomStream.seeded(SEED);
    for (double[] point : points) {
      point[0] = random.nextInt(25);
      point[1] = random.nextInt(25);
    }
    DimensionEstimate result =
        PersistentHomologyDimension.paper().estimate(PointCloud.of(points), SEED);
    assertThat(result.points()).isEqualTo(900);
    assertThat(result.dropped()).isZero();
    assertThat(result.warnings()).anySatisfy(w -> assertThat(w).contains("kept"));
  }

  @Test
  void repeatedPointsAreDroppedAndCounted() {
    double[][] once = new double[300][2];
    RandomStream random = RandomStream.seeded(SEED);
    for (double[] point : once) {
      point[0] = random.nextDouble();
      point[1] = random.nextDouble();
    }
    DimensionEstimate twice =
        PersistentHomologyDimension.robust().estimate(PointCloud.of(repeat(once, 2)), SEED);
    assertThat(twice.dropped()).isEqualTo(300);
    assertThat(twice.estimate())
        .isEqualTo(
            PersistentHomologyDimension.robust().estimate(PointCloud.of(once), SEED).estimate());
  }

  @Test
  void scaleDoesNotMatter() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] points = new double[300][3];
    double[][] large = new double[300][3];
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 3; j++) {
        points[i][j] = random.nextGaussian();
        large[i][j] = points[i][j] * 0x1p90;
      }
    }
    double value =
        PersistentHomologyDimension.robust()
            .estimate(PointCloud.of(points), SEED)
            .estimate()
            .value();
    assertThat(
            PersistentHomologyDimension.robust()
                .estimate(PointCloud.of(large), SEED)
                .estimate()
                .value())
        .isCloseTo(value, within(1e-9));
  }

  @Test
  void lineInSpaceAndLatticeHaveValues() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] line = new double[100][300];
    for (double[] point : line) {
      double at = random.nextDouble();
      for (int j = 0; j < 300; j++) {
        point[j] = at * (j + 1);
      }
    }
    // A segment of 100 points: its ends count, as they do for the circle (1.10 at n = 100).
    assertThat(
            PersistentHomologyDimension.robust()
                .estimate(PointCloud.of(line), SEED)
                .estimate()
                .value())
        .isBetween(0.9, 1.2);
    double[][] lattice = new double[400][];
    for (int i = 0; i < 400; i++) {
      lattice[i] = new double[] {i % 20, i / 20};
    }
    PointCloud ties = PointCloud.of(lattice);
    // Too high: a full lattice has all edges equal, so the sum grows faster than that of a random
    // cloud.
    assertThat(PersistentHomologyDimension.robust().estimate(ties, SEED).estimate().value())
        .isBetween(2.0, 4.0);
    assertThat(new MaximumLikelihoodDimension().estimate(ties, SEED).estimate().value())
        .isBetween(1.0, 3.0);
  }
}

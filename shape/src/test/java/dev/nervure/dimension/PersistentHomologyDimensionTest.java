package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
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
  void robustErrorCoversTheSpreadOverIndependentClouds() {
    int clouds = 12;
    double[] values = new double[clouds];
    double errors = 0;
    for (int c = 0; c < clouds; c++) {
      PointCloud cloud = Manifolds.sphere(5, 600, RandomStream.seeded(SEED).derive(c));
      Estimate estimate = PersistentHomologyDimension.robust().estimate(cloud, SEED).estimate();
      values[c] = estimate.value();
      errors += estimate.standardError() / clouds;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / clouds;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / (clouds - 1);
    }
    // The spread of 12 values is known to 20 %; the stated error must be of its size, on the safe
    // side.
    assertThat(errors / Math.sqrt(variance)).as("seed %d", SEED).isBetween(0.7, 2.5);
  }

  @Test
  void sameBitsForAnyNumberOfThreads() {
    PointCloud cloud = Manifolds.gaussian(20, 400, RandomStream.seeded(SEED));
    PersistentHomologyDimension method = PersistentHomologyDimension.robust();
    Estimate one = method.estimate(cloud, SEED, 1, Progress.none()).estimate();
    assertThat(method.estimate(cloud, SEED, 3, Progress.none()).estimate()).isEqualTo(one);
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
    assertThat(reason(PointCloud.of(new double[][] {{1, 2}}))).contains("equal");
    assertThat(reason(PointCloud.of(repeat(new double[][] {{1, 2}}, 100)))).contains("equal");
    assertThat(reason(PointCloud.of(repeat(new double[][] {{1, 2}, {3, 4}, {5, 6}}, 50))))
        .contains("has 3");
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
}

package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The noise of the ranges beside the scatter of scaled lengths over fresh clouds. */
class RangeNoiseTest {
  private static final int CLOUDS = 60;
  private static final int POINTS = 300;

  private final long seed = System.nanoTime();

  /**
   * The length of the spanning tree of a Gaussian cloud, scaled by the ranges of the cloud over the
   * same length scaled by one range for all clouds: its scatter over clouds is that of the ranges.
   * 60 clouds give it to 9 %; the noise itself is known to 25 % from 8 splits, less over 60 clouds.
   */
  @Test
  void isTheScatterOfScaledLengthsThatRangesMake() {
    agrees(RangeNoiseTest::gaussian);
  }

  /** As of rectifiers: half of the coordinates are 0 but in one point of a hundred. */
  @Test
  void coordinatesThatAreNearlyConstantCountForLittle() {
    agrees(RangeNoiseTest::sparse);
  }

  private void agrees(Function<RandomStream, PointCloud> cloudOf) {
    double[] logarithms = new double[CLOUDS];
    double stated = 0;
    for (int c = 0; c < CLOUDS; c++) {
      PointCloud cloud = cloudOf.apply(RandomStream.seeded(seed).derive(c));
      PointCloud scaled = FeatureScaling.MIN_MAX.apply(cloud);
      logarithms[c] = Math.log(length(scaled) / length(cloud));
      stated += relativeError(cloud, RandomStream.seeded(c)) / CLOUDS;
    }
    double mean = Arrays.stream(logarithms).average().orElseThrow();
    double scatter =
        Math.sqrt(Arrays.stream(logarithms).map(x -> (x - mean) * (x - mean)).sum() / (CLOUDS - 1));

    assertThat(stated / scatter).as("seed %d", seed).isBetween(0.7, 1.5);
  }

  @Test
  void coordinatesWithSharpBoundsHaveLittle() {
    RandomStream random = RandomStream.seeded(seed);
    double[][] points = new double[POINTS][10];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextDouble());
    }
    assertThat(relativeError(PointCloud.of(points), random)).isBetween(0.0, 0.01);
  }

  @Test
  void constantCoordinatesHaveNone() {
    PointCloud equal = PointCloud.of(new double[20][3]);
    assertThat(relativeError(equal, RandomStream.seeded(1))).isZero();
  }

  /** Of a coordinate that is not scaled the range does not matter. */
  @Test
  void coordinatesWithinRoundingHaveNoPart() {
    RandomStream random = RandomStream.seeded(seed);
    float[][] one = new float[POINTS][2];
    float[][] noisy = new float[POINTS][2];
    for (int i = 0; i < POINTS; i++) {
      one[i][0] = (float) random.nextGaussian();
      one[i][1] = 0.7f;
      noisy[i][0] = one[i][0];
      noisy[i][1] = 0.7f + (float) random.nextInt(4) * Math.ulp(0.7f);
    }
    assertThat(relativeError(PointCloud.of(noisy), RandomStream.seeded(1)))
        .isEqualTo(relativeError(PointCloud.of(one), RandomStream.seeded(1)))
        .isPositive();
  }

  private static double relativeError(PointCloud cloud, RandomStream stream) {
    PointRows rows = PointRows.of(cloud);
    return RangeNoise.relativeError(rows, RowSummary.of(rows), stream);
  }

  private static double length(PointCloud cloud) {
    double sum = 0;
    for (double edge :
        MinimumSpanningTree.of(cloud, Metric.EUCLIDEAN, 1, Progress.none()).lengths()) {
      sum += edge;
    }
    return sum;
  }

  private static PointCloud sparse(RandomStream random) {
    double[][] points = new double[POINTS][40];
    for (double[] point : points) {
      for (int j = 0; j < 40; j++) {
        boolean active = j < 20 || random.nextDouble() < 0.01;
        point[j] = active ? random.nextGaussian() : 0;
      }
    }
    return PointCloud.of(points);
  }

  private static PointCloud gaussian(RandomStream random) {
    double[][] points = new double[POINTS][20];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextGaussian());
    }
    return PointCloud.of(points);
  }
}

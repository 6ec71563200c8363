package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Distances of points that are read in blocks, and what is known of repetitions from them alone.
 */
class CloudDistancesTest {
  private final long seed = System.nanoTime();

  /** Wide enough that the points are several blocks. */
  @Test
  void blocksGiveTheDistancesOfTheCloudBitForBit() {
    PointCloud cloud = gaussian(200, 40_000, 1);
    int[] reads = new int[1];
    PointRows counting = counting(PointRows.of(cloud), reads);
    CloudDistances one = CloudDistances.of(counting, 1, Progress.none());
    assertThat(reads[0]).isGreaterThan(4);
    assertThat(CloudDistances.of(counting, 3, Progress.none()).matrix().lower())
        .isEqualTo(one.matrix().lower());
    PointTile tile = PointTile.of(cloud, 0, 200);
    double[] point = new double[40_000];
    double[] distances = new double[200];
    for (int i = 0; i < 200; i += 37) {
      cloud.copyPoint(i, point);
      tile.distances(point, Metric.EUCLIDEAN, distances);
      for (int j = 0; j < i; j++) {
        assertThat(one.matrix().distance(i, j)).as("seed %d", seed).isEqualTo((float) distances[j]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1e-7", "3e-8", "1e-3"})
  void repetitionsAreThoseOfTheCloud(double noise) {
    RandomStream random = RandomStream.seeded(seed);
    float[][] points = new float[300][12];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < 12; j++) {
        points[i][j] =
            i < 200
                ? (float) random.nextGaussian()
                : (float) (points[i - 200][j] * (1 + noise * (2 * random.nextDouble() - 1)));
      }
    }
    PointCloud cloud = PointCloud.of(points);
    DistinctPoints fromCloud = DistinctPoints.of(cloud);
    DistinctPoints fromDistances =
        CloudDistances.of(PointRows.of(cloud), 1, Progress.none()).distinct();
    assertThat(fromDistances.kept()).as("seed %d", seed).isEqualTo(fromCloud.kept());
    assertThat(fromDistances.repeated()).isEqualTo(fromCloud.repeated());
    assertThat(fromDistances.nearlyRepeated()).isEqualTo(fromCloud.nearlyRepeated());
    assertThat(fromDistances.warnings()).isEqualTo(fromCloud.warnings());
  }

  @Test
  void coordinatesWhoseSquaresDoNotFitAreScaledByAPowerOfTwo() {
    for (double scale : new double[] {1e-200, 1e200}) {
      double[][] points = {{0, 3 * scale}, {4 * scale, 0}, {0, 0}};
      CloudDistances found =
          CloudDistances.of(PointRows.of(PointCloud.of(points)), 1, Progress.none());
      float[] lower = found.matrix().lower();
      // Two distances and their quotient are rounded to float32.
      assertThat(lower[0] / lower[1]).isCloseTo(5f / 3, within(4e-7f));
      assertThat(lower[2] / lower[1]).isCloseTo(4f / 3, within(4e-7f));
    }
  }

  @Test
  void theUnitRangeIsThatOfMinMaxScaling() {
    PointCloud cloud = gaussian(50, 7, 1000);
    RowSummary summary = CloudDistances.of(PointRows.of(cloud), 1, Progress.none()).summary();
    assertThat(summary.toUnitRange(cloud).array().floats())
        .isEqualTo(FeatureScaling.MIN_MAX.apply(cloud).array().floats());
  }

  /** Of a coordinate that is noise of the last digits nothing is left; 0 is no large number. */
  @Test
  void coordinatesWithinRoundingAreNotScaledUp() {
    RandomStream random = RandomStream.seeded(seed);
    float[][] points = new float[30][3];
    for (float[] point : points) {
      point[0] = (float) random.nextGaussian();
      point[1] = 0.7f + (float) random.nextInt(4) * Math.ulp(0.7f);
      point[2] = 1e-9f * (float) random.nextGaussian();
    }
    PointCloud cloud = PointCloud.of(points);
    PointCloud scaled = RowSummary.of(PointRows.of(cloud)).toUnitRange(cloud);
    PointCloud all = FeatureScaling.MIN_MAX.apply(cloud);
    for (int i = 0; i < cloud.size(); i++) {
      assertThat(scaled.coordinate(i, 0)).isEqualTo(all.coordinate(i, 0));
      assertThat(scaled.coordinate(i, 1)).isZero();
      assertThat(scaled.coordinate(i, 2)).isEqualTo(all.coordinate(i, 2));
    }
  }

  private static PointRows counting(PointRows rows, int[] reads) {
    return new PointRows() {
      @Override
      public int size() {
        return rows.size();
      }

      @Override
      public int dimension() {
        return rows.dimension();
      }

      @Override
      public PointCloud read(int from, int to) {
        reads[0]++;
        return rows.read(from, to);
      }
    };
  }

  private PointCloud gaussian(int n, int d, double scale) {
    RandomStream random = RandomStream.seeded(seed);
    float[][] points = new float[n][d];
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = (float) (scale * random.nextGaussian());
      }
    }
    return PointCloud.of(points);
  }
}

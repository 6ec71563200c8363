package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParticipationRatioTest {
  /** The ratio of the eigenvalues of 1000 points would be 20 / (1 + 20 / 1000) = 19.6. */
  @Test
  void aGaussianReadsTheDimensionOfItsSpaceWithoutBias() {
    double mean = 0;
    int clouds = 10;
    for (int seed = 0; seed < clouds; seed++) {
      PointCloud cloud = Manifolds.gaussian(20, 1000, RandomStream.seeded(seed));
      Estimate estimate = new ParticipationRatio().estimate(cloud, 1).estimate();
      assertThat(estimate.value())
          .as("seed %d", seed)
          .isCloseTo(20, within(4 * estimate.standardError()));
      mean += estimate.value() / clouds;
    }
    assertThat(mean).isCloseTo(20, within(0.05));
  }

  @Test
  void aFlatOfThreeUnlikeDimensionsHasThreeComponents() {
    RandomStream random = RandomStream.seeded(8);
    double[] deviations = {3, Math.sqrt(3), Math.sqrt(2)};
    double[][] rows = new double[600][6];
    for (double[] row : rows) {
      for (int j = 0; j < deviations.length; j++) {
        row[j] = deviations[j] * random.nextGaussian();
      }
    }
    Map<String, Object> details =
        new ParticipationRatio().estimate(PointCloud.of(rows), 1).details();
    assertThat(details).containsEntry("largestGap", 3).containsEntry("largestGapAboveRounding", 1);
  }

  /** Four points span three dimensions: no component could have followed. */
  @Test
  void noGapFollowsAsManyComponentsAsPointsAllow() {
    DistanceMatrix corners =
        DistanceMatrix.of(
            PointCloud.of(new double[][] {{0, 0, 0}, {9, 0, 0}, {0, 2, 0}, {0, 0, 1}}));
    assertThat(ParticipationRatio.spectrum(corners, new int[] {0, 1, 2, 3}))
        .hasSize(3)
        .doesNotContain(0);
  }
}

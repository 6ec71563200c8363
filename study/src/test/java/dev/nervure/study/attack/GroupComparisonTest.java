package dev.nervure.study.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.PermutationTest;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class GroupComparisonTest {
  private static final int PAIRS = 60;

  private static double[][] cloud(Random random, int coordinates) {
    double[][] points = new double[PAIRS][coordinates];
    for (double[] point : points) {
      for (int i = 0; i < coordinates; i++) {
        point[i] = random.nextGaussian();
      }
    }
    return points;
  }

  private static GroupComparison of(double[][] clean, double[][] changed) {
    return new GroupComparison(
        PointRows.of(PointCloud.of(clean)), PointRows.of(PointCloud.of(changed)), Progress.none());
  }

  @Test
  void aCloudTwiceAsLargeHasTwiceTheSumAndTheSameDimension(Random random) {
    double[][] clean = cloud(random, 5);
    double[][] changed = new double[PAIRS][];
    for (int i = 0; i < PAIRS; i++) {
      changed[i] = clean[i].clone();
      for (int j = 0; j < 5; j++) {
        changed[i][j] *= 2;
      }
    }
    GroupComparison comparison = of(clean, changed);
    PermutationTest lifespans =
        comparison.lifespans(99, RandomStream.seeded(1), Progress.none()).orElseThrow();
    // Distances are float32.
    assertThat(lifespans.observed()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(lifespans.pValue()).isEqualTo(0.01);
    PermutationTest dimensions =
        comparison.dimensions(99, RandomStream.seeded(1), Progress.none()).orElseThrow();
    assertThat(dimensions.observed()).isCloseTo(0, within(1e-4));
  }

  @Test
  void pointsFarAwayAreDetectedAndPointsUnchangedAreNot(Random random) {
    double[][] clean = cloud(random, 5);
    double[][] far = cloud(random, 5);
    for (double[] point : far) {
      point[0] += 100;
    }
    int[] labels = new int[PAIRS];
    int[] answers = new int[PAIRS];
    Map<String, Estimate> areas =
        of(clean, far).detectors(10, labels, labels, answers, RandomStream.seeded(1));
    assertThat(areas.get("detector_distance_auroc").value()).isEqualTo(1);
    assertThat(areas.get("detector_label_auroc").value()).isEqualTo(0.5);
    Map<String, Estimate> same =
        of(clean, clean).detectors(10, labels, labels, answers, RandomStream.seeded(1));
    for (Estimate area : same.values()) {
      assertThat(area.value()).isCloseTo(0.5, within(1e-12));
      assertThat(area.standardError()).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void repeatedPointsHaveNoDimensionButASum(Random random) {
    double[][] clean = cloud(random, 3);
    clean[1] = clean[0].clone();
    GroupComparison comparison = of(clean, cloud(random, 3));
    assertThat(comparison.dimensions(9, RandomStream.seeded(1), Progress.none())).isEmpty();
    assertThat(comparison.lifespans(9, RandomStream.seeded(1), Progress.none())).isPresent();
  }
}

package dev.nervure.study.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dimension.TwoNearestNeighbors;
import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.PermutationTest;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
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
    return ofAll(clean, changed).orElseThrow();
  }

  private static Optional<GroupComparison> ofAll(double[][] clean, double[][] changed) {
    return GroupComparison.of(
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

  /** The values are those of a profile and of a contrast, which leave repeated points out. */
  @Test
  void sumsAndDimensionsAreThoseOfEverywhereElse(Random random) {
    double[][] clean = cloud(random, 3);
    double[][] changed = cloud(random, 3);
    clean[1] = clean[0].clone();
    GroupComparison comparison = of(clean, changed);
    DistanceMatrix before = DistanceMatrix.of(PointCloud.of(clean));
    DistanceMatrix after = DistanceMatrix.of(PointCloud.of(changed));
    TwoNearestNeighbors estimator = new TwoNearestNeighbors();
    double dimension =
        estimator.ofPart(after, 1, Progress.none()).orElseThrow()
            - estimator.ofPart(before, 1, Progress.none()).orElseThrow();
    assertThat(
            comparison
                .dimensions(9, RandomStream.seeded(1), Progress.none())
                .orElseThrow()
                .observed())
        .isEqualTo(dimension);
    double ratio = sum(after) / sum(before);
    assertThat(
            comparison
                .lifespans(9, RandomStream.seeded(1), Progress.none())
                .orElseThrow()
                .observed())
        .isCloseTo(Math.log(ratio), within(1e-12));
  }

  private static double sum(DistanceMatrix distances) {
    return Arrays.stream(MinimumSpanningTree.of(distances).lengths()).sum();
  }

  /** A known point that repeats the one that is asked about says nothing of its dimension. */
  @Test
  void aRepeatedPointHasTheDimensionThatItsOtherNeighboursSay() {
    int[] order = RandomStream.seeded(1).permutation(PAIRS);
    double[] ofKnown = {0, 1, 3};
    double[][] clean = new double[PAIRS][1];
    double[][] changed = new double[PAIRS][1];
    for (int i = 0; i < PAIRS; i++) {
      boolean known = i < PAIRS / 2;
      double cluster = 1000.0 * (i % (PAIRS / 2) / 3);
      // Known points at distances 0, 1, 3 of each clean one: 1 / log 3, some 0.91; at distances
      // 1, 2, 4 of each changed one: 2 / (log 4 + log 2), some 0.96.
      clean[order[i]][0] = cluster + (known ? ofKnown[i % 3] : 0);
      changed[order[i]][0] = cluster + (known ? 0 : -1);
    }
    int[] labels = new int[PAIRS];
    Estimate area =
        of(clean, changed)
            .detectors(3, labels, labels, labels, RandomStream.seeded(1))
            .get("detector_lid_auroc");
    assertThat(area.value()).isEqualTo(1);
  }

  @Test
  void pointsInOnePlaceAreNotCompared() {
    double[][] points = new double[PAIRS][2];
    assertThat(ofAll(points, points)).isEmpty();
  }
}

package dev.nervure.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class LabelAgreementTest {

  @Test
  void classesApartAgree() {
    double[][] points = new double[40][1];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 2;
      points[i][0] = 1000 * labels[i] + i;
    }
    Estimate estimate = LabelAgreement.of(NearestNeighbors.of(PointCloud.of(points), 5), labels);
    assertThat(estimate).isEqualTo(Estimate.of(1, 0));
  }

  @Test
  void unrelatedLabelsAgreeByChance() {
    RandomStream random = RandomStream.seeded(4);
    double[][] points = new double[2000][2];
    int[] labels = new int[2000];
    for (int i = 0; i < 2000; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextDouble()};
      labels[i] = random.nextInt(4);
    }
    Estimate estimate = LabelAgreement.of(NearestNeighbors.of(PointCloud.of(points), 10), labels);
    assertThat(estimate.value()).isCloseTo(0.25, within(4 * estimate.standardError()));
  }

  @Test
  void handCase() {
    PointCloud line = PointCloud.of(new double[][] {{0}, {1}, {3}});
    // Nearest: 1, 0, 1.
    assertThat(LabelAgreement.of(NearestNeighbors.of(line, 1), new int[] {0, 0, 1}).value())
        .isCloseTo(2.0 / 3, within(1e-15));
    assertThatThrownBy(() -> LabelAgreement.of(NearestNeighbors.of(line, 1), new int[] {0}))
        .hasMessageContaining("3 points but 1 labels");
  }
}

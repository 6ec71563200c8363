package dev.nervure.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class LabelAgreementTest {

  private static Estimate agreement(double[][] points, int[] labels, int k) {
    NeighborTable table =
        NearestNeighbors.of(PointCloud.of(points), NeighborsWithin.listed(k, points.length));
    return LabelAgreement.of(table, labels, k);
  }

  @Test
  void classesApartAgree() {
    double[][] points = new double[40][1];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 2;
      points[i][0] = 1000 * labels[i] + i;
    }
    assertThat(agreement(points, labels, 3)).isEqualTo(Estimate.of(1, 0));
  }

  @Test
  void unrelatedLabelsAgreeByChance() {
    RandomStream random = RandomStream.seeded(4);
    double[][] points = new double[1000][2];
    int[] labels = new int[1000];
    for (int i = 0; i < 1000; i++) {
      points[i] = new double[] {random.nextDouble(), random.nextDouble()};
      labels[i] = random.nextInt(4);
    }
    Estimate estimate = agreement(points, labels, 10);
    assertThat(estimate.value()).isCloseTo(0.25, within(4 * estimate.standardError()));
  }

  @Test
  void theErrorIsTheSpreadOverClouds() {
    int clouds = 40;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int c = 0; c < clouds; c++) {
      RandomStream random = RandomStream.seeded(6).derive(c);
      double[][] points = new double[400][2];
      int[] labels = new int[400];
      for (int i = 0; i < 400; i++) {
        labels[i] = random.nextInt(3);
        points[i] = new double[] {random.nextGaussian() + 1.5 * labels[i], random.nextGaussian()};
      }
      Estimate estimate = agreement(points, labels, 10);
      sum += estimate.value();
      squares += estimate.value() * estimate.value();
      errors += estimate.standardError() / clouds;
    }
    double mean = sum / clouds;
    double spread = Math.sqrt((squares - clouds * mean * mean) / (clouds - 1));
    // A spread of 40 values is known to 11 %; three times that.
    assertThat(errors / spread).isBetween(0.67, 1.33);
  }

  @Test
  void moreNeighboursThanNeededChangeNoBit() {
    RandomStream random = RandomStream.seeded(5);
    double[][] points = new double[300][2];
    int[] labels = new int[300];
    for (int i = 0; i < 300; i++) {
      points[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
      labels[i] = points[i][0] > 0 ? 1 : 0;
    }
    PointCloud cloud = PointCloud.of(points);
    assertThat(LabelAgreement.of(NearestNeighbors.of(cloud, 250), labels, 10))
        .isEqualTo(agreement(points, labels, 10));
    assertThatThrownBy(() -> LabelAgreement.of(NearestNeighbors.of(cloud, 20), labels, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs 128 neighbours");
  }

  @Test
  void handCase() {
    double[][] line = {{0}, {1}, {3}, {10}};
    // Nearest: 1, 0, 1, 3.
    assertThat(agreement(line, new int[] {0, 0, 1, 1}, 1).value()).isCloseTo(0.75, within(1e-15));
    // A half of three points has no neighbours.
    assertThat(agreement(new double[][] {{0}, {1}, {3}}, new int[] {0, 0, 1}, 1).isEstimable())
        .isFalse();
    double[][] longer = {{0}, {1}, {3}, {10}, {20}, {21}};
    // Two nearest: (1, 3), (0, 3), (1, 0), (3, 1), (21, 10), (20, 10).
    assertThat(agreement(longer, new int[] {0, 0, 1, 1, 1, 1}, 2).value())
        .isCloseTo(7.0 / 12, within(1e-15));
    assertThatThrownBy(() -> agreement(line, new int[] {0}, 1))
        .hasMessageContaining("4 points but 1 labels");
  }
}

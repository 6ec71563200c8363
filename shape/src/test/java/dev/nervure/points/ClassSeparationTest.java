package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class ClassSeparationTest {

  private static Estimate ratio(double[][] points, int[] labels) {
    return ClassSeparation.fisherRatio(PointCloud.of(points), labels, RandomStream.seeded(1));
  }

  @Test
  void handCase() {
    // Means -1 and 3 about 1: between 2 * 4 + 2 * 4 = 16; within 4 * 1 = 4.
    assertThat(ratio(new double[][] {{-2}, {0}, {2}, {4}}, new int[] {0, 0, 1, 1}).value())
        .isCloseTo(4, within(1e-12));
  }

  @Test
  void scaleAndOriginDoNotMatter() {
    double[][] points = {{-2, 1}, {0, 2}, {2, 5}, {4, 4}, {1, 1}};
    int[] labels = {0, 0, 2, 2, 0};
    double[][] moved = new double[5][2];
    double[][] huge = new double[5][2];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 2; j++) {
        moved[i][j] = 8 * points[i][j] + 1e6;
        huge[i][j] = points[i][j] * 0x1p1000;
      }
    }
    double expected = ratio(points, labels).value();
    assertThat(ratio(moved, labels).value()).isCloseTo(expected, within(1e-6 * expected));
    assertThat(ratio(huge, labels).value()).isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void errorIsTheSpreadOverSamples() {
    int samples = 40;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int s = 0; s < samples; s++) {
      RandomStream random = RandomStream.seeded(9).derive(s);
      double[][] points = new double[200][3];
      int[] labels = new int[200];
      for (int i = 0; i < 200; i++) {
        labels[i] = i % 4;
        for (int j = 0; j < 3; j++) {
          points[i][j] = random.nextGaussian() + (j == 0 ? labels[i] : 0);
        }
      }
      Estimate estimate = ratio(points, labels);
      sum += estimate.value();
      squares += estimate.value() * estimate.value();
      errors += estimate.standardError() / samples;
    }
    double mean = sum / samples;
    double spread = Math.sqrt((squares - samples * mean * mean) / (samples - 1));
    // A spread of 40 values is known to 11 %, an error of 100 resamples to 7 %.
    assertThat(errors / spread).isBetween(0.6, 1.5);
  }

  @Test
  void saysWhyThereIsNone() {
    assertThat(ratio(new double[][] {{1}, {2}}, new int[] {3, 3}).isEstimable()).isFalse();
    double[][] places = {{0.1, 0.7}, {0.1, 0.7}, {0.1, 0.7}, {0.3, 5}, {0.3, 5}, {0.3, 5}};
    assertThat(ratio(places, new int[] {0, 0, 0, 1, 1, 1}))
        .isInstanceOfSatisfying(
            Estimate.NotEstimable.class, none -> assertThat(none.reason()).contains("width"));
    assertThatThrownBy(() -> ratio(places, new int[] {0, 1}))
        .hasMessageContaining("6 points but 2 labels");
    assertThatThrownBy(() -> ratio(new double[][] {{1}}, new int[] {-1}))
        .hasMessageContaining("-1");
  }
}

package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class ClassSeparationTest {

  private static Estimate ratio(double[][] points, int[] labels) {
    return ClassSeparation.fisherRatio(DistanceMatrix.of(PointCloud.of(points)), labels);
  }

  @Test
  void handCase() {
    // Means -1 and 3 about 1: between 2 * 4 + 2 * 4 = 16; within 4 * 1 = 4.
    assertThat(ratio(new double[][] {{-2}, {0}, {2}, {4}}, new int[] {0, 0, 1, 1}).value())
        .isCloseTo(4, within(1e-6));
  }

  private static Estimate distanceRatio(double[][] points, int[] labels) {
    return ClassSeparation.distanceRatio(DistanceMatrix.of(PointCloud.of(points)), labels);
  }

  @Test
  void distanceRatioByHand() {
    // Within: 1, 1, 2 and 1, 1, 2, mean 4/3 of both. Between: 10 nine times over, on average.
    double[][] line = {{0}, {1}, {2}, {10}, {11}, {12}};
    assertThat(distanceRatio(line, new int[] {0, 0, 0, 1, 1, 1}).value())
        .isCloseTo(7.5, within(1e-6));
    assertThat(distanceRatio(line, new int[] {0, 0, 0, 3, 3, 3}).value())
        .isCloseTo(7.5, within(1e-6));
    assertThat(distanceRatio(line, new int[6]).isEstimable()).isFalse();
    assertThat(distanceRatio(line, new int[] {0, 0, 0, 0, 1, 1}).isEstimable()).isFalse();
    assertThat(distanceRatio(new double[6][1], new int[] {0, 0, 0, 1, 1, 1}).isEstimable())
        .isFalse();
  }

  /** The interval of one sample holds the mean over other samples in most cases. */
  @Test
  void errorOfTheDistanceRatioIsTheSpreadOverSamples() {
    int samples = 60;
    double mean = 0;
    int covered = 0;
    for (int s = 0; s < samples; s++) {
      RandomStream random = RandomStream.seeded(4).derive(s);
      double[][] points = new double[120][4];
      int[] labels = new int[120];
      for (int i = 0; i < 120; i++) {
        labels[i] = i % 3;
        for (int j = 0; j < 4; j++) {
          points[i][j] = random.nextGaussian() + (j == 0 ? labels[i] : 0);
        }
      }
      Estimate estimate = distanceRatio(points, labels);
      mean += estimate.value() / samples;
    }
    for (int s = 0; s < samples; s++) {
      RandomStream random = RandomStream.seeded(5).derive(s);
      double[][] points = new double[120][4];
      int[] labels = new int[120];
      for (int i = 0; i < 120; i++) {
        labels[i] = i % 3;
        for (int j = 0; j < 4; j++) {
          points[i][j] = random.nextGaussian() + (j == 0 ? labels[i] : 0);
        }
      }
      Estimate estimate = distanceRatio(points, labels);
      covered += Math.abs(estimate.value() - mean) <= 1.96 * estimate.standardError() ? 1 : 0;
    }
    // 57 expected; five binomial deviations below.
    assertThat(covered).isGreaterThanOrEqualTo(48);
  }

  @Test
  void scaleAndOriginDoNotMatter() {
    double[][] points = {{-2, 1}, {0, 2}, {2, 5}, {4, 4}, {1, 1}};
    int[] labels = {0, 0, 2, 2, 0};
    double[][] moved = new double[5][2];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 2; j++) {
        moved[i][j] = 8 * points[i][j] + 1e3;
      }
    }
    double expected = ratio(points, labels).value();
    assertThat(ratio(moved, labels).value()).isCloseTo(expected, within(1e-6 * expected));
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
        // Classes are drawn with the points: their sizes differ between samples.
        labels[i] = random.nextInt(4);
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
    // A spread of 40 values is known to 11 %; three times that.
    assertThat(errors / spread).isBetween(0.67, 1.33);
  }

  @Test
  void distancesGiveTheScatterOfTheCoordinates() {
    RandomStream random = RandomStream.seeded(12);
    double[][] points = new double[60][4];
    int[] labels = new int[60];
    double[][] means = new double[4][4];
    double[] mean = new double[4];
    int[] counts = new int[4];
    for (int i = 0; i < 60; i++) {
      labels[i] = random.nextInt(4);
      counts[labels[i]]++;
      for (int j = 0; j < 4; j++) {
        points[i][j] = random.nextGaussian() + labels[i];
        means[labels[i]][j] += points[i][j];
        mean[j] += points[i][j] / 60;
      }
    }
    double within = 0;
    double between = 0;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 4; j++) {
        double own = means[labels[i]][j] / counts[labels[i]];
        within += (points[i][j] - own) * (points[i][j] - own);
        between += (own - mean[j]) * (own - mean[j]);
      }
    }
    // Distances are rounded to float32.
    assertThat(ratio(points, labels).value()).isCloseTo(between / within, within(1e-6));
  }

  @Test
  void theErrorIsTheJackknife() {
    RandomStream random = RandomStream.seeded(13);
    int n = 30;
    double[][] points = new double[n][2];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
      points[i] = new double[] {random.nextGaussian() + labels[i], random.nextGaussian()};
    }
    double[] without = new double[n];
    double mean = 0;
    for (int left = 0; left < n; left++) {
      double[][] others = new double[n - 1][];
      int[] theirLabels = new int[n - 1];
      for (int i = 0, k = 0; i < n; i++) {
        if (i != left) {
          others[k] = points[i];
          theirLabels[k++] = labels[i];
        }
      }
      without[left] = ratio(others, theirLabels).value();
      mean += without[left] / n;
    }
    double squares = 0;
    for (double one : without) {
      squares += (one - mean) * (one - mean);
    }
    assertThat(ratio(points, labels).standardError())
        .isCloseTo(Math.sqrt(squares * (n - 1) / n), within(1e-5));
  }

  @Test
  void aPairWithAllTheWidthIsNoRatio() {
    assertThat(ratio(new double[][] {{0}, {1}, {5}, {5}}, new int[] {0, 0, 1, 1}))
        .isInstanceOfSatisfying(
            Estimate.NotEstimable.class, none -> assertThat(none.reason()).contains("one pair"));
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

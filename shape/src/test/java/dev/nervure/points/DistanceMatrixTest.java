package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class DistanceMatrixTest {

  private static PointCloud random(long seed, int n, int d) {
    RandomStream random = RandomStream.seeded(seed);
    float[][] points = new float[n][d];
    for (float[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = (float) random.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  @Test
  void knownDistancesInEveryMetric() {
    PointCloud cloud = PointCloud.of(new double[][] {{0, 3}, {4, 0}, {0, 0}});
    assertThat(of(cloud, Metric.EUCLIDEAN)).containsExactly(5, 3, 4);
    assertThat(of(cloud, Metric.MANHATTAN)).containsExactly(7, 3, 4);
    assertThat(of(cloud, Metric.CHEBYSHEV)).containsExactly(4, 3, 4);
    assertThat(of(cloud, Metric.COSINE)).containsExactly(1, 1, 1);
  }

  private static float[] of(PointCloud cloud, Metric metric) {
    return DistanceMatrix.of(cloud, metric, 1, Progress.none()).lower();
  }

  @Test
  void sameBitsForAnyNumberOfThreadsAndAnyOrderOfThePair() {
    for (int d : new int[] {1, 3, 4, 65, 130}) {
      PointCloud cloud = random(d, 600, d);
      float[] one = of(cloud, Metric.EUCLIDEAN);
      assertThat(DistanceMatrix.of(cloud, Metric.EUCLIDEAN, 4, Progress.none()).lower())
          .isEqualTo(one);
      int[] reversed = new int[600];
      for (int i = 0; i < 600; i++) {
        reversed[i] = 599 - i;
      }
      DistanceMatrix turned = DistanceMatrix.of(cloud.select(reversed)).select(reversed);
      assertThat(turned.lower()).isEqualTo(one);
    }
  }

  @Test
  void nearPointsFarFromTheOriginKeepTheirDigits() {
    // |a|^2 - 2ab + |b|^2 would have no digit left.
    PointCloud cloud = PointCloud.of(new double[][] {{1e9, 1e9}, {1e9 + 3e-6, 1e9 - 4e-6}});
    double exact = Math.hypot((1e9 + 3e-6) - 1e9, 1e9 - (1e9 - 4e-6));
    assertThat(DistanceMatrix.of(cloud).distance(0, 1)).isEqualTo((float) exact);
  }

  @Test
  void findsRepetitions() {
    PointCloud cloud = PointCloud.of(new double[][] {{1}, {2}, {1}, {3}, {2}});
    assertThat(DistanceMatrix.of(cloud).distinct()).containsExactly(0, 1, 3);
  }

  @Test
  void refusesWhatIsNoDistance() {
    assertThatThrownBy(() -> DistanceMatrix.ofLower(new float[] {1, 2}, 3))
        .hasMessageContaining("3 distances but got 2");
    assertThatThrownBy(() -> DistanceMatrix.ofLower(new float[] {1, Float.NaN, 2}, 3))
        .hasMessageContaining("d(2, 0) is NaN");
    assertThatThrownBy(() -> DistanceMatrix.ofFull(new float[][] {{0, 1}, {2, 0}}))
        .hasMessageContaining("not symmetric");
    assertThatThrownBy(() -> DistanceMatrix.of(PointCloud.of(new double[][] {{1e60}, {-1e60}})))
        .hasMessageContaining("Infinity");
  }
}

package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class FarthestPointsTest {

  @Test
  void walksToTheEndsAndThenTheMiddle() {
    double[][] line = new double[5][];
    for (int i = 0; i < 5; i++) {
      line[i] = new double[] {i};
    }
    FarthestPoints chosen = FarthestPoints.choose(PointCloud.of(line), 5, 0, Progress.none());
    assertThat(chosen.indices()).containsExactly(0, 4, 2, 1, 3);
    assertThat(chosen.radii()).containsExactly(4, 2, 1, 1, 0);
  }

  @Test
  void radiusIsTheLargestDistanceFromTheChosen() {
    for (long seed = 1; seed <= 4; seed++) {
      RandomStream random = RandomStream.seeded(seed);
      double[][] points = new double[700][3];
      for (double[] point : points) {
        for (int j = 0; j < 3; j++) {
          point[j] = random.nextGaussian();
        }
      }
      FarthestPoints chosen = FarthestPoints.choose(PointCloud.of(points), 20, 11, Progress.none());
      assertThat(chosen.indices()).doesNotHaveDuplicates();
      double radius = 0;
      for (double[] point : points) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int c : chosen.indices()) {
          nearest =
              Math.min(
                  nearest,
                  Math.hypot(
                      Math.hypot(point[0] - points[c][0], point[1] - points[c][1]),
                      point[2] - points[c][2]));
        }
        radius = Math.max(radius, nearest);
      }
      assertThat(chosen.radii()[19]).as("seed %d", seed).isCloseTo(radius, within(1e-12));
    }
  }

  @Test
  void refusesWhatIsOutOfRange() {
    PointCloud cloud = PointCloud.of(new double[][] {{1}, {2}});
    assertThatThrownBy(() -> FarthestPoints.choose(cloud, 3, 0, Progress.none()))
        .hasMessageContaining("was 3 for n = 2");
    assertThatThrownBy(() -> FarthestPoints.choose(cloud, 1, 2, Progress.none()))
        .hasMessageContaining("was 2 for n = 2");
  }
}

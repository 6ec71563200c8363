package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class EpsElbowTest {

  @Test
  void theKneeOfACurveWithACornerIsTheCorner() {
    double[] values = new double[101];
    Arrays.setAll(values, i -> i <= 20 ? 10 - 0.45 * i : 1 - 0.0125 * (i - 20));
    assertThat(Kneedle.ofDescending(values)).isEqualTo(20);
  }

  @Test
  void aStraightCurveHasNone() {
    double[] values = new double[65];
    Arrays.setAll(values, i -> 64 - i);
    assertThat(Kneedle.ofDescending(values)).isEqualTo(-1);
    assertThat(Kneedle.ofDescending(new double[] {2, 2, 2})).isEqualTo(-1);
  }

  @Test
  void distancesAreThoseToTheNearestOther(Random random) {
    double[][] points = new double[150][2];
    for (double[] point : points) {
      point[0] = random.nextGaussian();
      point[1] = random.nextGaussian();
    }
    EpsElbow elbow = EpsElbow.of(PointRows.of(PointCloud.of(points)), 1, 2, Progress.none());
    double closest = Double.POSITIVE_INFINITY;
    for (double[] a : points) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] b : points) {
        if (a != b) {
          nearest = Math.min(nearest, Math.hypot(a[0] - b[0], a[1] - b[1]));
        }
      }
      closest = Math.min(closest, Math.abs(nearest - elbow.eps()));
    }
    if (elbow.isElbow()) {
      assertThat(closest).isCloseTo(0, within(1e-12));
    }
    assertThat(elbow.asked()).isEqualTo(150);
  }

  @Test
  void equalDistancesHaveNoElbowAndGiveTheirMedian() {
    double[][] grid = new double[100][];
    Arrays.setAll(grid, i -> new double[] {i % 10, i / 10});
    EpsElbow elbow = EpsElbow.of(PointRows.of(PointCloud.of(grid)), 1, 1, Progress.none());
    assertThat(elbow.isElbow()).isFalse();
    assertThat(elbow.eps()).isEqualTo(1);
  }
}

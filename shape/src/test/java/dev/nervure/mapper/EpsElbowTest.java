package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EpsElbowTest {

  @Test
  void theKneeOfACurveWithACornerIsTheCorner() {
    double[] values = new double[101];
    Arrays.setAll(values, i -> i <= 20 ? 10 - 0.45 * i : 1 - 0.0125 * (i - 20));
    assertThat(Kneedle.ofDescending(values)).isEqualTo(20);
  }

  /** Worked out with numpy by the definition of Satopää et al.: the second of two maxima. */
  @Test
  void theKneeIsTheFirstThatTheRestConfirms() {
    double[] values = {
      9.7, 8.1, 7.4, 5.2, 4.9, 3.3, 2.8, 2.6, 2.2, 2.1, 1.9, 1.85, 1.7, 1.66, 1.6, 1.5, 1.45, 1.2,
      1.1, 1.0
    };
    assertThat(Kneedle.ofDescending(values)).isEqualTo(6);
  }

  @Test
  void aStraightCurveHasNone() {
    double[] values = new double[65];
    Arrays.setAll(values, i -> 64 - i);
    assertThat(Kneedle.ofDescending(values)).isEqualTo(-1);
    assertThat(Kneedle.ofDescending(new double[] {2, 2, 2})).isEqualTo(-1);
  }

  @Test
  void theElbowIsTheDistanceOfAPointToItsNearestOther() {
    Random random = new Random(1);
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
    assertThat(elbow.isElbow()).isTrue();
    assertThat(closest).isCloseTo(0, within(1e-12));
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

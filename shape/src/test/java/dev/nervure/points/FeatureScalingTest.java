package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.ElementType;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureScalingTest {

  /** A few roundings of numbers near 1. */
  private static final double ROUNDING = 1e-12;

  @Test
  void minMaxSpansTheUnitInterval() {
    PointCloud scaled =
        FeatureScaling.MIN_MAX.apply(PointCloud.of(new double[][] {{2, 7}, {4, 7}, {3, 7}}));
    assertThat(scaled.array().doubles()).containsExactly(0, 0, 1, 0, 0.5, 0);
  }

  @Test
  void standardHasMeanZeroAndDeviationOne() {
    RandomStream random = RandomStream.seeded(3);
    double[][] points = new double[50][1];
    for (double[] point : points) {
      point[0] = 1e6 + 3 * random.nextGaussian();
    }
    PointCloud scaled = FeatureScaling.STANDARD.apply(PointCloud.of(points));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 50; i++) {
      sum += scaled.coordinate(i, 0);
      squares += scaled.coordinate(i, 0) * scaled.coordinate(i, 0);
    }
    assertThat(sum / 50).isCloseTo(0, within(ROUNDING));
    assertThat(squares / 50).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void quantileIsNotMovedByAnOutlier() {
    double[][] points = new double[101][1];
    for (int i = 0; i < 101; i++) {
      points[i][0] = i;
    }
    points[100][0] = 1e9;
    PointCloud scaled = FeatureScaling.QUANTILE.apply(PointCloud.of(points));
    assertThat(scaled.coordinate(5, 0)).isCloseTo(0, within(1e-9));
    assertThat(scaled.coordinate(95, 0)).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(FeatureScaling.class)
  void keepsTheElementTypeAndStaysFinite(FeatureScaling scaling) {
    PointCloud single = PointCloud.of(new float[][] {{1, -3e38f}, {2, 3e38f}, {5, 0}});
    assertThat(scaling.apply(single).array().type()).isEqualTo(ElementType.FLOAT32);
    PointCloud wide = PointCloud.of(new double[][] {{-1.7e308}, {1.7e308}, {0}, {-1e-320}});
    assertThat(scaling.apply(wide).size()).isEqualTo(4);
    assertThat(scaling.apply(PointCloud.of(new double[0][])).size()).isZero();
    assertThat(scaling.apply(PointCloud.of(new double[][] {{7}})).size()).isEqualTo(1);
  }
}

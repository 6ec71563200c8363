package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import org.junit.jupiter.api.Test;

class PointCloudTest {

  @Test
  void namesTheCoordinateThatIsNotFinite() {
    assertThatThrownBy(() -> PointCloud.of(new double[][] {{1, 2}, {3, Double.NaN}}))
        .hasMessageContaining("row 1, column 1 is NaN");
    assertThatThrownBy(() -> PointCloud.of(new float[][] {{1, Float.NEGATIVE_INFINITY}}))
        .hasMessageContaining("row 0, column 1 is -Infinity");
    assertThatThrownBy(() -> PointCloud.of(new double[][] {{1, 2}, {3}}))
        .hasMessageContaining("row 1 has 1 coordinates but row 0 has 2");
    assertThatThrownBy(() -> PointCloud.of(NdArray.of(new float[8], 2, 2, 2)))
        .hasMessageContaining("n x d");
  }

  @Test
  void keepsValuesAndSelectsRows() {
    PointCloud cloud = PointCloud.of(NdArray.of(new long[] {1, 2, 3, 4, 5, 6}, 3, 2));
    assertThat(cloud.size()).isEqualTo(3);
    assertThat(cloud.dimension()).isEqualTo(2);
    PointCloud selected = cloud.select(new int[] {2, 0});
    assertThat(selected.array().doubles()).containsExactly(5, 6, 1, 2);
  }

  @Test
  void rescalingIsExactAndOnlyWhereNeeded() {
    PointCloud plain = PointCloud.of(new double[][] {{1e20, 3}});
    assertThat(plain.rescaled()).isSameAs(plain);
    PointCloud zero = PointCloud.of(new double[][] {{0, 0}});
    assertThat(zero.rescaled()).isSameAs(zero);
    PointCloud large = PointCloud.of(new double[][] {{0x1.8p1000, 0x1p990}}).rescaled();
    assertThat(large.array().doubles()).containsExactly(0.75, 0x1p-11);
    PointCloud tiny = PointCloud.of(new double[][] {{Double.MIN_VALUE}}).rescaled();
    assertThat(tiny.coordinate(0, 0)).isBetween(Double.MIN_NORMAL, 1.0);
  }
}

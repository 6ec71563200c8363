package dev.nervure.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class PrincipalComponentsTest {
  private static PrincipalComponents of(double[][] rows) {
    return PrincipalComponents.of(Representation.of(PointCloud.of(rows)), Progress.none());
  }

  private static double distance(PointCloud cloud, int i, int j) {
    double sum = 0;
    for (int k = 0; k < cloud.dimension(); k++) {
      double gap = cloud.coordinate(i, k) - cloud.coordinate(j, k);
      sum += gap * gap;
    }
    return Math.sqrt(sum);
  }

  @Test
  void ofAnAxisAlignedCloudTheNarrowestAxisGoesFirst() {
    // Rows along axes of lengths 3, 2 and 1, of both signs: the axes are the components.
    double[][] rows = {{3, 0, 0}, {-3, 0, 0}, {0, 2, 0}, {0, -2, 0}, {0, 0, 1}, {0, 0, -1}};
    PrincipalComponents components = of(rows);
    assertThat(components.count()).isEqualTo(3);
    assertThat(components.shareOfLast(1)).isCloseTo(1.0 / 14, within(1e-12));
    assertThat(components.shareOfLast(2)).isCloseTo(5.0 / 14, within(1e-12));
    PointCloud flat = components.withoutLast(1);
    assertThat(flat.dimension()).isEqualTo(2);
    assertThat(distance(flat, 4, 5)).isCloseTo(0, within(1e-12));
    assertThat(distance(flat, 0, 1)).isCloseTo(6, within(1e-12));
    assertThat(distance(flat, 0, 2)).isCloseTo(Math.sqrt(13), within(1e-12));
    assertThatThrownBy(() -> components.withoutLast(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 0 to 2");
  }

  /** With all components rows are only rotated; without some, distances only shrink. */
  @Test
  void distancesShrinkAsComponentsGo(Random random) {
    int n = 12;
    int d = random.nextBoolean() ? 5 : 20;
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int k = 0; k < d; k++) {
        row[k] = random.nextGaussian() + 1;
      }
    }
    PrincipalComponents components = of(rows);
    PointCloud given = PointCloud.of(rows);
    PointCloud before = components.withoutLast(0);
    double share = components.shareOfLast(0);
    assertThat(share).isZero();
    for (int i = 1; i < n; i++) {
      assertThat(distance(before, 0, i)).isCloseTo(distance(given, 0, i), within(1e-9));
    }
    for (int k = 1; k < components.count(); k++) {
      PointCloud after = components.withoutLast(k);
      for (int i = 1; i < n; i++) {
        assertThat(distance(after, 0, i)).isLessThanOrEqualTo(distance(before, 0, i) + 1e-9);
      }
      assertThat(components.shareOfLast(k)).isGreaterThanOrEqualTo(share);
      share = components.shareOfLast(k);
      before = after;
    }
  }
}

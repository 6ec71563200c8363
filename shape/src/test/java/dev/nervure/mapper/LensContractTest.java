package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.points.PointRows;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Lens} promises, asked of every lens of the list. */
class LensContractTest {
  /** Sums of some hundred terms of the size of one, in another order. */
  private static final double ROUNDING = 1e-10;

  static List<Lens> all() {
    return Lenses.all(LensSettings.defaults().withBandwidth(0.7).withColumns(0, 2));
  }

  private static PointCloud cloud(Random random, int n) {
    double[][] points = new double[n][3];
    for (double[] point : points) {
      // Of different widths, so that principal components are told apart.
      Arrays.setAll(point, j -> (3 - j) * random.nextGaussian());
    }
    return PointCloud.of(points);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theValuesOfAPointDoNotDependOnItsIndex(Lens lens) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    PointCloud cloud = cloud(random, 200);
    int[] order = RandomClouds.permutation(random, 200);
    LensValues here = lens.of(PointRows.of(cloud));
    LensValues there = lens.of(PointRows.of(cloud.select(order)));
    assertThat(there.columns()).isEqualTo(here.columns());
    for (int c = 0; c < here.columns(); c++) {
      for (int i = 0; i < order.length; i++) {
        assertThat(there.value(c, i))
            .as(FreshSeed.repeat(seed, getClass()))
            .isCloseTo(here.value(c, order[i]), within(ROUNDING));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void threadsChangeNoBit(Lens lens) {
    PointCloud cloud = cloud(new Random(5), 300);
    LensValues one = lens.of(PointRows.of(cloud), 1, Progress.none());
    LensValues three = lens.of(PointRows.of(cloud), 3, Progress.none());
    for (int c = 0; c < one.columns(); c++) {
      assertThat(three.column(c)).isEqualTo(one.column(c));
    }
  }

  @Test
  void lensesAreWhatTheyAreCalled() {
    double[][] points = {{3, 4}, {0, 0}, {0, 2}, {-6, 8}};
    PointRows rows = PointRows.of(PointCloud.of(points));
    assertThat(new NormLens().of(rows).column(0)).containsExactly(5, 0, 2, 10);
    assertThat(new ColumnLens(1).of(rows).column(0)).containsExactly(4, 0, 2, 8);
    assertThat(new Eccentricity(Double.POSITIVE_INFINITY).of(rows).value(0, 1)).isEqualTo(10);
    assertThat(new Eccentricity(1).of(rows).value(0, 1)).isCloseTo(17.0 / 4, within(ROUNDING));
    assertThat(new Eccentricity(2).of(rows).value(0, 1))
        .isCloseTo(Math.sqrt((25 + 4 + 100) / 4.0), within(ROUNDING));
    assertThat(new NeighborDensity(2).of(rows).value(0, 1))
        .isCloseTo(-Math.sqrt((4 + 25) / 2.0), within(ROUNDING));
    assertThat(new GaussianDensity(2).of(rows).value(0, 1))
        .isCloseTo(
            (1 + Math.exp(-25 / 8.0) + Math.exp(-4 / 8.0) + Math.exp(-100 / 8.0)) / 4,
            within(ROUNDING));
  }

  @Test
  void principalCoordinatesAreUncorrelatedWidestFirst() {
    PointCloud cloud = cloud(new Random(11), 500);
    LensValues lens = new PrincipalLens(3).of(PointRows.of(cloud));
    double[][] products = new double[3][3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        for (int i = 0; i < cloud.size(); i++) {
          products[a][b] += lens.value(a, i) * lens.value(b, i);
        }
      }
    }
    assertThat(products[0][0]).isGreaterThan(products[1][1]);
    assertThat(products[1][1]).isGreaterThan(products[2][2]);
    assertThat(products[0][1] / products[2][2]).isCloseTo(0, within(ROUNDING));
    assertThat(products[0][2] / products[2][2]).isCloseTo(0, within(ROUNDING));
    assertThat(products[1][2] / products[2][2]).isCloseTo(0, within(ROUNDING));
  }

  @Test
  void columnsFromElsewhereAreChecked() {
    assertThatThrownBy(() -> LensValues.of("logit", new double[] {1, Double.NaN}))
        .hasMessageContaining("'logit' is NaN at point 1");
    assertThatThrownBy(() -> LensValues.of(List.of("a", "b"), new double[][] {{1, 2}, {1}}))
        .hasMessageContaining("'b' of the lens has 1 values but 'a' has 2");
    LensValues both =
        LensValues.of("a", new double[] {1, 2}).and(LensValues.of("b", new double[] {3, 4}));
    assertThat(both.name(1)).isEqualTo("b");
    assertThat(both.value(1, 0)).isEqualTo(3);
  }
}

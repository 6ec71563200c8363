package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dimension.LocalDimension.Divisor;
import dev.nervure.dimension.LocalDimension.Pooling;
import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.PointCloud;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class LocalDimensionTest {
  private static final long SEED = 12;

  @Test
  void valuesByHand() {
    double[] distances = {1, 2, 4};
    // log 4 + log 2 = 3 log 2 over two nearer neighbours, or over one.
    double log2 = StrictMath.log(2);
    assertThat(LocalDimension.of(distances, 3, Divisor.LIKELIHOOD).orElseThrow())
        .isCloseTo(2 / (3 * log2), within(1e-15));
    assertThat(LocalDimension.of(distances, 3, Divisor.UNBIASED).orElseThrow())
        .isCloseTo(1 / (3 * log2), within(1e-15));
    assertThat(LocalDimension.of(distances, 2, Divisor.LIKELIHOOD).orElseThrow())
        .isCloseTo(1 / log2, within(1e-15));
  }

  @Test
  void repetitionsArePassedOverAndPointsWithoutScaleHaveNoValue() {
    assertThat(LocalDimension.of(new double[] {0, 1, 2}, 3, Divisor.LIKELIHOOD))
        .isEqualTo(LocalDimension.of(new double[] {1, 2}, 2, Divisor.LIKELIHOOD));
    assertThat(LocalDimension.of(new double[] {0, 0, 2}, 3, Divisor.LIKELIHOOD)).isEmpty();
    assertThat(LocalDimension.of(new double[] {0, 1, 2}, 3, Divisor.UNBIASED)).isEmpty();
    assertThat(LocalDimension.of(new double[] {3, 3, 3}, 3, Divisor.LIKELIHOOD)).isEmpty();
    assertThatThrownBy(() -> LocalDimension.of(new double[] {1, 2}, 3, Divisor.LIKELIHOOD))
        .hasMessageContaining("[2, 2]")
        .hasMessageContaining("3");
    assertThatThrownBy(() -> LocalDimension.of(new double[] {1, 2}, 2, Divisor.UNBIASED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pointsOfALineAndOfABallAreToldApart() {
    RandomStream random = RandomStream.seeded(SEED);
    double[][] rows = new double[600][5];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < (i < 300 ? 1 : 5); j++) {
        rows[i][j] = random.nextDouble() + (i < 300 ? 0 : 10);
      }
    }
    NeighborTable table = NearestNeighbors.of(PointCloud.of(rows), 20);
    LocalDimension local = LocalDimension.of(table, 20, Divisor.UNBIASED);
    double line = 0;
    double ball = 0;
    for (int i = 0; i < 300; i++) {
      line += local.at(i).orElseThrow() / 300;
      ball += local.at(300 + i).orElseThrow() / 300;
    }
    // The mean of 300 values that scatter by 24 % each, and a boundary that takes some.
    assertThat(line).isCloseTo(1, within(0.1));
    assertThat(ball).isBetween(3.8, 5.0);
    NeighborTable wide = NearestNeighbors.of(PointCloud.of(rows), NeighborsWithin.listed(20, 600));
    double harmonic = pooled(wide, Pooling.HARMONIC);
    assertThat(harmonic).isBetween(line, pooled(wide, Pooling.MEAN));
  }

  @Test
  void aCloudOfEqualDistancesHasNone() {
    double[][] corners = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    LocalDimension local =
        LocalDimension.of(NearestNeighbors.of(PointCloud.of(corners), 2), 2, Divisor.LIKELIHOOD);
    for (int i = 0; i < corners.length; i++) {
      assertThat(local.at(i)).isEmpty();
    }
  }

  private static double pooled(NeighborTable neighbors, Pooling pooling) {
    return new MaximumLikelihoodDimension(20, Divisor.UNBIASED, pooling)
        .estimate(neighbors, 0)
        .estimate()
        .value();
  }
}

package dev.nervure.study.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.diagram.LifespanSum;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;
import org.junit.jupiter.api.Test;

class LifespanSumsTest {
  /** Distances are float32: 24 bits, and a sum of a few of them. */
  private static final double FLOAT_ROUNDING = 1e-6;

  /** Independent clouds, and splits of one of them. */
  private static final int CLOUDS = 60;

  private static final int SPLITS = 10;

  private static double[] sums(double[][] points) {
    return LifespanSums.diagrams(DistanceMatrix.of(PointCloud.of(points)), 1, Progress.none())
        .stream()
        .mapToDouble(diagram -> LifespanSum.sum(diagram, 1))
        .toArray();
  }

  private static LifespanSums withErrors(PointCloud cloud, RandomStream stream) {
    return LifespanSums.of(DistanceMatrix.of(cloud), 1, SPLITS, stream, Progress.none());
  }

  @Test
  void sumsOfSmallFiguresAreKnown() {
    double[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    double[] square = sums(corners);
    assertThat(square[0]).isCloseTo(3, within(FLOAT_ROUNDING));
    assertThat(square[1]).isCloseTo(Math.sqrt(2) - 1, within(FLOAT_ROUNDING));
    double[][] octagon = new double[8][2];
    for (int i = 0; i < 8; i++) {
      octagon[i][0] = Math.cos(i * Math.PI / 4);
      octagon[i][1] = Math.sin(i * Math.PI / 4);
    }
    double[] ring = sums(octagon);
    assertThat(ring[0]).isCloseTo(5.357569, within(10 * FLOAT_ROUNDING));
    assertThat(ring[1]).isCloseTo(1.082392, within(10 * FLOAT_ROUNDING));
    double[][] grid = new double[9][2];
    for (int i = 0; i < 9; i++) {
      grid[i][0] = i % 3;
      grid[i][1] = i / 3;
    }
    double[] cells = sums(grid);
    assertThat(cells[0]).isCloseTo(8, within(FLOAT_ROUNDING));
    assertThat(cells[1]).isCloseTo(1.656854, within(10 * FLOAT_ROUNDING));
  }

  @Test
  void theErrorIsTheSpreadOverIndependentClouds() {
    long seed = 11;
    RandomStream random = RandomStream.seeded(seed);
    double[][] sums = new double[2][CLOUDS];
    double[] meanSquareError = new double[2];
    for (int i = 0; i < CLOUDS; i++) {
      PointCloud cloud = gaussian(100, 5, random);
      LifespanSums found = withErrors(cloud, random.derive(i));
      for (int degree = 0; degree < 2; degree++) {
        sums[degree][i] = found.sums()[degree];
        meanSquareError[degree] += found.errors()[degree] * found.errors()[degree] / CLOUDS;
      }
    }
    for (int degree = 0; degree < 2; degree++) {
      double ratio = Math.sqrt(meanSquareError[degree]) / deviation(sums[degree]);
      // 60 clouds give the true spread within 10 %; the method itself is 1.0 to 1.2 times it
      assertThat(ratio).as("degree %d, seed %d", degree, seed).isBetween(0.8, 1.4);
    }
  }

  @Test
  void aSumOfZeroHasNoErrorAndAFewBarsAreAsUncertainAsTheirNumber() {
    double[][] equal = new double[20][3];
    LifespanSums none = withErrors(PointCloud.of(equal), RandomStream.seeded(1));
    assertThat(none.sums()).containsExactly(0, 0);
    assertThat(none.errors()).containsExactly(0, 0);
    assertThat(none.band().width()).isZero();
  }

  private static PointCloud gaussian(int n, int d, RandomStream random) {
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = random.nextGaussian();
      }
    }
    return PointCloud.of(points);
  }

  private static double deviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}

package dev.nervure.points;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.stats.RandomStream;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which points are repetitions of another, exactly or up to the rounding of their coordinates. */
class DistinctPointsTest {

  private static final int POINTS = 300;
  private static final int REPEATED = 120;

  private final long seed = System.nanoTime();

  @Test
  void theFirstOfEqualPointsIsKept() {
    DistinctPoints distinct =
        DistinctPoints.of(PointCloud.of(new double[][] {{0.0, 1}, {2, 2}, {-0.0, 1}, {2, 2}}));
    assertThat(distinct.dropped()).isEqualTo(2);
    assertThat(distinct.nearlyRepeated()).isZero();
    assertThat(distinct.kept()).containsExactly(0, 1);
  }

  /** As many points as are kept say so too; in any scale. */
  @ParameterizedTest
  @CsvSource({"1e-30, 0.5, true", "1, 0.5, true", "1e30, 0.5, true", "1, 100, false"})
  void pointsThatAreOneUpToRoundingAreSeenWithoutDistances(
      float scale, float spacings, boolean one) {
    RandomStream random = RandomStream.seeded(seed);
    float[][] points = new float[50][4];
    for (float[] point : points) {
      for (int j = 0; j < point.length; j++) {
        float value = scale * (1 + 0.3f * j);
        point[j] = value + (float) (2 * random.nextDouble() * spacings) * Math.ulp(value);
      }
    }
    PointCloud cloud = PointCloud.of(points);
    assertThat(areOne(cloud)).as("seed %d", seed).isEqualTo(one);
    assertThat(DistinctPoints.of(cloud).size() == 1).isEqualTo(one);
    points[49][0] *= 1.1f;
    assertThat(areOne(PointCloud.of(points))).isFalse();
    assertThat(areOne(PointCloud.of(new double[][] {{1, 2}, {1, 2}}))).as("equal").isFalse();
  }

  private static boolean areOne(PointCloud cloud) {
    PointRows rows = PointRows.of(cloud);
    return DistinctPoints.areOneUpToRounding(rows, RowSummary.of(rows));
  }

  /** Noise relative to the coordinates, in spacings of the format; the offset is added to all. */
  @ParameterizedTest
  @CsvSource({
    "float32, 0.2, 0",
    "float32, 1, 0",
    "float32, 2, 0",
    "float32, 1, 3",
    "float16, 1, 0",
    "bfloat16, 0.6, 0",
    "float64, 1, 0"
  })
  void pointsThatDifferByRoundingAreRepetitions(String format, double spacings, double offset) {
    double[][] points = gaussian(24, offset, POINTS + REPEATED);
    RandomStream random = RandomStream.seeded(seed + 1);
    double spacing =
        switch (format) {
          case "float16" -> 0x1p-10;
          case "bfloat16" -> 0x1p-7;
          case "float32" -> 0x1p-23;
          default -> 0x1p-52;
        };
    for (int i = 0; i < REPEATED; i++) {
      for (int j = 0; j < 24; j++) {
        double noise = spacings * spacing * (2 * random.nextDouble() - 1);
        points[POINTS + i][j] = points[i][j] * (1 + noise);
      }
    }
    DoubleUnaryOperator rounding = rounding(spacing);
    for (double[] point : points) {
      for (int j = 0; j < point.length; j++) {
        point[j] = rounding.applyAsDouble(point[j]);
      }
    }
    DistinctPoints distinct = DistinctPoints.of(PointCloud.of(points));
    assertThat(distinct.size()).as("seed %d", seed).isEqualTo(POINTS);
    assertThat(distinct.dropped()).isEqualTo(REPEATED);
    assertThat(distinct.warnings()).singleElement().asString().contains(format, "left out");
  }

  @Test
  void ordinaryCloudsStayWhole() {
    for (int d = 1; d <= 3; d++) {
      isWhole(gaussian(d, 0, 1500));
    }
    isWhole(singles(gaussian(2, 0, 1500)));
    // In the plane one cloud of 10,000 has two points within rounding by chance.
    isWhole(singles(gaussian(3, 30, 1500)));
    double[][] tiny = gaussian(2, 0, 1500);
    for (double[] point : tiny) {
      point[0] *= 1e-20;
      point[1] *= 1e-20;
    }
    isWhole(singles(tiny));
  }

  @Test
  void wholeNumbersAreExactHoweverFewDigitsTheyHave() {
    double[][] lattice = new double[400 * 40][];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = new double[] {i / 40, i % 40};
    }
    isWhole(lattice);
  }

  @Test
  void distancesThatReachDownToRoundingAreToldAndKept() {
    // Of 200,000 points in [1, 2] one in eight or so lies within 4 spacings of float32 of another.
    double[][] line = new double[200_000][1];
    RandomStream random = RandomStream.seeded(seed);
    for (double[] point : line) {
      point[0] = 1 + (float) random.nextDouble();
    }
    DistinctPoints distinct = DistinctPoints.of(PointCloud.of(singles(line)));
    assertThat(distinct.nearlyRepeated()).as("seed %d", seed).isZero();
    assertThat(distinct.warnings()).as("seed %d", seed).isNotEmpty();
  }

  private void isWhole(double[][] points) {
    DistinctPoints distinct = DistinctPoints.of(PointCloud.of(points));
    assertThat(distinct.dropped()).as("seed %d", seed).isZero();
    assertThat(distinct.warnings()).isEmpty();
  }

  private double[][] gaussian(int d, double offset, int n) {
    RandomStream random = RandomStream.seeded(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      for (int j = 0; j < d; j++) {
        point[j] = offset + random.nextGaussian();
      }
    }
    return points;
  }

  private static double[][] singles(double[][] points) {
    double[][] rounded = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      rounded[i] = java.util.Arrays.stream(points[i]).map(value -> (float) value).toArray();
    }
    return rounded;
  }

  /** Rounds to numbers that have this relative spacing. */
  private static DoubleUnaryOperator rounding(double spacing) {
    return value -> {
      double step = Math.scalb(spacing, Math.getExponent(value));
      return Math.rint(value / step) * step;
    };
  }
}

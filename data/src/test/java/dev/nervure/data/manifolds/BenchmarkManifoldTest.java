package dev.nervure.data.manifolds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dimension.DimensionEstimate;
import dev.nervure.dimension.TwoNearestNeighbors;
import dev.nervure.points.PointCloud;
import dev.nervure.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BenchmarkManifoldTest {
  private static final long SEED = 24;

  static List<BenchmarkManifold> all() {
    return BenchmarkManifold.all();
  }

  @Test
  void thereAreTwentyFourWithTheDimensionsOfTheLiterature() {
    assertThat(all()).hasSize(24);
    assertThat(all()).extracting(BenchmarkManifold::name).doesNotHaveDuplicates();
    assertThat(all())
        .extracting(one -> one.name() + " " + one.dimension() + " " + one.coordinates())
        .containsExactly(
            "M1 10 11",
            "M2 3 5",
            "M3 4 6",
            "M4 4 8",
            "M5a 1 3",
            "M5b 2 3",
            "M6 6 36",
            "M7 2 3",
            "M8 12 72",
            "M9 20 20",
            "M10a 10 11",
            "M10b 17 18",
            "M10c 24 25",
            "M10d 70 71",
            "M11 2 3",
            "M12 20 20",
            "M13a 2 3",
            "M13b 1 13",
            "Mbeta 10 40",
            "Mn1 18 72",
            "Mn2 24 96",
            "Mp1 3 12",
            "Mp2 6 21",
            "Mp3 9 30");
  }

  @Test
  void theyAreFoundByNameInUpperOrLowerCase() {
    for (BenchmarkManifold one : all()) {
      assertThat(BenchmarkManifold.named(one.name().toLowerCase(java.util.Locale.ROOT)))
          .isSameAs(one);
    }
    assertThatThrownBy(() -> BenchmarkManifold.named("M14"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'M14'", "M13b");
  }

  @ParameterizedTest
  @MethodSource("all")
  void moreOfThemBeginWithTheFewer(BenchmarkManifold manifold) {
    PointCloud few = manifold.points(5, 0, SEED);
    PointCloud more = manifold.points(9, 0, SEED);
    assertThat(more.select(new int[] {0, 1, 2, 3, 4}).array().doubles())
        .isEqualTo(few.array().doubles());
    assertThat(manifold.points(5, 0, SEED + 1).array().doubles())
        .isNotEqualTo(few.array().doubles());
  }

  @Test
  void noiseHasTheStandardDeviationAskedFor() {
    BenchmarkManifold roll = BenchmarkManifold.named("M7");
    double[] clean = roll.points(2000, 0, SEED).array().doubles();
    double[] noisy = roll.points(2000, 0.5, SEED).array().doubles();
    double squares = 0;
    for (int i = 0; i < clean.length; i++) {
      squares += (noisy[i] - clean[i]) * (noisy[i] - clean[i]) / clean.length;
    }
    // Known to 1 / sqrt(2 * 6000) = 0.9 %; four times that.
    assertThat(Math.sqrt(squares)).isCloseTo(0.5, within(0.02));
    assertThatThrownBy(() -> roll.points(0, 0, 1)).hasMessageContaining("0");
    assertThatThrownBy(() -> roll.points(5, -1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> roll.points(5, Double.NaN, 1)).hasMessageContaining("NaN");
  }

  /**
   * Files of another implementation: their coordinates have the same means and spreads. Means of
   * 500 points are known to 1 / sqrt(500) of the deviation; twelve hundred coordinates are compared
   * over all files, so that five standard errors of the difference are allowed.
   */
  @ParameterizedTest
  @CsvSource({
    "M2, M2_Affine_3to5",
    "M3, M3_Nonlinear_4to6",
    "M5a, M5a_Helix1d",
    "M5b, M5b_Helix2d",
    "M7, M7_Roll",
    "M8, M8_Nonlinear",
    "M10b, M10b_Cubic",
    "M11, M11_Moebius",
    "M13a, M13a_Scurve",
    "M13b, M13b_Spiral",
    "Mbeta, Mbeta",
    "Mn1, Mn1_Nonlinear",
    "Mp1, Mp1_Paraboloid",
    "Mp2, Mp2_Paraboloid"
  })
  void coordinatesAreDistributedAsThoseOfAPeer(String name, String file) {
    double[][] theirs =
        SharedData.lines("peers/scikit-dimension/benchmark/" + file + ".csv").stream()
            .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    PointCloud ours = BenchmarkManifold.named(name).points(4000, 0, SEED);
    assertThat(ours.dimension()).isEqualTo(theirs[0].length);
    for (int j = 0; j < ours.dimension(); j++) {
      int coordinate = j;
      double[] own = new double[ours.size()];
      Arrays.setAll(own, i -> ours.coordinate(i, coordinate));
      double[] other = Arrays.stream(theirs).mapToDouble(row -> row[coordinate]).toArray();
      assertAlike(own, other, name + ", coordinate " + j);
      assertAlike(
          absoluteDeviations(own, own), absoluteDeviations(other, own), name + ", spread " + j);
    }
  }

  private static double[] absoluteDeviations(double[] values, double[] about) {
    double mean = Arrays.stream(about).average().orElseThrow();
    return Arrays.stream(values).map(value -> Math.abs(value - mean)).toArray();
  }

  private static void assertAlike(double[] own, double[] other, String what) {
    double mean = Arrays.stream(own).average().orElseThrow();
    double variance =
        Arrays.stream(own).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    double error = Math.sqrt(variance * (1.0 / own.length + 1.0 / other.length));
    assertThat(Arrays.stream(other).average().orElseThrow())
        .as(what)
        .isCloseTo(mean, within(5 * error + 1e-6));
  }

  /** Those whose dimension two thousand points show: the rest is in the tables of the documents. */
  @ParameterizedTest
  @CsvSource({
    "M2, 0.1",
    "M3, 0.12",
    "M4, 0.12",
    "M5a, 0.05",
    "M7, 0.08",
    "M11, 0.08",
    "M13a, 0.08",
    "Mp1, 0.08"
  })
  void theDimensionIsSeen(String name, double share) {
    BenchmarkManifold manifold = BenchmarkManifold.named(name);
    DimensionEstimate found =
        new TwoNearestNeighbors().estimate(manifold.points(2000, 0, SEED), SEED);
    double truth = manifold.dimension();
    // What boundary and curvature may take away or add, and three standard errors.
    assertThat(found.estimate().value())
        .isCloseTo(truth, within(share * truth + 3 * found.estimate().standardError()));
  }
}

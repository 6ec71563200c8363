package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.points.PointCloud;
import dev.nervure.stats.Estimate;
import dev.nervure.testing.SharedData;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures that scikit-dimension and DADApy assert in their own tests. */
class PeerEstimatesTest {

  private static final String BALL = "peers/scikit-dimension/hyperball_n30_d5_in_R10.csv";

  /** The peers print five decimals. */
  private static final double PRINTED = 6e-6;

  /** Distances are kept in float32, which rounds each by up to 6e-8 of it. */
  private static final double FLOAT_DISTANCES = 1e-6;

  private static double[][] table(String name) {
    return SharedData.lines(name).stream()
        .map(line -> Stream.of(line.trim().split("[,\\s]+")))
        .map(cells -> cells.mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static PointCloud ball() {
    return PointCloud.of(table(BALL));
  }

  @Test
  void twoNearestNeighborsAgreeWithScikitDimension() {
    PointCloud cloud = ball();
    // The same ratios with F from 1 / N give 4.52231: 30 points, so log(N) / N is large.
    assertThat(new TwoNearestNeighbors(0.1).estimate(cloud, 1).estimate().value())
        .isCloseTo(4.5223116616709875, within(FLOAT_DISTANCES));
    assertThat(TwoNearestNeighbors.asInScikitDimension(0.1).estimate(cloud, 1).estimate().value())
        .isCloseTo(4.05496, within(PRINTED));
    assertThat(TwoNearestNeighbors.asInScikitDimension(0.05).estimate(cloud, 1).estimate().value())
        .isCloseTo(4.11323, within(PRINTED));
  }

  @ParameterizedTest
  @CsvSource({
    "20, LIKELIHOOD, HARMONIC, 3.341161830518472",
    "5, LIKELIHOOD, HARMONIC, 4.350132038093711",
    "20, UNBIASED, HARMONIC, 3.1653112078596046",
    "20, LIKELIHOOD, MEAN, 3.4389424541367437"
  })
  void maximumLikelihoodAgreesWithScikitDimension(
      int k, LocalDimension.Divisor divisor, LocalDimension.Pooling pooling, double expected) {
    PointCloud cloud = ball();
    assertThat(
            new MaximumLikelihoodDimension(k, divisor, pooling)
                .estimate(cloud, 1)
                .estimate()
                .value())
        .isCloseTo(expected, within(FLOAT_DISTANCES));
    LocalDimension local = LocalDimension.of(NearestNeighbors.of(cloud, k), k, divisor);
    assertThat(local.pooled(pooling).orElseThrow()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void twoGaussiansInThePlaneAgreeWithDadapy() {
    PointCloud cloud = PointCloud.of(table("peers/dadapy/2gaussians_in_2d.csv"));
    // DADApy draws a random part of the points and asserts 1.85 +- 0.01; one draw moves by about
    // that.
    assertThat(new TwoNearestNeighbors().estimate(cloud, 1).estimate().value())
        .isCloseTo(1.85, within(0.03));
  }

  /**
   * Standard manifolds of scikit-dimension, 500 points each, whose dimension is low enough to be
   * seen with 500. The share is what boundary and curvature may take away or add.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "M2_Affine_3to5, 3, 0.12",
    "M3_Nonlinear_4to6, 4, 0.20",
    "M5a_Helix1d, 1, 0.12",
    "M7_Roll, 2, 0.15",
    "M11_Moebius, 2, 0.15",
    "M13a_Scurve, 2, 0.12"
  })
  void manifoldsOfTheBenchmark(String name, double truth, double share) {
    PointCloud cloud = PointCloud.of(table("peers/scikit-dimension/benchmark/" + name + ".csv"));
    Estimate lifespans = PersistentHomologyDimension.robust().estimate(cloud, 1).estimate();
    assertThat(lifespans.value())
        .isCloseTo(truth, within(share * truth + 3 * lifespans.standardError()));
    Estimate ratios = new TwoNearestNeighbors().estimate(cloud, 1).estimate();
    assertThat(ratios.value()).isCloseTo(truth, within(share * truth + 3 * ratios.standardError()));
  }
}

package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import org.junit.jupiter.api.Test;

/** The figures that scikit-dimension and DADApy assert in their own tests. */
class PeerEstimatesTest {

  private static final String BALL = "peers/scikit-dimension/hyperball_n30_d5_in_R10.csv";

  /** The peers print five decimals. */
  private static final double PRINTED = 6e-6;

  private static PointCloud ball() {
    return PointCloud.of(SharedData.table(BALL));
  }

  @Test
  void twoNearestNeighborsAgreeWithScikitDimension() {
    PointCloud cloud = ball();
    // The same ratios with F from 1 / N give 4.52231: 30 points, so log(N) / N is large.
    assertThat(new TwoNearestNeighbors(0.1).estimate(cloud).estimate().value())
        .isCloseTo(4.5223116616709875, within(1e-12));
    assertThat(TwoNearestNeighbors.asInScikitDimension(0.1).estimate(cloud).estimate().value())
        .isCloseTo(4.05496, within(PRINTED));
    assertThat(TwoNearestNeighbors.asInScikitDimension(0.05).estimate(cloud).estimate().value())
        .isCloseTo(4.11323, within(PRINTED));
  }

  @Test
  void maximumLikelihoodAgreesWithScikitDimension() {
    PointCloud cloud = ball();
    assertThat(new MaximumLikelihoodDimension(20, false).estimate(cloud).estimate().value())
        .isCloseTo(3.341161830518472, within(1e-12));
    assertThat(new MaximumLikelihoodDimension(5, false).estimate(cloud).estimate().value())
        .isCloseTo(4.350132038093711, within(1e-12));
    assertThat(new MaximumLikelihoodDimension(20, true).estimate(cloud).estimate().value())
        .isCloseTo(3.1653112078596046, within(1e-12));
  }

  @Test
  void twoGaussiansInThePlaneAgreeWithDadapy() {
    PointCloud cloud = PointCloud.of(SharedData.table("peers/dadapy/2gaussians_in_2d.csv"));
    // DADApy draws a random part of the points and asserts 1.85 +- 0.01; one draw moves by about
    // that.
    assertThat(new TwoNearestNeighbors().estimate(cloud).estimate().value())
        .isCloseTo(1.85, within(0.03));
  }
}

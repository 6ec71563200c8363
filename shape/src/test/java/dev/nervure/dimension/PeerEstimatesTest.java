package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.neighbors.NearestNeighbors;
import dev.nervure.neighbors.NeighborTable;
import dev.nervure.neighbors.NeighborsWithin;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.stats.Estimate;
import dev.nervure.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    NeighborTable inDoubles = NearestNeighbors.of(cloud, NeighborsWithin.listed(k, cloud.size()));
    assertThat(
            new MaximumLikelihoodDimension(k, divisor, pooling)
                .estimate(inDoubles, 0)
                .estimate()
                .value())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void twoGaussiansInThePlaneAgreeWithDadapy() {
    PointCloud cloud = PointCloud.of(table("peers/dadapy/2gaussians_in_2d.csv"));
    // DADApy draws a random part of the points and asserts 1.85 +- 0.01; one draw moves by about
    // that.
    assertThat(new TwoNearestNeighbors().estimate(cloud, 1).estimate().value())
        .isCloseTo(1.85, within(0.03));
  }

  private static List<Double> atEveryPoint(PointwiseEstimation.Value value, int k) {
    PointCloud cloud = ball();
    NeighborTable table = NearestNeighbors.of(cloud, k);
    Neighborhood around = new Neighborhood(DistanceMatrix.of(cloud), k);
    int[] ranks = IntStream.range(0, k).toArray();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      around.layOut(i, table, ranks);
      values.add(value.at(around).orElseThrow());
    }
    return values;
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void manifoldAdaptiveDimensionAtEveryPointAgreesWithScikitDimension() {
    double[] expected =
        numbers(
            "2.73873109,2.1619804,2.29577097,3.13300883,2.68340134,2.7744833,2.16936429,2.63976628,"
                + "3.73803225,2.68782875,3.3468158,3.3375878,2.58747076,3.49101585,2.84130906,"
                + "3.68365681,3.5694458,3.50015857,2.78155042,4.47995493,4.0897491,3.79781342,"
                + "2.62101409,3.03665971,2.84263582,3.82414291,2.65283788,3.46869821,3.851816,"
                + "3.13222988");
    List<Double> values = atEveryPoint(ManifoldAdaptiveDimension::at, 20);
    for (int i = 0; i < expected.length; i++) {
      assertThat(values.get(i)).as("point %d", i).isCloseTo(expected[i], within(1e-7));
    }
  }

  @Test
  void tightLocalDimensionAtEveryPointAgreesWithScikitDimension() {
    double[] expected =
        numbers(
            "3.1975,3.0745,3.0447,3.3422,2.9231,3.7637,2.9517,3.2285,3.8731,2.9633,3.2595,4.1404,"
                + "3.1353,3.671,3.6847,3.9358,3.9902,3.7741,3.5728,4.2938,4.2238,3.9431,3.0891,"
                + "3.4052,4.0238,4.7747,3.9094,4.9064,4.0431,3.4192");
    List<Double> values = atEveryPoint(TightLocalDimension::at, 20);
    for (int i = 0; i < expected.length; i++) {
      // Four decimals are printed.
      assertThat(values.get(i)).as("point %d", i).isCloseTo(expected[i], within(6e-5));
    }
  }

  /** scikit-dimension asserts no numbers of it: its formula, computed with numpy. */
  @Test
  void methodOfMomentsAgreesWithTheFormulaOfScikitDimension() {
    List<Double> values = atEveryPoint(MethodOfMoments::at, 20);
    assertThat(values.get(0)).isCloseTo(3.02514106, within(1e-6));
    assertThat(values.get(1)).isCloseTo(2.71336882, within(1e-6));
    assertThat(values.get(2)).isCloseTo(2.60649725, within(1e-6));
    assertThat(values.stream().mapToDouble(value -> value).average().orElseThrow())
        .isCloseTo(3.530743212403338, within(FLOAT_DISTANCES));
    PointCloud roll = PointCloud.of(table("peers/scikit-dimension/benchmark/M7_Roll.csv"));
    assertThat(new MethodOfMoments().estimate(roll, 1).estimate().value())
        .isCloseTo(2.455468293695765, within(1e-5));
  }

  /**
   * scikit-dimension asserts no numbers of it: its steps, computed with numpy. It takes the share
   * of inseparable pairs of n where a point has n - 1 others, and so says 5.805 of the ball and
   * 2.893 of the roll.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "hyperball_n30_d5_in_R10, 5, 0.80, 8, 5.748474167931941, 1e-9",
    // A product in 2e8 is as near to alpha as float32 distances tell: one pair more or less.
    "benchmark/M7_Roll, 3, 0.88, 8138, 2.891020909537358, 3e-4"
  })
  void fisherSeparabilityAgreesWithTheStepsOfScikitDimension(
      String name, int components, double alpha, long pairs, double expected, double tolerance) {
    PointCloud cloud = PointCloud.of(table("peers/scikit-dimension/" + name + ".csv"));
    SubsetEstimation.Reading reading =
        FisherSeparability.of(DistanceMatrix.of(cloud), everyPoint(cloud.size()));
    assertThat(reading.details()).containsEntry("components", components);
    assertThat((Double) reading.details().get("alpha")).isCloseTo(alpha, within(1e-12));
    assertThat((Long) reading.details().get("inseparablePairs"))
        .isBetween(pairs - pairs / 4000, pairs + pairs / 4000);
    assertThat(1 / reading.inverse()).isCloseTo(expected, within(tolerance));
  }

  private static double[][] productsOfBall() {
    return CenteredProducts.of(DistanceMatrix.of(ball()), IntStream.range(0, 30).toArray());
  }

  @Test
  void simplexSkewnessOfAllPointsAgreesWithScikitDimension() {
    assertThat(
            ExpectedSimplexSkewness.of(productsOfBall(), ExpectedSimplexSkewness.Version.SINE)
                .orElseThrow())
        .isCloseTo(5.08681575, within(FLOAT_DISTANCES));
    assertThat(
            ExpectedSimplexSkewness.of(productsOfBall(), ExpectedSimplexSkewness.Version.COSINE)
                .orElseThrow())
        .isCloseTo(5.11274497, within(FLOAT_DISTANCES));
  }

  @Test
  void countsOfPrincipalComponentsAgreeWithScikitDimension() {
    // Five coordinates of ten are 0 everywhere, of which distances show that there is one.
    assertThat(ParticipationRatio.spectrum(DistanceMatrix.of(ball()), everyPoint(30)))
        .hasSize(6)
        .endsWith(0);
    Map<String, Object> details = new ParticipationRatio().estimate(ball(), 1).details();
    assertThat(details)
        .containsEntry("fukunagaOlsen", 5)
        .containsEntry("fan", 3)
        .containsEntry("largestGap", 5)
        .containsEntry("largestGapAboveRounding", 4);
  }

  private static int[] everyPoint(int n) {
    return IntStream.range(0, n).toArray();
  }

  @Test
  void correlationDimensionAgreesWithScikitDimension() {
    double inverse =
        CorrelationDimension.of(DistanceMatrix.of(ball()), IntStream.range(0, 30).toArray())
            .inverse();
    assertThat(1 / inverse).isCloseTo(2.9309171335492548, within(FLOAT_DISTANCES));
  }

  @Test
  void ratiosAtGrowingScalesAgreeWithDadapy() {
    PointCloud cloud = PointCloud.of(table("peers/dadapy/2gaussians_in_2d.csv"));
    List<DimensionAtScale> profile =
        GeneralRatioDimension.profile(NearestNeighbors.of(cloud, 99), 1).stream()
            .map(GeneralRatioDimension.AtRank::at)
            .toList();
    double[] dimensions = {2.0007, 2.0321, 1.9118, 2.0005, 1.6747, 0.7208};
    double[] errors = {0.2001, 0.1466, 0.0976, 0.0722, 0.0427, 0.0130};
    double[] distances = {0.3947, 0.5674, 0.8013, 1.1345, 1.6477, 3.5726};
    for (int scale = 0; scale < dimensions.length; scale++) {
      // Four digits are printed, of some numbers cut off and of others rounded.
      assertThat(profile.get(scale).dimension()).isCloseTo(dimensions[scale], within(1e-4));
      assertThat(profile.get(scale).standardError()).isCloseTo(errors[scale], within(1e-4));
      assertThat(profile.get(scale).distance()).isCloseTo(distances[scale], within(1e-4));
    }
    Map<String, Object> details = new TwoNearestNeighbors().estimate(cloud, 1).details();
    assertThat((Double) details.get("bayesian")).isCloseTo(1.8722, within(1e-4));
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

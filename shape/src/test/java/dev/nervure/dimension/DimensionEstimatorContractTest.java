package dev.nervure.dimension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.neighbors.NeighborTable;
import dev.nervure.points.PointCloud;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link DimensionEstimator} promises, asked of every estimator of the list. */
class DimensionEstimatorContractTest {
  private static final long SEED = 41;

  /** More than 850, from which on the paper's grid has two sizes. */
  private static final int POINTS = 900;

  /** Enough for a law that holds for clouds of any size. */
  private static final int FEW = 200;

  /** Of the clouds over which the spread is compared with the errors that are stated. */
  private static final int POINTS_OF_SPREAD = 300;

  private static final Set<String> QUICK =
      Set.of("twonn_dimension", "mle_dimension", "mada_dimension", "gride_dimension");

  /**
   * Scaling by a power of two is exact and moves all logarithms by a constant: what is left is the
   * rounding of sums of some thousand of them.
   */
  private static final double SCALED = 1e-9;

  /**
   * After a translation by a few radii distances have another rounding: 6e-8 of each where they are
   * kept in float32. A slope of their sums moves by about as much, and the dimension, alpha / (1 -
   * slope), by its square times that.
   */
  private static final double TRANSLATED = 1e-5;

  private static final Set<String> OVERSTATED =
      Set.of("fishers_dimension", "pca_dimension", "mom_dimension", "ess_dimension");

  /** An input of which every estimator has been asked already, with another seed. */
  private static final EstimatorInput ASKED_BEFORE = askedBefore();

  private static EstimatorInput askedBefore() {
    EstimatorInput shared =
        new EstimatorInput(Manifolds.sphere(2, POINTS, RandomStream.seeded(SEED)));
    for (DimensionEstimator other : DimensionEstimators.all()) {
      other.estimate(shared, SEED + 1, 2, Progress.none());
    }
    return shared;
  }

  private static final PointCloud SPHERE = Manifolds.sphere(2, POINTS, RandomStream.seeded(SEED));

  /** What each estimator says of the SPHERE, from an input of its own. */
  private static final Map<String, DimensionEstimate> OF_SPHERE = new HashMap<>();

  static List<DimensionEstimator> all() {
    return DimensionEstimators.all();
  }

  private static DimensionEstimate ofSphere(DimensionEstimator estimator) {
    return OF_SPHERE.computeIfAbsent(estimator.name(), name -> estimator.estimate(SPHERE, SEED));
  }

  /** Points of the sphere: as few as the estimator answers well for. */
  private static PointCloud few(DimensionEstimator estimator) {
    return estimator.name().equals("ph_dimension_paper")
        ? SPHERE
        : SPHERE.select(IntStream.range(0, FEW).toArray());
  }

  private static double[][] rows(PointCloud cloud, DoubleUnaryOperator change) {
    double[][] rows = new double[cloud.size()][cloud.dimension()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = change.applyAsDouble(cloud.coordinate(i, j));
      }
    }
    return rows;
  }

  private static double value(DimensionEstimator estimator, double[][] rows) {
    return estimator.estimate(PointCloud.of(rows), SEED).estimate().value();
  }

  private static String reason(DimensionEstimator estimator, double[][] rows) {
    Estimate estimate = estimator.estimate(PointCloud.of(rows), SEED).estimate();
    assertThat(estimate).isInstanceOf(Estimate.NotEstimable.class);
    return ((Estimate.NotEstimable) estimate).reason();
  }

  /** The sphere of dimension 2 takes up three dimensions. */
  private static double dimensionOfSphere(DimensionEstimator estimator) {
    return estimator.kind() == DimensionKind.MANIFOLD ? 2 : 3;
  }

  /**
   * What the definition of an estimator leaves beside chance: a mean over points of values that
   * scatter is above the dimension (TLE), and a neighbourhood of 50 of 900 points of the sphere
   * bends (ESS).
   */
  private static double bias(DimensionEstimator estimator) {
    return Set.of("tle_dimension", "ess_dimension").contains(estimator.name()) ? 0.25 : 0.1;
  }

  @ParameterizedTest
  @MethodSource("all")
  void theDimensionOfASphereIsFoundWithItsError(DimensionEstimator estimator) {
    DimensionEstimate found = ofSphere(estimator);
    assertThat(found.estimate().standardError()).isBetween(1e-4, 0.5);
    assertThat(found.estimate().value())
        .isCloseTo(
            dimensionOfSphere(estimator),
            within(bias(estimator) + 4 * found.estimate().standardError()));
    assertThat(found.points()).isEqualTo(POINTS);
    assertThat(found.dropped()).isZero();
    assertThat(found.method()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theValuesOfHalfAndAQuarterOfThePointsAreTold(DimensionEstimator estimator) {
    DimensionEstimate found = ofSphere(estimator);
    assertThat(found.bySize())
        .extracting(DimensionAtSize::n)
        .containsExactly(POINTS / 4, POINTS / 2, POINTS);
    DimensionAtSize half = found.bySize().get(1);
    DimensionAtSize all = found.bySize().get(2);
    assertThat(all.dimension()).isEqualTo(found.estimate().value());
    assertThat(all.standardError()).isEqualTo(found.estimate().standardError());
    for (DimensionAtSize at : found.bySize()) {
      // A sphere of dimension 2 reads about the same at every size; a single draw scatters more.
      // The 50 nearest of 225 points are so large a part of it that local PCA sees all of space.
      boolean seesSpace = estimator.name().equals("local_pca_dimension") && at.n() == POINTS / 4;
      double tolerance = seesSpace ? 1 : 0.5;
      assertThat(at.dimension()).isCloseTo(dimensionOfSphere(estimator), within(tolerance));
      assertThat(at.standardError()).isPositive();
    }
    assertThat(half.standardError()).isGreaterThan(all.standardError());
    boolean settled = Math.abs(all.dimension() - half.dimension()) <= all.standardError();
    assertThat(found.converged()).isEqualTo(settled);
    assertThat(found.warnings().stream().anyMatch(said -> said.startsWith("Not converged")))
        .isEqualTo(!settled);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theScaleAtWhichItLooksIsTold(DimensionEstimator estimator) {
    DimensionEstimate found = ofSphere(estimator);
    assertThat(found.byScale())
        .isSortedAccordingTo(Comparator.comparingDouble(DimensionAtScale::distance));
    if (estimator.kind() == DimensionKind.LINEAR_SPAN) {
      // At all distances.
      assertThat(found.byScale()).isEmpty();
      return;
    }
    assertThat(found.byScale())
        .anySatisfy(
            at -> {
              assertThat(at.dimension()).isEqualTo(found.estimate().value());
              // From the mean distance to the nearest neighbour to the radius.
              assertThat(at.distance()).isBetween(0.02, 1.0);
            });
    double factor = 0x1p-900;
    DimensionEstimate small =
        estimator.estimate(PointCloud.of(rows(SPHERE, x -> factor * x)), SEED);
    assertThat(small.byScale()).hasSameSizeAs(found.byScale());
    for (int scale = 0; scale < found.byScale().size(); scale++) {
      double distance = found.byScale().get(scale).distance();
      // In float32 where there is a matrix.
      assertThat(small.byScale().get(scale).distance() / factor)
          .isCloseTo(distance, within(1e-6 * distance));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theStandardErrorIsTheSpreadOverClouds(DimensionEstimator estimator) {
    // All but these take longer.
    boolean isQuick = QUICK.contains(estimator.name());
    int clouds = isQuick ? 150 : 40;
    int points = estimator.name().equals("ph_dimension_paper") ? POINTS : POINTS_OF_SPREAD;
    List<Estimate> estimates =
        IntStream.range(0, clouds)
            .parallel()
            .mapToObj(
                c -> {
                  RandomStream random = RandomStream.seeded(SEED).derive(c);
                  return estimator.estimate(Manifolds.ball(3, points, random), c).estimate();
                })
            .toList();
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (Estimate estimate : estimates) {
      sum += estimate.value();
      squares += estimate.value() * estimate.value();
      errors += estimate.standardError() / clouds;
    }
    double mean = sum / clouds;
    double spread = Math.sqrt((squares - clouds * mean * mean) / (clouds - 1));
    if (estimator.name().equals("local_pca_dimension")) {
      // A count of components, the same at every point of every cloud.
      assertThat(spread).isZero();
      assertThat(errors).isZero();
      return;
    }
    // A spread of 40 values is known to 11 %; three times that. It was not enough with 40 clouds
    // for TwoNN (1.42), whose ratio over 300 clouds is 0.94. On evenly spread points the spread of
    // some falls with n instead of its root, so that halves tell the square root of two too much,
    // of which 40 clouds may show as much more as of 1: 1.40 to 1.57 is what they do show.
    double known = 1.33;
    double most = OVERSTATED.contains(estimator.name()) ? Math.sqrt(2) * known : known;
    assertThat(errors / spread).as("seed %d", SEED).isBetween(0.67, most);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theInputIsUntouched(DimensionEstimator estimator) {
    PointCloud cloud = few(estimator);
    double[][] before = rows(cloud, x -> x);
    EstimatorInput input = new EstimatorInput(cloud);
    estimator.estimate(input, SEED, 2, Progress.none());
    assertThat(input.cloud()).isSameAs(cloud);
    assertThat(rows(cloud, x -> x)).isDeepEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theBitsAreTheSameForAnyThreadsAndWhateverElseWasAsked(DimensionEstimator estimator) {
    PointCloud cloud = few(estimator);
    DimensionEstimate alone = estimator.estimate(cloud, SEED);
    for (int threads : new int[] {1, 2, 4}) {
      assertThat(estimator.estimate(new EstimatorInput(cloud), SEED, threads, Progress.none()))
          .as("%d threads", threads)
          .isEqualTo(alone);
    }
    assertThat(estimator.estimate(ASKED_BEFORE, SEED, 2, Progress.none()))
        .isEqualTo(ofSphere(estimator));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSeedDecidesWhereSomethingIsDrawn(DimensionEstimator estimator) {
    PointCloud cloud = few(estimator);
    Estimate first = estimator.estimate(cloud, SEED).estimate();
    assertThat(estimator.estimate(cloud, SEED).estimate()).isEqualTo(first);
    boolean differs = !estimator.estimate(cloud, SEED + 1).estimate().equals(first);
    assertThat(differs).isEqualTo(estimator.drawsAtRandom());
  }

  @ParameterizedTest
  @MethodSource("all")
  void neitherScaleNorPlaceMatters(DimensionEstimator estimator) {
    PointCloud cloud = few(estimator);
    double value = value(estimator, rows(cloud, x -> x));
    // The extreme ones have squares beyond float64.
    for (double factor : new double[] {0x1p-900, 0x1p-40, 0x1p3, 0x1p100, 0x1p900}) {
      assertThat(value(estimator, rows(cloud, x -> factor * x)))
          .as("factor %s", factor)
          .isCloseTo(value, within(SCALED));
    }
    assertThat(value(estimator, rows(cloud, x -> x + 3.1))).isCloseTo(value, within(TRANSLATED));
  }

  @ParameterizedTest
  @MethodSource("all")
  void repeatedPointsAreLeftOutAndCountedOrKeptAndToldOf(DimensionEstimator estimator) {
    PointCloud cloud = few(estimator);
    int n = cloud.size();
    double[][] once = rows(cloud, x -> x);
    double[][] twice = Arrays.copyOf(once, 2 * n);
    System.arraycopy(once, 0, twice, n, n);
    DimensionEstimate found = estimator.estimate(PointCloud.of(twice), SEED);
    if (found.dropped() > 0) {
      assertThat(found.dropped()).isEqualTo(n);
      assertThat(found.points()).isEqualTo(n);
      assertThat(found.estimate()).isEqualTo(estimator.estimate(cloud, SEED).estimate());
    } else {
      assertThat(found.points()).isEqualTo(2 * n);
      assertThat(found.warnings()).anySatisfy(said -> assertThat(said).contains(n + " points"));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void tooFewAndEqualPointsAreRefusedWithAReason(DimensionEstimator estimator) {
    for (int n = 0; n <= 3; n++) {
      double[][] few = Arrays.copyOf(rows(SPHERE, x -> x), n);
      assertThat(reason(estimator, few)).as("%d points", n).isNotBlank();
    }
    double[][] equal = new double[POINTS][3];
    for (double[] point : equal) {
      Arrays.fill(point, 0.7);
    }
    assertThat(reason(estimator, equal)).contains("equal");
  }

  @ParameterizedTest
  @MethodSource("all")
  void theCostGrowsWithPointsAndCoordinates(DimensionEstimator estimator) {
    Cost small = estimator.cost(100);
    assertThat(small.seconds()).isPositive();
    assertThat(estimator.cost(200).seconds()).isGreaterThan(small.seconds());
    assertThat(estimator.cost(200).memoryBytes()).isGreaterThan(small.memoryBytes());
    assertThat(small.diskBytes()).isZero();
  }

  @Test
  void estimatorsAreFoundByTheirNames() {
    assertThat(all()).extracting(DimensionEstimator::name).doesNotHaveDuplicates();
    for (DimensionEstimator estimator : all()) {
      assertThat(estimator.name()).matches("[a-z_]+");
      assertThat(DimensionEstimators.named(estimator.name())).isSameAs(estimator);
    }
    assertThatThrownBy(() -> DimensionEstimators.named("entropy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'entropy'", "twonn_dimension");
  }

  @Test
  void neighboursAreFoundOnceForAllThatAskForNoMore() {
    EstimatorInput input = new EstimatorInput(SPHERE);
    NeighborTable few = input.neighbors(2, 1, Progress.none());
    assertThat(input.neighbors(128, 1, Progress.none())).isSameAs(few);
    assertThat(few.distances()[0].length).isEqualTo(128);
    NeighborTable more = input.neighbors(150, 1, Progress.none());
    assertThat(more.distances()[0].length).isEqualTo(150);
    assertThat(Arrays.copyOf(more.distances()[5], 128)).isEqualTo(few.distances()[5]);
    assertThat(input.distinct()).isSameAs(input.distinct());
    assertThatThrownBy(() -> input.neighbors(POINTS, 1, Progress.none()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n-1");
    assertThat(input.neighbors(20, 1, Progress.none())).isSameAs(more);
  }
}

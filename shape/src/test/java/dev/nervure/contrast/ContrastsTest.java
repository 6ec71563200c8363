package dev.nervure.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.diagram.LifespanSum;
import dev.nervure.dimension.DimensionEstimator;
import dev.nervure.dimension.DimensionEstimators;
import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.homology.RipsOptions;
import dev.nervure.homology.RipsPersistence;
import dev.nervure.points.DistanceMatrix;
import dev.nervure.points.PointCloud;
import dev.nervure.points.PointsOrDistances;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.GroupDifference;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.GroupStatistic;
import dev.nervure.stats.PermutationTest;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class ContrastsTest {

  private static Contrast named(String name) {
    return Contrasts.all().stream()
        .filter(contrast -> contrast.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] gaussian(int points, int dimension, double shift, Random random) {
    double[] values = new double[points * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() + (i % dimension == 0 ? shift : 0);
    }
    return values;
  }

  private static PointCloud cloud(double[] values, int dimension) {
    return PointCloud.of(NdArray.of(values, values.length / dimension, dimension));
  }

  private static Union union(double[] first, double[] second, int dimension) {
    return union(
        first,
        second,
        dimension,
        GroupExchange.free(first.length / dimension, second.length / dimension));
  }

  private static Union union(
      double[] first, double[] second, int dimension, GroupExchange exchange) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    double[] levels = new double[all.length / dimension];
    for (int i = 0; i < all.length; i++) {
      levels[i / dimension] += all[i] / dimension;
    }
    return Union.of(DistanceMatrix.of(cloud(all, dimension)), exchange, levels);
  }

  private static double value(String name, Union union) {
    int[][] given = union.exchange().asGiven();
    return named(name)
        .read(union, 1, Progress.none())
        .statistic()
        .of(given[0], given[1])
        .getAsDouble();
  }

  private static double pValue(Contrast contrast, Union union, int permutations, long seed) {
    return PermutationTest.of(
            contrast.read(union, 1, Progress.none()).statistic(),
            contrast.tail(),
            union.exchange(),
            permutations,
            RandomStream.seeded(seed),
            1,
            Progress.none())
        .orElseThrow()
        .pValue();
  }

  @Test
  void energyDistanceOfFourPointsOnALine() {
    // 0, 1 against 2, 4: between (2 + 4 + 1 + 3) / 4 = 2.5, within 1 and 2.
    Union union = union(new double[] {0, 1}, new double[] {2, 4}, 1);
    assertThat(value("energy_distance", union)).isCloseTo((5.0 - 1 - 2) / 5, within(1e-6));
  }

  @Test
  void energyDistanceOfTwoPointsIsOne() {
    Union union = union(new double[] {0, 0}, new double[] {3, 3}, 1);
    assertThat(value("energy_distance", union)).isEqualTo(1);
    assertThat(value("centre_shift", union)).isEqualTo(1);
  }

  /** Pairs: what is between is of independent points, 0 with 4 and 1 with 2. */
  @Test
  void whatBelongsTogetherIsNoPairBetweenTheGroups() {
    Union union = union(new double[] {0, 1}, new double[] {2, 4}, 1, GroupExchange.pairs(2));
    double between = (4.0 + 1) / 2;
    assertThat(value("energy_distance", union))
        .isCloseTo((2 * between - 1 - 2) / (2 * between), within(1e-6));
  }

  /** Normal clouds a shift s apart in d dimensions: s^2 / 4 of s^2 / 4 + d lies between them. */
  @Test
  void centreShiftOfNormalClouds(Random random) {
    int n = 400;
    Union union = union(gaussian(n, 3, 2, random), gaussian(n, 3, 0, random), 3);
    // The squared shift of 4 has an error of 2 * 2 * sqrt(2 / 400) = .28, the share one of .02.
    assertThat(value("centre_shift", union)).isCloseTo(1.0 / (1 + 3), within(0.1));
  }

  /** The mean is 0 without any shift, where a share with the bias of small groups is above. */
  @Test
  void distancesOfGroupsOfOneKindHaveNoBias(Random random) {
    int repeats = 200;
    for (String name : List.of("energy_distance", "centre_shift")) {
      double[] values = new double[repeats];
      for (int r = 0; r < repeats; r++) {
        values[r] = value(name, union(gaussian(8, 4, 0, random), gaussian(8, 4, 0, random), 4));
      }
      double mean = Arrays.stream(values).average().getAsDouble();
      double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      double error = Math.sqrt(squares / (repeats - 1) / repeats);
      assertThat(mean).as(name).isCloseTo(0, within(5 * error));
    }
  }

  @Test
  void neighborsOfGroupsApartAreOfTheOwn(Random random) {
    Union apart = union(gaussian(40, 2, 100, random), gaussian(40, 2, 0, random), 2);
    assertThat(value("own_group_neighbors", apart)).isEqualTo(1);

    Union mixed = union(gaussian(400, 2, 0, random), gaussian(400, 2, 0, random), 2);
    Contrast.Reading reading = named("own_group_neighbors").read(mixed, 1, Progress.none());
    assertThat(reading.chance()).isCloseTo(399.0 / 799, within(1e-12));
    // 800 points with 10 neighbours each, which share them: at most 0.5 / sqrt(800) = .018.
    assertThat(value("own_group_neighbors", mixed)).isCloseTo(0.5, within(0.09));
  }

  /** Twins are nearest neighbours, of different groups; they are not counted. */
  @Test
  void aTwinIsNoNeighbor(Random random) {
    double[] first = gaussian(200, 2, 0, random);
    double[] second = first.clone();
    for (int i = 0; i < second.length; i++) {
      second[i] += 1e-6 * random.nextGaussian();
    }
    Union pairs = union(first, second, 2, GroupExchange.pairs(200));
    assertThat(value("own_group_neighbors", pairs)).isCloseTo(0.5, within(0.15));
  }

  @Test
  void spreadAndLifespansAreThoseOfEachGroupInUnitsOfTheUnion(Random random) {
    double[] first = gaussian(60, 3, 0, random);
    double[] second = Arrays.stream(gaussian(60, 3, 0, random)).map(x -> 2 * x).toArray();
    Union union = union(first, second, 3);
    DistanceMatrix own = DistanceMatrix.of(cloud(first, 3));
    double mean =
        IntStream.range(0, own.lower().length).mapToDouble(i -> own.lower()[i]).average().orElse(0);
    int[] members = union.exchange().asGiven()[0];

    assertThat(ofGroup("spread", union, members)).isCloseTo(mean / union.unit(), within(1e-9));
    double tree = Arrays.stream(MinimumSpanningTree.of(own).lengths()).sum();
    assertThat(ofGroup("lifespan_per_point_h0", union, members))
        .isCloseTo(tree / 60 / union.unit(), within(1e-9));
    double loops =
        LifespanSum.sum(
            RipsPersistence.compute(
                    PointsOrDistances.of(own), RipsOptions.defaults().withMaxDimension(1))
                .diagrams()
                .get(1),
            1);
    assertThat(ofGroup("lifespan_per_point_h1", union, members))
        .isCloseTo(loops / 60 / union.unit(), within(1e-9));
  }

  @Test
  void meanValueIsThatOfTheCoordinates() {
    Union union = union(new double[] {1, 2, 3, 4}, new double[] {0, 0, 1, 1}, 2);
    assertThat(ofGroup("mean_value", union, new int[] {0, 1})).isEqualTo(2.5);
    assertThat(value("mean_value", union)).isEqualTo(2);
    Union without = Union.of(union.distances(), union.exchange(), new double[0]);
    assertThat(
            named("mean_value")
                .read(without, 1, Progress.none())
                .statistic()
                .of(new int[] {0, 1}, new int[] {2, 3}))
        .isEmpty();
    assertThat(named("mean_value").whyNoValue(without)).contains("projected");
    assertThat(named("mean_value").whyNoValue(union)).contains("one of the groups has no value");
  }

  private static double ofGroup(String name, Union union, int[] members) {
    return Objects.requireNonNull(named(name).read(union, 1, Progress.none()).ofGroup())
        .of(members)
        .getAsDouble();
  }

  /** A dimension of a part is that of the estimator, to the last bit. */
  @Test
  void dimensionsAreThoseOfTheEstimators(Random random) {
    double[] first = gaussian(150, 4, 0, random);
    Union union = union(first, gaussian(150, 4, 0, random), 4);
    int[] members = union.exchange().asGiven()[0];
    for (String name : List.of("ph_dimension", "twonn_dimension")) {
      DimensionEstimator estimator = DimensionEstimators.named(name);
      double whole = estimator.estimate(cloud(first, 4), 1).estimate().value();
      assertThat(ofGroup(name, union, members)).as(name).isEqualTo(whole);
    }
  }

  /** In any contrast groups of one kind rarely differ, and clouds of other shape do. */
  @Test
  void everyContrastKeepsItsLevelAndHasPower(Random random) {
    int repeats = 60;
    for (Contrast contrast : Contrasts.all()) {
      int rejections = 0;
      for (int r = 0; r < repeats; r++) {
        Union same = union(gaussian(24, 3, 0, random), gaussian(24, 3, 0, random), 3);
        rejections += pValue(contrast, same, 19, random.nextLong()) <= 0.05 + 1e-9 ? 1 : 0;
      }
      // Binomial with 1 in 20: mean 3, deviation 1.7; more than 13 once in 400,000.
      assertThat(rejections).as(contrast.name()).isLessThanOrEqualTo(13);
      // A cloud of one dimension, narrow and apart, against one of four.
      double[] line = gaussian(60, 4, 0, random);
      for (int i = 0; i < line.length; i++) {
        line[i] = i % 4 == 0 ? 0.3 * line[i] + 4 : 0;
      }
      Union different = union(line, gaussian(60, 4, 0, random), 4);
      assertThat(pValue(contrast, different, 39, 1)).as(contrast.name()).isEqualTo(1.0 / 40);
    }
  }

  @Test
  void sameBitsForTheSameSeedAndScaleDoesNotMatter(Random random) {
    double[] first = gaussian(50, 3, 0.5, random);
    double[] second = gaussian(50, 3, 0, random);
    Union union = union(first, second, 3);
    Union larger =
        union(
            Arrays.stream(first).map(x -> 1024 * x).toArray(),
            Arrays.stream(second).map(x -> 1024 * x).toArray(),
            3);
    for (String name : Contrasts.names()) {
      assertThat(value(name, union)).as(name).isEqualTo(value(name, union));
      assertThat(value(name, larger) / (name.equals("mean_value") ? 1024 : 1))
          .as(name)
          .isCloseTo(value(name, union), within(1e-9));
    }
  }

  /** An effect size is a share of the way from chance to 1. */
  @Test
  void whatIsOfBothGroupsIsOneAtMost(Random random) {
    for (int r = 0; r < 60; r++) {
      int n = 12 + random.nextInt(20);
      double shift = random.nextInt(3) * 1e3;
      double[] first = gaussian(n, 2, shift, random);
      // From clouds to single points.
      double width = Math.pow(10, -random.nextInt(8));
      double[] second = Arrays.stream(gaussian(n, 2, 0, random)).map(x -> width * x).toArray();
      GroupExchange exchange =
          random.nextBoolean() ? GroupExchange.pairs(n) : GroupExchange.free(n, n);
      Union union = union(first, second, 2, exchange);
      int[][] given = exchange.asGiven();
      for (Contrast contrast : Contrasts.all()) {
        Contrast.Reading reading = contrast.read(union, 1, Progress.none());
        if (reading.ofGroup() == null) {
          double value = reading.statistic().of(given[0], given[1]).getAsDouble();
          assertThat(value).as(contrast.name()).isLessThanOrEqualTo(1);
          assertThat(reading.beyondChance(value)).as(contrast.name()).isLessThanOrEqualTo(1);
          assertThat(reading.beyondChance(reading.chance())).isZero();
        }
      }
    }
    assertThatThrownBy(
            () -> new Contrast.Reading((first, second) -> OptionalDouble.empty(), null, 1))
        .hasMessageContaining("below 1");
  }

  /** One more among the defaults would raise the corrected p-values of all: on purpose only. */
  @Test
  void allButLoopsAreDefaults() {
    assertThat(Contrasts.all().stream().filter(contrast -> !contrast.isDefault()))
        .extracting(Contrast::name)
        .containsExactly("lifespan_per_point_h1");
    assertThat(Contrasts.all()).allMatch(contrast -> contrast.revision() >= 1);
  }

  @Test
  void differencesHaveErrors(Random random) {
    Union union = union(gaussian(80, 3, 1, random), gaussian(80, 3, 0, random), 3);
    for (Contrast contrast : Contrasts.all()) {
      GroupStatistic statistic = contrast.read(union, 1, Progress.none()).statistic();
      Estimate difference =
          GroupDifference.of(statistic, union.exchange(), RandomStream.seeded(1), Progress.none());
      assertThat(difference.isEstimable()).as(contrast.name()).isTrue();
      assertThat(difference.standardError()).as(contrast.name()).isPositive();
      OptionalDouble size = GroupDifference.effectSize(difference, union.exchange());
      assertThat(size).as(contrast.name()).isPresent();
    }
  }

  @Test
  void refusesUnequalGroupsAndEqualPoints() {
    assertThatThrownBy(() -> union(new double[] {1, 2, 3}, new double[] {1, 2}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2");
    assertThatThrownBy(() -> union(new double[] {1, 1}, new double[] {1, 1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all points are equal");
  }

  @Test
  void tooFewPointsHaveNoValueInsteadOfAWrongOne() {
    Union union = union(new double[] {0, 1, 4}, new double[] {2, 8, 9}, 1);
    int[][] given = union.exchange().asGiven();
    for (String name : List.of("own_group_neighbors", "ph_dimension", "twonn_dimension")) {
      assertThat(named(name).read(union, 1, Progress.none()).statistic().of(given[0], given[1]))
          .as(name)
          .isEmpty();
    }
  }
}

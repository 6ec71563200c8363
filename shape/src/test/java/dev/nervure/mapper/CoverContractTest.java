package dev.nervure.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.points.PointCloud;
import dev.nervure.points.RandomClouds;
import dev.nervure.progress.Progress;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Cover} promises, asked of every cover of the list, in both conventions. */
@ExtendWith(FreshSeed.class)
class CoverContractTest {
  private static final int ROUNDS = 40;

  static List<Cover> all() {
    CoverSettings settings =
        CoverSettings.defaults().withIntervals(7).withRadius(0.3).withNeighbors(9);
    List<Cover> all = new ArrayList<>(Covers.all(settings));
    all.add(new IntervalCover(5, 0.6, IntervalConvention.FIT_IN_RANGE));
    all.add(new IntervalCover(5, 0, IntervalConvention.FIT_IN_RANGE));
    all.add(new IntervalCover(3, 0, IntervalConvention.FIXED_CENTRES));
    return all;
  }

  private static LensValues lens(Random random) {
    int n = 1 + random.nextInt(100);
    int q = 1 + random.nextInt(2);
    boolean coarse = random.nextBoolean();
    double[][] columns = new double[q][n];
    for (double[] column : columns) {
      Arrays.setAll(column, i -> coarse ? random.nextInt(6) / 3.0 : random.nextGaussian());
    }
    return LensValues.of(IntStream.range(0, q).mapToObj(c -> "column " + c).toList(), columns);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyPointIsInAnElementAndElementsAscend(Cover cover) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      LensValues lens = lens(random);
      List<CoverElement> elements = cover.elements(lens, Progress.none());
      String repeat = FreshSeed.repeat(seed, getClass());
      Set<Integer> covered = new TreeSet<>();
      for (int e = 0; e < elements.size(); e++) {
        int[] members = elements.get(e).members();
        assertThat(members).as(repeat).isNotEmpty();
        assertThat(Arrays.stream(members).distinct().sorted().toArray())
            .as(repeat)
            .isEqualTo(members);
        Arrays.stream(members).forEach(covered::add);
        assertThat(e == 0 || elements.get(e).number() > elements.get(e - 1).number()).isTrue();
      }
      assertThat(covered).as(repeat).hasSize(lens.points());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfThePointsDoesNotMatter(Cover cover) {
    long seed = FreshSeed.next();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      LensValues lens = lens(random);
      int[] order = RandomClouds.permutation(random, lens.points());
      List<Set<Integer>> here = sets(cover.elements(lens, Progress.none()), null);
      List<Set<Integer>> there = sets(cover.elements(lens.select(order), Progress.none()), order);
      assertThat(there).as(FreshSeed.repeat(seed, getClass())).isEqualTo(here);
    }
  }

  private static List<Set<Integer>> sets(List<CoverElement> elements, int[] order) {
    return elements.stream()
        .map(
            element ->
                (Set<Integer>)
                    Arrays.stream(element.members())
                        .map(i -> order == null ? i : order[i])
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void pointsOfOneValueAreTogether(Cover cover) {
    double[] values = {1, 5, 1, 2, 1, 5, 3, 3, 2, 1};
    for (CoverElement element : cover.elements(LensValues.of("x", values), Progress.none())) {
      Set<Double> inside =
          Arrays.stream(element.members()).mapToObj(i -> values[i]).collect(Collectors.toSet());
      long expected = Arrays.stream(values).filter(inside::contains).count();
      assertThat(element.size()).isEqualTo((int) expected);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aLensOfOneValueGivesOneElement(Cover cover) {
    List<CoverElement> elements =
        cover.elements(LensValues.of("x", new double[] {4, 4, 4}), Progress.none());
    assertThat(elements.stream().map(CoverElement::size).distinct()).containsExactly(3);
    assertThat(elements).hasSize(1);
  }

  @Test
  void intervalsShareTheFractionOfTheirLength() {
    for (IntervalConvention convention : IntervalConvention.values()) {
      Intervals intervals = new IntervalCover(40, 0.25, convention).intervals(0, 1);
      double length = intervals.upper()[3] - intervals.lower()[3];
      double shared = intervals.upper()[3] - intervals.lower()[4];
      assertThat(shared / length).isCloseTo(0.25, within(1e-12));
    }
    Intervals fixed = new IntervalCover(40, 0.25, IntervalConvention.FIXED_CENTRES).intervals(0, 1);
    assertThat(fixed.lower()[0]).isCloseTo(-.0041667, within(1e-7));
    assertThat(fixed.upper()[39]).isCloseTo(1.0041667, within(1e-7));
    Intervals fit = new IntervalCover(40, 0.25, IntervalConvention.FIT_IN_RANGE).intervals(0, 1);
    assertThat(fit.upper()[0]).isCloseTo(.0330579, within(1e-7));
    assertThat(fit.lower()[1]).isCloseTo(.0247934, within(1e-7));
    assertThat(fit.upper()[39]).isCloseTo(1, within(1e-12));
  }

  @Test
  void balancedIntervalsHoldAsManyPointsEach() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> Math.pow(i, 3)).toArray();
    List<CoverElement> elements =
        new BalancedCover(8, 0.3).elements(LensValues.of("x", values), Progress.none());
    assertThat(elements).hasSize(8);
    int least = elements.stream().mapToInt(CoverElement::size).min().orElseThrow();
    int most = elements.stream().mapToInt(CoverElement::size).max().orElseThrow();
    // Ends are rounded to whole ranks.
    assertThat(most - least).isLessThanOrEqualTo(2);
  }

  /** Half of the values are 0, as after a ReLU. */
  @Test
  void balancedIntervalsOfRepeatedValuesMakeNoLoops(Random random) {
    double[] values = new double[1000];
    Arrays.setAll(values, i -> Math.max(0, random.nextGaussian()));
    double[][] points = new double[values.length][];
    Arrays.setAll(points, i -> new double[] {values[i]});
    LensValues lens = LensValues.of("x", values);
    Cover cover = new BalancedCover(20, 0.25);
    MapperGraph graph = Mapper.of(PointCloud.of(points), lens, cover, new OneCluster()).graph();
    assertThat(graph.nodes()).hasSizeBetween(5, 15);
    assertThat(graph.components()).isEqualTo(1);
    assertThat(graph.loops()).isZero();
  }

  @Test
  void noBalancedIntervalIsInAnother(Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      double[] values = new double[1 + random.nextInt(60)];
      Arrays.setAll(values, i -> random.nextInt(1 + values.length / 3));
      Cover cover = new BalancedCover(1 + random.nextInt(12), 0.9 * random.nextDouble());
      List<Set<Integer>> sets =
          sets(cover.elements(LensValues.of("x", values), Progress.none()), null);
      for (Set<Integer> one : sets) {
        assertThat(sets.stream().filter(other -> other.containsAll(one)).count()).isEqualTo(1);
      }
    }
  }

  /** By sorting all distances, with ties and places of several points. */
  @Test
  void neighborhoodsAreTheNearestOfACentre(Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      double[] values = new double[1 + random.nextInt(80)];
      boolean coarse = random.nextBoolean();
      Arrays.setAll(values, i -> coarse ? random.nextInt(9) : random.nextGaussian());
      int k = 1 + random.nextInt(12);
      Set<Set<Integer>> neighborhoods = new HashSet<>();
      for (double centre : values) {
        double[] distances =
            Arrays.stream(values).map(x -> Math.abs(x - centre)).sorted().toArray();
        double reach = distances[Math.min(k, distances.length) - 1];
        neighborhoods.add(
            IntStream.range(0, values.length)
                .filter(i -> Math.abs(values[i] - centre) <= reach)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new)));
      }
      List<CoverElement> elements =
          new NeighborCover(k).elements(LensValues.of("x", values), Progress.none());
      assertThat(neighborhoods).containsAll(sets(elements, null));
    }
  }

  @Test
  void aCoverThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Covers.named("hexagons", CoverSettings.defaults()))
        .hasMessageContaining("hexagons")
        .hasMessageContaining("balls");
    assertThatThrownBy(() -> Covers.named("balls", CoverSettings.defaults()))
        .hasMessageContaining("radius");
    assertThatThrownBy(() -> Covers.named("intervals", CoverSettings.defaults().withOverlap(1)))
        .hasMessageContaining("[0, 1) but was 1.0");
  }
}

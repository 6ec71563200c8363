package dev.nervure.study.attack;

import dev.nervure.contrast.Contrast;
import dev.nervure.contrast.Contrasts;
import dev.nervure.contrast.Union;
import dev.nervure.dimension.LocalDimension;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.PointRows;
import dev.nervure.progress.Cost;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.GroupExchange;
import dev.nervure.stats.GroupStatistic;
import dev.nervure.stats.PermutationTest;
import dev.nervure.stats.RandomStream;
import dev.nervure.stats.RankedPairs;
import dev.nervure.study.contrast.UnionRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The points of a layer before and after a change of the inputs, pair by pair: whether the clouds
 * differ, and whether single points give themselves away.
 *
 * <p>Differences are tested by exchanges within pairs: a cloud never holds an input and its changed
 * form, whose nearness alone would make any cloud that does look different. Sums and dimensions are
 * those of {@link Contrasts}. All is read off the distances between the points as they are, of one
 * layer: no scaling is needed, and none is done.
 *
 * <p>Detectors are given half of the clean points, drawn at random, and tell changed points from
 * clean ones among the other half. Cost: the distances of twice the points, and two spanning trees
 * and two searches for neighbours for each exchange.
 */
final class GroupComparison {
  /** The measures of {@link #detectors}, in the order of the scores. */
  static final List<String> DETECTORS =
      List.of("detector_lid_auroc", "detector_distance_auroc", "detector_label_auroc");

  /** Fewest pairs of which a dimension or a tree says something. */
  static final int FEWEST_PAIRS = 20;

  private static final Contrast LIFESPANS = Contrasts.named("lifespan_per_point_h0");
  private static final Contrast DIMENSION = Contrasts.named("twonn_dimension");

  /** None of these contrasts draws anything. */
  private static final long NO_SEED = 0;

  private final Union union;
  private final int pairs;

  private GroupComparison(Union union) {
    this.union = union;
    this.pairs = union.exchange().first();
  }

  /** Of the contrasts it is made of, by name. */
  static List<String> revisions() {
    return Stream.of(LIFESPANS, DIMENSION)
        .map(contrast -> contrast.name() + "/" + contrast.revision())
        .toList();
  }

  /**
   * Of two clouds.
   *
   * @param clean points of the clean inputs
   * @param changed points of the changed ones, in the same order
   * @return empty where all points are equal
   */
  static Optional<GroupComparison> of(PointRows clean, PointRows changed, Progress progress) {
    CloudDistances distances = CloudDistances.of(new UnionRows(clean, changed), 1, progress);
    if (distances.distinct().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new GroupComparison(
            Union.of(distances.matrix(), GroupExchange.pairs(clean.size()), new double[0])));
  }

  static Cost cost(int pairs, int coordinates, int exchanges) {
    Cost both = CloudDistances.cost(2 * pairs, coordinates);
    GroupExchange exchange = GroupExchange.pairs(pairs);
    Cost lifespans = LIFESPANS.cost(exchange);
    Cost dimension = DIMENSION.cost(exchange);
    return Cost.of(
        both.seconds() + (exchanges + 1.0) * (lifespans.seconds() + dimension.seconds()),
        both.memoryBytes() + Math.max(lifespans.memoryBytes(), dimension.memoryBytes()));
  }

  /**
   * The logarithm of the H0 lifespan sum of the changed points over that of the clean ones; of a
   * ratio itself a half and a double would not be equally far from 1.
   *
   * @param random decides the exchanges; the same for all layers that are corrected together
   */
  Optional<PermutationTest> lifespans(int exchanges, RandomStream random, Progress progress) {
    GroupStatistic.OfGroup sum = ofGroup(LIFESPANS, progress);
    return test(
        (clean, changed) -> {
          double before = sum.of(clean).orElse(0);
          double after = sum.of(changed).orElse(0);
          return before > 0 && after > 0
              ? OptionalDouble.of(StrictMath.log(after / before))
              : OptionalDouble.empty();
        },
        exchanges,
        random,
        progress);
  }

  /**
   * The difference of the TwoNN dimensions, changed minus clean.
   *
   * @param random as of {@link #lifespans}
   */
  Optional<PermutationTest> dimensions(int exchanges, RandomStream random, Progress progress) {
    GroupStatistic difference = GroupStatistic.difference(ofGroup(DIMENSION, progress));
    return test((clean, changed) -> difference.of(changed, clean), exchanges, random, progress);
  }

  private GroupStatistic.OfGroup ofGroup(Contrast contrast, Progress progress) {
    return Objects.requireNonNull(contrast.read(union, NO_SEED, progress).ofGroup());
  }

  private Optional<PermutationTest> test(
      GroupStatistic statistic, int exchanges, RandomStream random, Progress progress) {
    return PermutationTest.of(
        statistic, PermutationTest.Tail.BOTH, union.exchange(), exchanges, random, 1, progress);
  }

  /**
   * How well scores tell changed points from clean ones, by the name of the measure.
   *
   * @param neighbors k
   * @param labels of the pairs
   * @param cleanAnswers of the network, -1 for none
   * @param changedAnswers likewise
   */
  Map<String, Estimate> detectors(
      int neighbors, int[] labels, int[] cleanAnswers, int[] changedAnswers, RandomStream random) {
    int[] order = random.permutation(pairs);
    int[] known = Arrays.copyOf(order, pairs / 2);
    int[] asked = Arrays.copyOfRange(order, pairs / 2, pairs);
    Arrays.sort(known);
    Arrays.sort(asked);
    int k = Math.min(neighbors, known.length - 1);
    double[][] clean = new double[DETECTORS.size()][asked.length];
    double[][] changed = new double[DETECTORS.size()][asked.length];
    for (int i = 0; i < asked.length; i++) {
      int pair = asked[i];
      put(clean, i, scores(pair, known, k, labels, cleanAnswers[pair]));
      put(changed, i, scores(pairs + pair, known, k, labels, changedAnswers[pair]));
    }
    Map<String, Estimate> areas = new LinkedHashMap<>();
    for (int score = 0; score < DETECTORS.size(); score++) {
      boolean missing =
          DoubleStream.concat(Arrays.stream(clean[score]), Arrays.stream(changed[score]))
              .anyMatch(Double::isNaN);
      areas.put(
          DETECTORS.get(score),
          missing
              ? Estimate.notEstimable(
                  "some points have no local dimension: of their %d nearest known points fewer than 2 are apart from them, or all are equally far"
                      .formatted(k))
              : RankedPairs.area(clean[score], changed[score]));
    }
    return areas;
  }

  private static void put(double[][] all, int at, double[] scores) {
    for (int score = 0; score < scores.length; score++) {
      all[score][at] = scores[score];
    }
  }

  /**
   * Of a point among known ones: its local dimension (NaN where it has none), the mean distance of
   * the k nearest, and the share of these whose label is not the network's answer.
   */
  private double[] scores(int point, int[] known, int k, int[] labels, int answer) {
    long[] nearest = new long[known.length];
    for (int i = 0; i < known.length; i++) {
      // Non-negative floats are in the order of their bits; ties go by index.
      long bits = Float.floatToIntBits(union.distances().distance(point, known[i]));
      nearest[i] = bits << 32 | i;
    }
    Arrays.sort(nearest);
    double[] distances = new double[k];
    double sum = 0;
    int others = 0;
    for (int i = 0; i < k; i++) {
      distances[i] = Float.intBitsToFloat((int) (nearest[i] >>> 32));
      sum += distances[i];
      others += labels[known[(int) nearest[i]]] == answer ? 0 : 1;
    }
    double dimension =
        LocalDimension.of(distances, k, LocalDimension.Divisor.LIKELIHOOD).orElse(Double.NaN);
    return new double[] {dimension, sum / k, (double) others / k};
  }
}

package dev.nervure.study.attack;

import dev.nervure.homology.MinimumSpanningTree;
import dev.nervure.points.CloudDistances;
import dev.nervure.points.DistanceMatrix;
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
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The points of a layer before and after a change of the inputs, pair by pair: whether the clouds
 * differ, and whether single points give themselves away.
 *
 * <p>Differences are tested by exchanges within pairs: a cloud never holds an input and its changed
 * form, whose nearness alone would make any cloud that does look different. All is read off the
 * distances between the points as they are, of one layer: no scaling is needed, and none is done.
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

  private static final double SECONDS_A_PAIR_OF_POINTS = 5e-9;

  private final DistanceMatrix distances;
  private final int pairs;

  /**
   * Of two clouds.
   *
   * @param clean points of the clean inputs
   * @param changed points of the changed ones, in the same order
   */
  GroupComparison(PointRows clean, PointRows changed, Progress progress) {
    this.pairs = clean.size();
    this.distances = CloudDistances.of(new UnionRows(clean, changed), 1, progress).matrix();
  }

  static Cost cost(int pairs, int coordinates, int exchanges) {
    Cost both = CloudDistances.cost(2 * pairs, coordinates);
    double ofExchanges = (exchanges + 1.0) * 4 * pairs * pairs * SECONDS_A_PAIR_OF_POINTS;
    return Cost.of(both.seconds() + ofExchanges, both.memoryBytes() + 8L * pairs * pairs);
  }

  /**
   * The logarithm of the H0 lifespan sum of the changed points over that of the clean ones; of a
   * ratio itself a half and a double would not be equally far from 1.
   */
  Optional<PermutationTest> lifespans(int exchanges, RandomStream random, Progress progress) {
    return test(
        (first, second) -> {
          double ratio = StrictMath.log(lifespan(second) / lifespan(first));
          return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
        },
        exchanges,
        random,
        progress);
  }

  /** The difference of the TwoNN dimensions, changed minus clean. */
  Optional<PermutationTest> dimensions(int exchanges, RandomStream random, Progress progress) {
    return test(
        (first, second) -> {
          double difference = dimension(second) - dimension(first);
          return Double.isFinite(difference)
              ? OptionalDouble.of(difference)
              : OptionalDouble.empty();
        },
        exchanges,
        random,
        progress);
  }

  private Optional<PermutationTest> test(
      GroupStatistic statistic, int exchanges, RandomStream random, Progress progress) {
    return PermutationTest.of(
        statistic,
        PermutationTest.Tail.BOTH,
        GroupExchange.pairs(pairs),
        exchanges,
        random,
        1,
        progress);
  }

  private double distance(int i, int j) {
    return distances.distance(i, j);
  }

  private double lifespan(int[] members) {
    return Arrays.stream(MinimumSpanningTree.of(distances.select(members)).lengths()).sum();
  }

  /**
   * TwoNN by maximum likelihood: (n - 1) / sum of log(second / first distance); no number where
   * points repeat others.
   */
  private double dimension(int[] members) {
    double sum = 0;
    for (int i : members) {
      double first = Double.POSITIVE_INFINITY;
      double second = Double.POSITIVE_INFINITY;
      for (int j : members) {
        if (j != i) {
          double distance = distance(i, j);
          if (distance < first) {
            second = first;
            first = distance;
          } else if (distance < second) {
            second = distance;
          }
        }
      }
      if (first == 0) {
        return Double.NaN;
      }
      sum += StrictMath.log(second / first);
    }
    return (members.length - 1) / sum;
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
      boolean finite =
          Arrays.stream(clean[score]).allMatch(Double::isFinite)
              && Arrays.stream(changed[score]).allMatch(Double::isFinite);
      areas.put(
          DETECTORS.get(score),
          finite
              ? RankedPairs.area(clean[score], changed[score])
              : Estimate.notEstimable(
                  "the %d nearest points of some are all at one distance".formatted(k)));
    }
    return areas;
  }

  private static void put(double[][] all, int at, double[] scores) {
    for (int score = 0; score < scores.length; score++) {
      all[score][at] = scores[score];
    }
  }

  /**
   * Of a point among known ones: its local dimension, the mean distance of the k nearest, and the
   * share of these whose label is not the network's answer.
   */
  private double[] scores(int point, int[] known, int k, int[] labels, int answer) {
    long[] nearest = new long[known.length];
    for (int i = 0; i < known.length; i++) {
      // Non-negative floats are in the order of their bits; ties go by index.
      long bits = Float.floatToIntBits(distances.distance(point, known[i]));
      nearest[i] = bits << 32 | i;
    }
    Arrays.sort(nearest);
    double farthest = Float.intBitsToFloat((int) (nearest[k - 1] >>> 32));
    double logs = 0;
    double sum = 0;
    int others = 0;
    for (int i = 0; i < k; i++) {
      double distance = Float.intBitsToFloat((int) (nearest[i] >>> 32));
      sum += distance;
      logs += distance > 0 ? StrictMath.log(farthest / distance) : 0;
      others += labels[known[(int) nearest[i]]] == answer ? 0 : 1;
    }
    return new double[] {(k - 1) / logs, sum / k, (double) others / k};
  }
}

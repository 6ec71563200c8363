package dev.nervure.study.compare;

import dev.nervure.progress.Progress;
import dev.nervure.run.Subject;
import dev.nervure.similarity.FunctionalAgreement;
import dev.nervure.stats.Correlation;
import dev.nervure.stats.FamilyWise;
import dev.nervure.stats.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether networks that a measure finds far from the best network, in one layer, are those that
 * answer otherwise than it ({@link FunctionalAgreement}; Ding, Denain and Steinhardt, NeurIPS 2021,
 * arXiv 2108.01661, section 3, with the accuracy on the compared samples as what networks do).
 *
 * @param measure name of the measure
 * @param layer name of the layer
 * @param agreement over the networks beside the best that have a value; null where there is none
 * @param pCorrected its one-sided p-value, corrected over all measures and layers (Holm), or null
 * @param notEstimable why there is none, or null
 */
public record AccuracyAgreement(
    String measure,
    String layer,
    @Nullable FunctionalAgreement agreement,
    @Nullable Double pCorrected,
    @Nullable String notEstimable) {
  /**
   * Networks from which on there is one: of four others and the best, one order of 24 is the one
   * that fits, p = 0.04; of three no p-value is below 1 / 6.
   */
  public static final int FEWEST_NETWORKS = 5;

  /** Random orders and bootstrap draws: p-values from 0.001 on. */
  private static final int DRAWS = 999;

  /**
   * Why nothing of this kind can be said of networks; null where it can.
   *
   * @param networks that are compared
   * @param accuracies of those that have one
   */
  static @Nullable String obstacle(int networks, List<NetworkAccuracies> accuracies) {
    int known = accuracies.isEmpty() ? 0 : accuracies.get(0).accuracies().size();
    if (known < FEWEST_NETWORKS) {
      return known < networks
          ? "it takes %d networks with labels and answers, and %d of %d have them"
              .formatted(FEWEST_NETWORKS, known, networks)
          : "it takes %d networks and there are %d: of fewer, no order of their accuracies is rarer than chance"
              .formatted(FEWEST_NETWORKS, networks);
    }
    NetworkAccuracies all = accuracies.get(0);
    return all.others().stream().mapToDouble(all::gap).distinct().count() < 2
        ? "all networks beside the best are as accurate as each other"
        : null;
  }

  /**
   * Those of every measure and layer but the input.
   *
   * @param matrices of a run
   * @param accuracies of networks without an {@link #obstacle}
   * @param seed of random orders and draws
   */
  static List<AccuracyAgreement> of(
      List<SimilarityMatrix> matrices, NetworkAccuracies accuracies, long seed) {
    Map<String, List<SimilarityMatrix>> byMeasure = new LinkedHashMap<>();
    for (SimilarityMatrix one : matrices) {
      boolean known =
          accuracies.accuracies().containsKey(one.first())
              && accuracies.accuracies().containsKey(one.second());
      boolean ofBest =
          one.first().equals(accuracies.best()) || one.second().equals(accuracies.best());
      if (!one.isWithin() && known && ofBest) {
        byMeasure.computeIfAbsent(one.measure(), measure -> new ArrayList<>()).add(one);
      }
    }
    RandomStream random = RandomStream.seeded(seed).derive("accuracy agreement");
    List<AccuracyAgreement> found = new ArrayList<>();
    for (List<SimilarityMatrix> pairs : byMeasure.values()) {
      for (SimilarityMatrix.Layer layer : ofBest(pairs.get(0), accuracies.best())) {
        if (!layer.isInput()) {
          found.add(of(pairs, layer.name(), accuracies, random));
        }
      }
    }
    return corrected(found);
  }

  private static List<SimilarityMatrix.Layer> ofBest(SimilarityMatrix pair, Subject best) {
    return pair.first().equals(best) ? pair.rows() : pair.columns();
  }

  private static AccuracyAgreement of(
      List<SimilarityMatrix> pairs,
      String layer,
      NetworkAccuracies accuracies,
      RandomStream random) {
    String measure = pairs.get(0).measure();
    long bestFirst = pairs.stream().filter(one -> one.first().equals(accuracies.best())).count();
    if (!LayerSimilarities.isSymmetric(measure) && bestFirst > 0 && bestFirst < pairs.size()) {
      return none(
          measure,
          layer,
          "the measure is directed and the best network stands first in some pairs, second in others; give it as the first network");
    }
    List<Double> unlike = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    for (SimilarityMatrix pair : pairs) {
      Double value = pair.ofLayer(layer);
      if (value != null) {
        unlike.add(pair.distance(value));
        gaps.add(
            accuracies.gap(pair.first().equals(accuracies.best()) ? pair.second() : pair.first()));
      }
    }
    if (unlike.size() < FEWEST_NETWORKS - 1) {
      return none(
          measure,
          layer,
          "%d of %d networks have a value beside the best, %d are needed"
              .formatted(unlike.size(), pairs.size(), FEWEST_NETWORKS - 1));
    }
    double[] x = unlike.stream().mapToDouble(Double::doubleValue).toArray();
    double[] y = gaps.stream().mapToDouble(Double::doubleValue).toArray();
    String obstacle = Correlation.obstacle(x, y);
    return obstacle != null
        ? none(measure, layer, obstacle)
        : new AccuracyAgreement(
            measure,
            layer,
            FunctionalAgreement.of(x, y, DRAWS, random, Progress.none()),
            null,
            null);
  }

  private static AccuracyAgreement none(String measure, String layer, String why) {
    return new AccuracyAgreement(measure, layer, null, null, why);
  }

  private static List<AccuracyAgreement> corrected(List<AccuracyAgreement> found) {
    double[] tested =
        found.stream()
            .map(AccuracyAgreement::agreement)
            .filter(one -> one != null)
            .mapToDouble(FunctionalAgreement::pValue)
            .toArray();
    double[] corrected = FamilyWise.holm(tested);
    List<AccuracyAgreement> all = new ArrayList<>();
    int at = 0;
    for (AccuracyAgreement one : found) {
      all.add(
          one.agreement == null
              ? one
              : new AccuracyAgreement(
                  one.measure, one.layer, one.agreement, corrected[at++], null));
    }
    return all;
  }
}

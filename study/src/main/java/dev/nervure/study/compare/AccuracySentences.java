package dev.nervure.study.compare;

import dev.nervure.run.NumberText;
import dev.nervure.similarity.FunctionalAgreement;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whether measures tell which networks answer otherwise, in whole sentences. */
final class AccuracySentences {
  private static final double LEVEL = 0.05;

  private AccuracySentences() {}

  /** Empty with fewer than three networks, and where none has an accuracy. */
  static List<String> of(Comparison comparison) {
    if (comparison.networks().size() <= 2 || comparison.accuracies().isEmpty()) {
      return List.of();
    }
    String obstacle = comparison.accuracyObstacle();
    if (obstacle != null) {
      return List.of(
          "Whether a measure tells which networks answer otherwise is not estimable: %s."
              .formatted(obstacle));
    }
    NetworkAccuracies accuracies = comparison.accuracies().get(0);
    List<String> sentences = new ArrayList<>();
    sentences.add(range(accuracies));
    Map<String, List<AccuracyAgreement>> byMeasure = new LinkedHashMap<>();
    for (AccuracyAgreement one : comparison.accuracyAgreements()) {
      byMeasure.computeIfAbsent(one.measure(), measure -> new ArrayList<>()).add(one);
    }
    byMeasure.forEach((measure, layers) -> sentences.add(ofMeasure(measure, layers, accuracies)));
    return sentences;
  }

  private static String range(NetworkAccuracies accuracies) {
    DoubleSummaryStatistics all =
        accuracies.accuracies().values().stream().mapToDouble(one -> one).summaryStatistics();
    String sentence =
        "The best network is %s with an accuracy of %s on these samples, the worst has %s; %d of %d others are worse than the best by more than two standard errors of the difference."
            .formatted(
                Comparison.name(accuracies.best()),
                NumberText.of(all.getMax()),
                NumberText.of(all.getMin()),
                accuracies.worse(),
                accuracies.others().size());
    return accuracies.worse() == 0
        ? sentence + " What agrees with such gaps may agree with the choice of samples only."
        : sentence;
  }

  private static String ofMeasure(
      String measure, List<AccuracyAgreement> layers, NetworkAccuracies accuracies) {
    String title = LayerSimilarities.title(measure);
    List<AccuracyAgreement> known =
        layers.stream().filter(one -> one.agreement() != null && hasCoefficient(one)).toList();
    if (known.isEmpty()) {
      String why = layers.get(0).notEstimable();
      return "%s: whether it tells which networks answer otherwise is not estimable%s."
          .formatted(title, why == null ? "" : ": " + why);
    }
    AccuracyAgreement most =
        known.stream().max(Comparator.comparingDouble(AccuracySentences::spearman)).orElseThrow();
    FunctionalAgreement ofMost = Objects.requireNonNull(most.agreement());
    long agreeing =
        known.stream().filter(one -> one.pCorrected() != null && one.pCorrected() <= LEVEL).count();
    return "%s: rank correlation of the distance from %s and of the gap in accuracy %s in the median layer, at most %s in %s (%d networks, one-sided p %s); p corrected over all measures and layers is up to 0.05 in %d of %d layers."
        .formatted(
            title,
            Comparison.name(accuracies.best()),
            NumberText.of(
                Quantiles.median(
                    known.stream().mapToDouble(AccuracySentences::spearman).toArray())),
            NumberText.of(spearman(most)),
            most.layer(),
            ofMost.representations(),
            NumberText.of(ofMost.pValue()),
            agreeing,
            known.size());
  }

  private static boolean hasCoefficient(AccuracyAgreement one) {
    return Objects.requireNonNull(one.agreement()).spearman().coefficient().isEstimable();
  }

  private static double spearman(AccuracyAgreement one) {
    return Objects.requireNonNull(one.agreement()).spearman().coefficient().value();
  }
}

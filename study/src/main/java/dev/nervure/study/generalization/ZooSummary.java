package dev.nervure.study.generalization;

import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.run.TargetPrediction;
import dev.nervure.study.generalization.TargetPredictor.From;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a study of a zoo has come to, in numbers and in sentences. */
final class ZooSummary {
  /** A gain of fewer standard errors than this may be chance. */
  private static final double CLEAR = 2;

  private final GeneralizationOptions options;
  private final List<DescriptorRelation> relations;
  private final List<PredictorResult> predictors;
  private final List<TargetPrediction> predictions;

  ZooSummary(Results results, GeneralizationOptions options) {
    this.options = options;
    this.relations = results.rows(Tables.DESCRIPTORS);
    this.predictors = results.rows(Tables.PREDICTORS);
    this.predictions = results.rows(Tables.PREDICTIONS);
  }

  /** What stands for the whole run. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("networks", predictions.size());
    values.put("descriptors", relations.size());
    of(From.SELECTED).ifPresent(result -> values.put("leaveOneOutError", result.error()));
    of(From.MEAN).ifPresent(result -> values.put("errorOfTheMean", result.error()));
    of(From.SELECTED)
        .map(PredictorResult::topOneRegret)
        .ifPresent(regret -> values.put("topOneRegret", regret));
    return values;
  }

  private Optional<PredictorResult> of(From from) {
    return predictors.stream().filter(one -> one.predictor().equals(from.text())).findFirst();
  }

  /** What the user should know, in whole sentences. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    missing().ifPresent(sentences::add);
    best().ifPresent(sentences::add);
    if (predictors.isEmpty()) {
      sentences.add(
          predictions.size() < TargetPredictor.FEWEST
              ? "no prediction: it needs at least %d networks but there %s %d"
                  .formatted(
                      TargetPredictor.FEWEST,
                      predictions.size() == 1 ? "is" : "are",
                      predictions.size())
              : "no prediction: %s is the same for all networks".formatted(options.target()));
      return sentences;
    }
    predicted().ifPresent(sentences::add);
    topology().ifPresent(sentences::add);
    ranking().ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> missing() {
    List<String> missing =
        relations.stream()
            .filter(one -> one.notEstimable() != null)
            .map(one -> one.descriptor() + " (" + one.notEstimable() + ")")
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("no correlation of " + String.join(", ", missing));
  }

  /** The descriptor with the largest coefficient, with how many were tried. */
  private Optional<String> best() {
    return relations.stream()
        .filter(one -> one.pearson() != null && one.chance() != null)
        .max(Comparator.comparingDouble(one -> Math.abs(orZero(one.pearson()))))
        .map(
            one ->
                format(
                    "of %d descriptors%s, %s correlates best with %s: Pearson %.2f%s; the best of so many is as large by chance with probability %.3f%s",
                    complete(),
                    complete() == relations.size()
                        ? " that were tried"
                        : " that every network has (%d were tried)".formatted(relations.size()),
                    one.descriptor(),
                    options.target(),
                    one.pearson(),
                    interval(one.pearsonLow(), one.pearsonHigh()),
                    one.chance(),
                    one.partial() == null
                        ? ""
                        : format(
                            ". With the training accuracy held fixed it is %.2f", one.partial())));
  }

  private long complete() {
    return relations.stream().filter(one -> one.chance() != null).count();
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static String interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null ? "" : format(" (95 %% interval %.2f to %.2f)", low, high);
  }

  private Optional<String> predicted() {
    Optional<PredictorResult> selected = of(From.SELECTED);
    Optional<PredictorResult> mean = of(From.MEAN);
    if (selected.isEmpty() || mean.isEmpty()) {
      return Optional.empty();
    }
    double error = selected.get().error();
    double ofMean = mean.get().error();
    return Optional.of(
        format(
            "a network's %s is predicted from the other %d with an error of %.4g; always answering their mean is off by %.4g%s",
            options.target(),
            selected.get().n() - 1,
            error,
            ofMean,
            error < ofMean ? "" : ": the descriptors do not help"));
  }

  /** Whether topology adds anything to the baselines. */
  private Optional<String> topology() {
    Optional<PredictorResult> baseline = of(From.BASELINE);
    Optional<PredictorResult> alone = of(From.BASELINE_ALONE);
    Optional<PredictorResult> topology = of(From.TOPOLOGY);
    Optional<PredictorResult> all = of(From.ALL);
    if (baseline.isEmpty() || alone.isEmpty() || topology.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        format(
            "from topology alone the error is %.4g, from baselines alone %.4g; where a part of the target may be known, from baselines %.4g, from both %.4g: %s",
            topology.get().error(),
            alone.get().error(),
            baseline.get().error(),
            all.get().error(),
            verdict(topology.get(), all.get())));
  }

  private static String verdict(PredictorResult topology, PredictorResult all) {
    if (isClear(all) && orZero(all.gain()) > 0) {
      return "topology adds something to the baselines here";
    }
    if (isClear(topology) && orZero(topology.gain()) > 0) {
      return "topology alone predicts better than the baselines here";
    }
    return isClear(topology) && orZero(topology.gain()) < 0
        ? "topology is worse than the baselines here, and adds nothing to them that is more than chance"
        : "topology is no better than the baselines here, nor does it add to them, by more than chance";
  }

  private static boolean isClear(PredictorResult result) {
    return result.gain() != null
        && result.gainError() != null
        && Math.abs(result.gain()) > CLEAR * result.gainError();
  }

  private Optional<String> ranking() {
    Optional<TargetPrediction> first =
        predictions.stream().filter(one -> one.rank() != null && one.rank() == 1).findFirst();
    Optional<PredictorResult> selected = of(From.SELECTED);
    if (first.isEmpty() || selected.isEmpty() || selected.get().topOneRegret() == null) {
      return Optional.empty();
    }
    double best =
        predictions.stream()
            .mapToDouble(TargetPrediction::value)
            .reduce(options.lowerIsBetter() ? Math::min : Math::max)
            .orElse(0);
    double regretOfChance =
        predictions.stream().mapToDouble(one -> Math.abs(one.value() - best)).sum()
            / predictions.size();
    return Optional.of(
        format(
            "predicted to have the %s %s: %s (best with probability %.2f); it is worse than the best by %.4g, a network drawn at random by %.4g on average",
            options.lowerIsBetter() ? "lowest" : "highest",
            options.target(),
            first.get().model(),
            first.get().chanceBest(),
            selected.get().topOneRegret(),
            regretOfChance));
  }

  private static String format(String text, @Nullable Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}

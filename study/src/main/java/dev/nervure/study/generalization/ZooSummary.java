package dev.nervure.study.generalization;

import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.DescriptorValue;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.Results;
import dev.nervure.run.Tables;
import dev.nervure.run.TargetPrediction;
import dev.nervure.stats.Correlation;
import dev.nervure.stats.StudentT;
import dev.nervure.study.generalization.TargetPredictor.From;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a study of a zoo has come to, in numbers and in sentences. */
final class ZooSummary {
  /** Fewer networks have no correlation. */
  private static final int FEWEST = 3;

  /** Of the interval of a gain: one that holds 0 may be chance. */
  private static final double CONFIDENCE = 0.95;

  /** A coefficient from which on it matters what carries it. */
  private static final double LARGE = 0.5;

  /** Pearson and Spearman further apart than this do not tell of the same networks. */
  private static final double APART = 0.4;

  private final GeneralizationOptions options;
  private final List<DescriptorRelation> relations;
  private final List<DescriptorValue> descriptorValues;
  private final List<PredictorResult> predictors;
  private final List<TargetPrediction> predictions;

  ZooSummary(Results results, GeneralizationOptions options) {
    this.options = options;
    this.relations = results.rows(Tables.DESCRIPTORS);
    this.descriptorValues = results.rows(Tables.DESCRIPTOR_VALUES);
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
    carriedByFew().ifPresent(sentences::add);
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
    if (predictions.size() < FEWEST) {
      return Optional.of(
          "no correlations: they need at least %d networks but there %s %d"
              .formatted(FEWEST, predictions.size() == 1 ? "is" : "are", predictions.size()));
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (DescriptorRelation one : relations) {
      String reason = one.notEstimable();
      if (reason != null) {
        byReason.computeIfAbsent(reason, same -> new ArrayList<>()).add(one.descriptor());
      }
    }
    List<String> missing = new ArrayList<>();
    byReason.forEach(
        (reason, of) ->
            missing.add(
                "%s (%s)"
                    .formatted(
                        of.size() == relations.size()
                            ? "any of the %d descriptors".formatted(of.size())
                            : String.join(", ", of),
                        reason)));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("no correlation of " + String.join("; ", missing));
  }

  /** Where Pearson and Spearman are so far apart that few networks make the coefficient. */
  private Optional<String> carriedByFew() {
    List<String> carried = new ArrayList<>();
    for (DescriptorRelation one : relations) {
      Double pearson = one.pearson();
      Double spearman = one.spearman();
      if (pearson != null
          && spearman != null
          && Math.max(Math.abs(pearson), Math.abs(spearman)) >= LARGE
          && Math.abs(pearson - spearman) >= APART) {
        carried.add(
            format(
                "%s (Pearson %.2f, Spearman %.2f%s)",
                one.descriptor(), pearson, spearman, withoutOne(one, pearson)));
      }
    }
    return carried.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "one network or a few make the correlation of %s: see them in the scatter plot of the report"
                .formatted(String.join(", ", carried)));
  }

  /** The network without which Pearson's coefficient is smallest, and what it is then. */
  private String withoutOne(DescriptorRelation relation, double pearson) {
    Map<String, Double> targets = new LinkedHashMap<>();
    predictions.forEach(one -> targets.put(one.model(), one.value()));
    List<DescriptorValue> rows =
        descriptorValues.stream()
            .filter(one -> one.descriptor().equals(relation.descriptor()))
            .filter(one -> targets.containsKey(one.model()))
            .toList();
    String without = "";
    double least = Math.abs(pearson);
    for (DescriptorValue left : rows) {
      List<DescriptorValue> others = rows.stream().filter(one -> one != left).toList();
      double[] x = others.stream().mapToDouble(DescriptorValue::value).toArray();
      double[] y =
          others.stream()
              .mapToDouble(one -> Objects.requireNonNull(targets.get(one.model())))
              .toArray();
      if (Correlation.obstacle(x, y) == null) {
        double rest = Correlation.PEARSON.of(x, y);
        if (Math.abs(rest) < least) {
          least = Math.abs(rest);
          without = format("; without %s Pearson %.2f", left.model(), rest);
        }
      }
    }
    return without;
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
      return "topology adds to the baselines here" + interval(all);
    }
    if (isClear(topology) && orZero(topology.gain()) > 0) {
      return "topology alone predicts better than the baselines here" + interval(topology);
    }
    return isClear(topology) && orZero(topology.gain()) < 0
        ? "topology is worse than the baselines here%s, and adds nothing to them that is more than chance%s"
            .formatted(interval(topology), interval(all))
        : "topology is no better than the baselines here%s, nor does it add to them%s, by more than chance"
            .formatted(interval(topology), interval(all));
  }

  private static boolean isClear(PredictorResult result) {
    return Math.abs(orZero(result.gain())) > halfWidth(result);
  }

  /** Of the 95 % interval of the gain, by Student's t over the networks; 0 where there is none. */
  private static double halfWidth(PredictorResult result) {
    return result.gain() == null || result.gainError() == null || result.n() < 2
        ? 0
        : StudentT.halfWidth(CONFIDENCE, result.n() - 1) * result.gainError();
  }

  /** How much smaller the absolute errors are, in brackets; empty where it is not known. */
  private static String interval(PredictorResult result) {
    double half = halfWidth(result);
    double gain = orZero(result.gain());
    return half == 0
        ? ""
        : format(
            " (gain in absolute error %.2g, 95 %% interval %.2g to %.2g)",
            gain, gain - half, gain + half);
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
    double regret = selected.get().topOneRegret();
    return Optional.of(
        format(
            "predicted to have the %s %s: %s (best with probability %s); %s, a network drawn at random is worse by %.4g on average",
            options.lowerIsBetter() ? "lowest" : "highest",
            options.target(),
            first.get().model(),
            probability(first.get().chanceBest()),
            regret == 0 ? "it is the best" : format("it is worse than the best by %.4g", regret),
            regretOfChance));
  }

  /** With digits enough that only a certainty reads as 1. */
  private static String probability(@Nullable Double probability) {
    return probability == null
        ? "unknown"
        : format(probability > 0.99 && probability < 1 ? "%.4f" : "%.2f", probability);
  }

  private static String format(String text, @Nullable Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}

package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ZooView;
import dev.nervure.run.DescriptorRelation;
import dev.nervure.run.NumberText;
import dev.nervure.run.PredictorResult;
import dev.nervure.run.TargetPrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How well a target of networks is predicted from the others, and whether topology has a share. */
final class Generalization implements Finding {
  /** Probability below which a correlation counts as more than the best of many. */
  private static final double RARE = 0.05;

  /** Fewer networks have no correlation. */
  private static final int FEWEST = 3;

  @Override
  public List<String> sentences(RunView run) {
    ZooView zoo = run.zoo();
    List<String> sentences = new ArrayList<>();
    if (zoo.predictions().isEmpty()) {
      return sentences;
    }
    String target = zoo.predictions().get(0).target();
    Optional<PredictorResult> selected = of(zoo, "selected");
    Optional<PredictorResult> mean = of(zoo, "mean");
    if (selected.isPresent() && mean.isPresent()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "Predicted from the other networks, %s is off by %s (root mean square over %d networks); always answering their mean is off by %s.",
              target,
              NumberText.of(selected.get().error()),
              selected.get().n(),
              NumberText.of(mean.get().error())));
    }
    sentences.add(correlations(zoo, target));
    zoo.predictions().stream()
        .filter(one -> one.rank() != null && one.rank() == 1)
        .findFirst()
        .ifPresent(one -> sentences.add(first(one)));
    return sentences;
  }

  private static Optional<PredictorResult> of(ZooView zoo, String predictor) {
    return zoo.predictors().stream().filter(one -> one.predictor().equals(predictor)).findFirst();
  }

  private static String correlations(ZooView zoo, String target) {
    List<String> clear =
        zoo.relations().stream()
            .filter(one -> one.chance() != null && one.chance() <= RARE)
            .map(DescriptorRelation::descriptor)
            .toList();
    long computed = zoo.relations().stream().filter(one -> one.chance() != null).count();
    if (computed == 0) {
      return "No correlation of the %d descriptors with %s could be weighed against chance%s."
          .formatted(
              zoo.relations().size(),
              target,
              zoo.predictions().size() < FEWEST
                  ? ": that takes %d networks or more".formatted(FEWEST)
                  : zoo.relations().stream()
                      .map(DescriptorRelation::notEstimable)
                      .filter(Objects::nonNull)
                      .findFirst()
                      .map(reason -> ": " + reason)
                      .orElse(""));
    }
    return String.format(
        Locale.ROOT,
        "%s were tried: %s.",
        computed == zoo.relations().size()
            ? computed + " descriptors"
            : "%d descriptors that every network has, of %d,"
                .formatted(computed, zoo.relations().size()),
        clear.isEmpty()
            ? "none correlates with %s more than the best of so many does by chance in 1 of 20 such zoos"
                .formatted(target)
            : "%s with %s more than the best of so many does by chance in 1 of 20 such zoos: %s"
                .formatted(
                    clear.size() == 1 ? "one correlates" : clear.size() + " correlate",
                    target,
                    String.join(", ", clear)));
  }

  private static String first(TargetPrediction one) {
    return String.format(
        Locale.ROOT,
        "Predicted best of %s: %s, with a chance of %s to be it.",
        one.target(),
        one.model(),
        one.chanceBest() == null ? "unknown size" : Wording.percent(one.chanceBest()));
  }
}

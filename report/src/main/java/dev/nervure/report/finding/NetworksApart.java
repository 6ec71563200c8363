package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.compare.ComparisonSentences;
import java.util.List;

/** In which layers networks differ, and whether that is more than noise. */
final class NetworksApart implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    Comparison comparison = run.comparison();
    return comparison == null ? List.of() : ComparisonSentences.of(comparison);
  }
}

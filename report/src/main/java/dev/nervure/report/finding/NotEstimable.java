package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many values could not be estimated. */
final class NotEstimable implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<MeasuredValue> measures = run.measures();
    long missing = measures.stream().filter(measure -> !measure.isEstimable()).count();
    if (missing == 0) {
      return List.of();
    }
    return List.of(
        missing == measures.size()
            ? "No value of this run could be estimated; the table gives the reason for each."
            : String.format(
                Locale.ROOT,
                "%,d of %,d values could not be estimated%s; the table gives the reason for each.",
                missing,
                measures.size(),
                commonest(measures, missing)));
  }

  /** The reason that most of them have in common, the first of equals in the alphabet. */
  private static String commonest(List<MeasuredValue> measures, long missing) {
    SortedMap<String, Integer> reasons = new TreeMap<>();
    measures.stream()
        .map(MeasuredValue::notEstimable)
        .filter(Objects::nonNull)
        .forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    return reasons.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed()))
        .map(
            one ->
                one.getValue() == missing
                    ? ": %s".formatted(one.getKey())
                    : ", %,d of them because %s".formatted(one.getValue(), one.getKey()))
        .orElse("");
  }
}

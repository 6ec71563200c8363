package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import java.util.List;
import java.util.Locale;

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
                "%,d of %,d values could not be estimated; the table gives the reason for each.",
                missing,
                measures.size()));
  }
}

package dev.nervure.report.finding;

import dev.nervure.report.view.MeasureParameters;
import dev.nervure.report.view.RunView;
import java.util.List;
import java.util.Locale;

/** How many values come with a warning. */
final class Warnings implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    long warned =
        run.measures().stream()
            .filter(measure -> !MeasureParameters.warnings(measure).isEmpty())
            .count();
    return warned == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%,d of %,d values carry a warning from their estimator; the figures mark them with a ring, and the table of all values gives the warning.",
                warned,
                run.measures().size()));
  }
}

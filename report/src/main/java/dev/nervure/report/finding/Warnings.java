package dev.nervure.report.finding;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.MeasureParameters;
import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import java.util.List;
import java.util.Locale;

/** How many values come with a warning. */
final class Warnings implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<MeasuredValue> values =
        run.measures().stream()
            .filter(measure -> !MeasureParameters.warnings(measure).isEmpty())
            .toList();
    long warned = values.size();
    long dimensions = run.measures().stream().filter(Warnings::isDimension).count();
    if (warned > 1 && values.stream().allMatch(Warnings::isDimension)) {
      return List.of(
          String.format(
              Locale.ROOT,
              "%,d of the %,d estimates of dimension carry a warning, and no other value does; the figures mark them with a ring, and the table of all values gives the warning.",
              warned,
              dimensions));
    }
    return warned == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%,d of %,d values %s a warning from %s estimator; the figures mark %s with a ring, and the table of all values gives the warning.",
                warned,
                run.measures().size(),
                warned == 1 ? "carries" : "carry",
                warned == 1 ? "its" : "their",
                warned == 1 ? "it" : "them"));
  }

  private static boolean isDimension(MeasuredValue value) {
    return Measures.named(value.name()).family() == Family.DIMENSION;
  }
}

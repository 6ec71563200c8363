package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import java.util.List;
import java.util.Locale;

/** How many samples the model labels correctly. */
final class Accuracy implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    boolean ofAZoo = !run.zoo().predictions().isEmpty(); // that of one of its networks says nothing
    return ofAZoo || run.accuracy().isEmpty() || run.group() != null // GroupAccuracies has them all
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "The model labels %s of the %,d samples correctly; whether it was trained on them is not known here.",
                Wording.percent(run.accuracy().getAsDouble()),
                run.samples().size()));
  }
}

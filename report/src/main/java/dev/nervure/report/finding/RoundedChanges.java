package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import java.util.ArrayList;
import java.util.List;

/** That accuracies under attack are those of inputs of 8 bits, and what rounding has undone. */
final class RoundedChanges implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    List<String> undone = new ArrayList<>();
    for (MeasuredValue value : run.measuresOfAll()) {
      if (value.name().equals("attack_rounded_away") && value.isEstimable()) {
        undone.add(
            "%d of the %d inputs that %s had fooled"
                .formatted(
                    Math.round(Wording.estimate(value) * value.n()),
                    value.n(),
                    GroupAccuracies.name(value.place().subject())));
      }
    }
    return undone.isEmpty()
        ? List.of()
        : List.of(
            "Accuracies under attack are those of inputs rounded to 8 bits: rounding set right again %s."
                .formatted(Wording.and(undone)));
  }
}

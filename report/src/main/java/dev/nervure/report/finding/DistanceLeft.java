package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import java.util.List;

/** How near walks come to another input without leaving the fiber. */
final class DistanceLeft implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    MeasuredValue remaining = Wording.overall(run, "remaining_distance", null);
    return remaining == null
        ? List.of()
        : List.of(
            "Walking towards another input without any change of what is held leaves %s of the distance (mean of %d walks)."
                .formatted(NumberText.of(remaining), remaining.n()));
  }
}

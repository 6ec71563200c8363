package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownContrast;
import java.util.List;

/** In which layers two groups of inputs differ, measure by measure. */
final class GroupsApart implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    return run.contrasts().isEmpty() ? List.of() : ShownContrast.of(run).sentences();
  }
}

package dev.nervure.report.finding;

import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownContrast;
import dev.nervure.study.contrast.GroupDifferences;
import java.util.List;

/** In which layers two groups of inputs differ, measure by measure. */
final class GroupsApart implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    if (run.contrasts().isEmpty()) {
      return List.of();
    }
    GroupDifferences differences = ShownContrast.of(run);
    return differences.sentences();
  }
}

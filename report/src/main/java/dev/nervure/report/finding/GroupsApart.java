package dev.nervure.report.finding;

import dev.nervure.report.view.NetworkView;
import dev.nervure.report.view.RunView;
import dev.nervure.report.view.ShownContrast;
import dev.nervure.study.contrast.GroupDifferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** In which layers two groups of inputs differ, measure by measure. */
final class GroupsApart implements Finding {
  @Override
  public List<String> sentences(RunView run) {
    if (run.contrasts().isEmpty()) {
      return List.of();
    }
    GroupDifferences differences = ShownContrast.of(run);
    List<String> sentences = new ArrayList<>(differences.sentences());
    List<String> accuracies = new ArrayList<>();
    for (NetworkView group : run.networks()) {
      group
          .accuracy()
          .ifPresent(
              accuracy ->
                  accuracies.add(
                      String.format(
                          Locale.ROOT, "%.1f %% of %s", 100 * accuracy, group.subject().group())));
    }
    if (!accuracies.isEmpty()) {
      sentences.add("The model labels " + String.join(" and ", accuracies) + " correctly.");
    }
    sentences.add(
        "All further sentences, and the figures after that of the two groups, are of %s alone."
            .formatted(lastGroup(run)));
    return sentences;
  }

  private static String lastGroup(RunView run) {
    List<NetworkView> groups = run.networks();
    return groups.isEmpty()
        ? "the second group"
        : String.valueOf(groups.get(groups.size() - 1).subject().group());
  }
}

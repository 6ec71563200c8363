package dev.nervure.report.figure;

import dev.nervure.report.view.EpochCourses;
import dev.nervure.report.view.RunView;
import dev.nervure.run.EpochResult;
import dev.nervure.run.NetworkKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loss and accuracies by epoch, of several trainings their means and each of them faintly. */
final class Training implements Figure {
  /**
   * What is drawn.
   *
   * @param epochs of the training, at least two; means over several
   * @param trainings each of several; empty where there is one
   * @param shuffled the same of trainings on shuffled labels; empty where there are none
   */
  record Data(
      List<EpochResult> epochs, List<List<EpochResult>> trainings, List<EpochResult> shuffled) {}

  @Override
  public String name() {
    return "training";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<EpochResult> mean = EpochCourses.mean(run.epochs(), NetworkKind.TRAINED);
    boolean known =
        mean.stream()
            .anyMatch(
                row ->
                    row.trainLoss() != null
                        || row.trainAccuracy() != null
                        || row.testAccuracy() != null);
    if (mean.size() < 2 || !known) {
      return null;
    }
    Map<@Nullable String, List<EpochResult>> single = new LinkedHashMap<>();
    for (EpochResult row : run.epochs()) {
      if (EpochCourses.kindOf(row) == NetworkKind.TRAINED) {
        single.computeIfAbsent(row.model(), same -> new ArrayList<>()).add(row);
      }
    }
    return new Data(
        mean,
        single.size() < 2 ? List.of() : List.copyOf(single.values()),
        EpochCourses.mean(run.epochs(), NetworkKind.SHUFFLED));
  }
}

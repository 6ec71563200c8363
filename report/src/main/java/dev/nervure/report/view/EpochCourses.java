package dev.nervure.report.view;

import dev.nervure.run.EpochResult;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loss and accuracy by epoch, of several trainings together. */
public final class EpochCourses {
  private EpochCourses() {}

  /** What a training was done on. */
  public static NetworkKind kindOf(EpochResult row) {
    return NetworkKind.of(Subject.ONLY.withModel(row.model()));
  }

  /**
   * One row an epoch: means over the trainings that know a value, without a model.
   *
   * @param rows of all trainings
   * @param kind of those that count
   */
  public static List<EpochResult> mean(List<EpochResult> rows, NetworkKind kind) {
    SortedSet<Integer> epochs = new TreeSet<>();
    rows.forEach(row -> epochs.add(row.epoch()));
    List<EpochResult> course = new ArrayList<>();
    for (int epoch : epochs) {
      List<EpochResult> own =
          rows.stream().filter(row -> row.epoch() == epoch && kindOf(row) == kind).toList();
      if (!own.isEmpty()) {
        course.add(
            new EpochResult(
                null,
                epoch,
                mean(own, EpochResult::trainLoss),
                mean(own, EpochResult::trainAccuracy),
                mean(own, EpochResult::testAccuracy)));
      }
    }
    return course;
  }

  private static @Nullable Double mean(
      List<EpochResult> rows, Function<EpochResult, @Nullable Double> column) {
    List<Double> known = rows.stream().map(column).filter(Objects::nonNull).toList();
    return known.isEmpty()
        ? null
        : (Double) (known.stream().mapToDouble(Double::doubleValue).sum() / known.size());
  }
}

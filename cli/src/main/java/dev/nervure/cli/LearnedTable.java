package dev.nervure.cli;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.report.view.EpochCourses;
import dev.nervure.run.EpochResult;
import dev.nervure.run.LearnedResult;
import dev.nervure.run.NetworkKind;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was learned, as tables of text: accuracies by epoch, and differences from the baselines. */
final class LearnedTable {
  private static final String MISSING = "-";

  private LearnedTable() {}

  /** One row an epoch, with means over the trainings; empty where no epochs are known. */
  static List<String> epochs(Results results) {
    List<EpochResult> rows = results.epochs();
    List<EpochResult> trained = EpochCourses.mean(rows, NetworkKind.TRAINED);
    Map<Integer, EpochResult> shuffled = new HashMap<>();
    EpochCourses.mean(rows, NetworkKind.SHUFFLED).forEach(row -> shuffled.put(row.epoch(), row));
    if (trained.isEmpty()) {
      return List.of();
    }
    Map<String, Function<EpochResult, @Nullable Double>> columns = new LinkedHashMap<>();
    columns.put("train loss", EpochResult::trainLoss);
    columns.put("train accuracy", EpochResult::trainAccuracy);
    columns.put("test accuracy", EpochResult::testAccuracy);
    TextTable table = new TextTable(0);
    List<String> heads = new ArrayList<>(List.of("epoch"));
    heads.addAll(columns.keySet());
    if (!shuffled.isEmpty()) {
      heads.add("train accuracy, shuffled labels");
    }
    table.add(heads);
    for (EpochResult row : trained) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(row.epoch())));
      columns.values().forEach(column -> cells.add(four(column.apply(row))));
      if (!shuffled.isEmpty()) {
        EpochResult other = shuffled.get(row.epoch());
        cells.add(four(other == null ? null : other.trainAccuracy()));
      }
      table.add(cells);
    }
    List<String> lines = new ArrayList<>(table.lines());
    long networks =
        rows.stream()
            .filter(row -> EpochCourses.kindOf(row) == NetworkKind.TRAINED)
            .map(EpochResult::model)
            .distinct()
            .count();
    if (networks > 1) {
      lines.add("means over %d trainings".formatted(networks));
    }
    lines.add("");
    return lines;
  }

  private static String four(@Nullable Double value) {
    return value == null ? MISSING : String.format(Locale.ROOT, "%.4f", value);
  }

  /**
   * A table a baseline: one row a layer, one column a measure.
   *
   * @param epoch of the training; null where the run has no epochs
   */
  static List<String> of(Results results, @Nullable Integer epoch) {
    List<LearnedResult> rows =
        results.learned().stream().filter(row -> Objects.equals(row.epoch(), epoch)).toList();
    List<String> lines = new ArrayList<>();
    for (NetworkKind baseline : NetworkKind.values()) {
      List<LearnedResult> own = rows.stream().filter(row -> row.baseline() == baseline).toList();
      if (!own.isEmpty()) {
        if (!lines.isEmpty()) {
          lines.add("");
        }
        lines.add(
            "trained less %s%s, on the same samples"
                .formatted(baseline.text(), epoch == null ? "" : ", epoch " + epoch));
        lines.addAll(table(own));
      }
    }
    return lines;
  }

  private static List<String> table(List<LearnedResult> rows) {
    List<Measure> measures =
        Measures.inOrder(rows.stream().map(LearnedResult::measure).collect(Collectors.toSet()))
            .stream()
            .map(Measures::named)
            .toList();
    TextTable table = new TextTable(1);
    List<String> heads = new ArrayList<>(List.of("layer", "depth"));
    measures.forEach(measure -> heads.add(measure.head()));
    table.add(heads);
    Map<String, List<LearnedResult>> layers =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    LearnedResult::layerName, LinkedHashMap::new, Collectors.toList()));
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    layers.forEach(
        (layer, own) -> {
          List<String> cells = new ArrayList<>(List.of(layer));
          cells.add(String.format(Locale.ROOT, "%.2f", own.get(0).depth()));
          for (Measure measure : measures) {
            cells.add(
                own.stream()
                    .filter(row -> row.measure().equals(measure.name()))
                    .findFirst()
                    .map(row -> cell(row, measure, reasons))
                    .orElse(""));
          }
          table.add(cells);
        });
    List<String> lines = new ArrayList<>(table.lines());
    reasons.forEach(
        (why, where) -> lines.add(MISSING + " " + String.join(", ", where) + ": " + why));
    Set<String> chances = new LinkedHashSet<>();
    rows.stream().map(LearnedResult::intervalOf).filter(Objects::nonNull).forEach(chances::add);
    if (!chances.isEmpty()) {
      lines.add("± one standard error, of " + String.join("; of ", chances));
    }
    lines.add("in brackets: the 95 % interval holds 0, or there is none");
    return lines;
  }

  private static String cell(
      LearnedResult row, Measure measure, Map<String, List<String>> reasons) {
    Double difference = row.difference();
    if (difference == null) {
      reasons
          .computeIfAbsent(String.valueOf(row.notEstimable()), why -> new ArrayList<>())
          .add(measure.head() + " of " + row.layerName());
      return MISSING;
    }
    String text = (difference > 0 ? "+" : "") + NumberText.of(difference, row.error());
    return row.isResolved() ? text : "(" + text + ")";
  }
}

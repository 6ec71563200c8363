package dev.nervure.cli;

import dev.nervure.run.NumberText;
import dev.nervure.run.SimilarityResult;
import dev.nervure.study.compare.Comparison;
import dev.nervure.study.compare.LayerSimilarities;
import dev.nervure.study.compare.SimilarityMatrix;
import dev.nervure.study.compare.SimilarityParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How alike networks are as text: of two networks a row for each layer that both have, a column a
 * measure; of one or of several a matrix for each measure.
 */
final class ComparisonTable {
  private static final String MISSING = "-";

  private ComparisonTable() {}

  static List<String> lines(Comparison comparison) {
    List<SimilarityMatrix> asked = comparison.ofAsked();
    List<String> lines = new ArrayList<>();
    if (comparison.asked().size() == 2) {
      addSameLayers(asked, lines);
      return lines;
    }
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (SimilarityMatrix matrix : asked) {
      addMatrix(matrix, lines);
      for (int row = 0; row < matrix.rows().size(); row++) {
        for (int column = 0; column < matrix.columns().size(); column++) {
          addNote(matrix.at(row, column), notes);
        }
      }
    }
    addNotes(notes, lines);
    return lines;
  }

  private static void addSameLayers(List<SimilarityMatrix> matrices, List<String> lines) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    List<String> heads = new ArrayList<>(List.of("layer"));
    Map<String, String> reasons = new LinkedHashMap<>();
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (SimilarityMatrix matrix : matrices) {
      heads.add(matrix.measure());
      for (int row = 0; row < matrix.rows().size(); row++) {
        int column = matrix.sameLayer(row);
        if (column >= 0) {
          String name = matrix.rows().get(row).name();
          rows.computeIfAbsent(name, layer -> new ArrayList<>(List.of(layer)))
              .add(cell(matrix.at(row, column), reasons));
          addNote(matrix.at(row, column), notes);
        }
      }
    }
    if (rows.isEmpty()) {
      lines.add("the networks have no layer of one name; --json has the values of all pairs");
      return;
    }
    TextTable table = new TextTable(1);
    table.add(heads);
    rows.values().forEach(table::add);
    lines.addAll(table.lines());
    reasons.forEach((why, where) -> lines.add(MISSING + " " + where + ": " + why));
    addNotes(notes, lines);
    List<String> distances =
        matrices.stream()
            .map(SimilarityMatrix::measure)
            .filter(LayerSimilarities::isDistance)
            .toList();
    lines.add(
        "± one standard error by the choice of samples"
            + (distances.isEmpty()
                ? ""
                : "; the smaller, the more alike in " + String.join(", ", distances)));
  }

  private static void addNote(@Nullable SimilarityResult found, Map<String, List<String>> notes) {
    String note = found == null ? null : SimilarityParameters.note(found);
    if (found != null && note != null) {
      notes
          .computeIfAbsent(found.measure(), measure -> new ArrayList<>())
          .add("of " + place(found) + ": " + note);
    }
  }

  /** The first of each measure, and how many there are: they differ by their numbers. */
  private static void addNotes(Map<String, List<String>> notes, List<String> lines) {
    notes.forEach(
        (measure, all) ->
            lines.add(
                "note: %s %s%s"
                    .formatted(
                        measure,
                        all.get(0),
                        all.size() == 1
                            ? ""
                            : " (%d such notes; --json has all)".formatted(all.size()))));
  }

  private static String place(SimilarityResult found) {
    return found.firstLayerName() + " and " + found.secondLayerName();
  }

  private static String cell(@Nullable SimilarityResult found, Map<String, String> reasons) {
    if (found == null) {
      return MISSING;
    }
    Double estimate = found.estimate();
    if (estimate != null) {
      return NumberText.of(estimate, found.error());
    }
    reasons.putIfAbsent(
        String.valueOf(found.notEstimable()), found.measure() + " of " + place(found));
    return MISSING;
  }

  private static void addMatrix(SimilarityMatrix matrix, List<String> lines) {
    lines.add(
        LayerSimilarities.title(matrix.measure())
            + (matrix.isWithin()
                ? ""
                : ": %s (rows) and %s"
                    .formatted(Comparison.name(matrix.first()), Comparison.name(matrix.second()))));
    TextTable table = new TextTable(1);
    List<String> heads = new ArrayList<>(List.of(""));
    matrix.columns().forEach(layer -> heads.add(layer.name()));
    table.add(heads);
    for (int row = 0; row < matrix.rows().size(); row++) {
      List<String> cells = new ArrayList<>(List.of(matrix.rows().get(row).name()));
      for (int column = 0; column < matrix.columns().size(); column++) {
        Double value = matrix.value(row, column);
        cells.add(value == null ? MISSING : NumberText.of(value));
      }
      table.add(cells);
    }
    lines.addAll(table.lines());
    lines.add("");
  }
}

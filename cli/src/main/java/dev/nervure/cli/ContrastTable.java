package dev.nervure.cli;

import dev.nervure.measure.Measures;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.NumberText;
import dev.nervure.study.contrast.GroupDifferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The differences of two groups as a table of text: a row a layer, a column a measure. */
final class ContrastTable {
  private static final String MISSING = "-";
  private static final String DIFFERS = "*";

  private ContrastTable() {}

  static List<String> lines(GroupDifferences differences) {
    TextTable table = new TextTable(1);
    List<String> heads = new ArrayList<>(List.of("layer", "depth"));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (GroupDifferences.Line line : differences.lines()) {
      heads.add(Measures.named(line.measure()).head());
      for (GroupDifferences.Point point : line.points()) {
        rows.computeIfAbsent(
                point.layer().name(),
                name ->
                    new ArrayList<>(
                        List.of(name, String.format(Locale.ROOT, "%.2f", point.layer().depth()))))
            .add(cell(point));
        String why = point.result().notEstimable();
        if (why != null) {
          reasons
              .computeIfAbsent(why, reason -> new ArrayList<>())
              .add(Measures.named(line.measure()).head() + " of " + point.layer().name());
        }
      }
    }
    table.add(heads);
    rows.values().forEach(table::add);
    List<String> lines = new ArrayList<>(table.lines());
    reasons.forEach(
        (why, where) -> lines.add(MISSING + " " + String.join(", ", where) + ": " + why));
    lines.add(
        "differences are %s minus %s; ± one standard error; %s p at most %s over all layers and measures"
            .formatted(
                differences.firstName(),
                differences.secondName(),
                DIFFERS,
                GroupDifferences.LEVEL));
    return lines;
  }

  private static String cell(GroupDifferences.Point point) {
    ContrastResult result = point.result();
    Double difference = result.difference();
    return difference == null
        ? MISSING
        : NumberText.of(difference, result.error()) + (point.differs() ? DIFFERS : " ");
  }
}

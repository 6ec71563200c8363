package dev.nervure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.study.JsonSection;
import dev.nervure.study.attack.AttacksSection;
import java.util.ArrayList;
import java.util.List;

/** A run of attacks as tables of text: what they did to the answers, then to the layers. */
final class AttackTable {
  private AttackTable() {}

  static List<String> lines(Results results) {
    List<String> lines = new ArrayList<>(answers(results));
    List<Measure> columns = new ArrayList<>(Measures.of(Family.SHIFT));
    columns.addAll(Measures.of(Family.DETECTION));
    for (Subject subject : results.subjects()) {
      Results ofOne = results.at(subject);
      boolean measured =
          ofOne.measures().stream()
              .anyMatch(value -> Measures.named(value.name()).family() == Family.DETECTION);
      if (measured) {
        lines.add("");
        lines.add(subject.text() + ", beside clean inputs");
        lines.addAll(ValueTable.byLayer(ofOne, columns));
      }
    }
    lines.add("");
    return lines;
  }

  private static List<String> answers(Results results) {
    TextTable table = new TextTable(3);
    table.add(
        List.of(
            "attack",
            "norm",
            "target",
            "eps",
            "accuracy",
            "95 % interval",
            "success",
            "macro-F1",
            "change (L2)"));
    for (JsonSection section : AttacksSection.all()) {
      JsonNode rows = new ObjectMapper().valueToTree(section.tree(results));
      if (!rows.isArray()) {
        table.add(List.of("none", "", "", "", NumberText.of(rows.asDouble())));
        continue;
      }
      for (JsonNode row : rows) {
        table.add(
            List.of(
                row.get("method").asText(),
                row.get("norm").asText(),
                row.path("target").asText("").replace("null", ""),
                number(row, "eps"),
                number(row, "accuracy"),
                number(row, "low") + " to " + number(row, "high"),
                number(row, "success"),
                number(row, "macroF1"),
                number(row, "meanChangeL2")));
      }
    }
    return table.lines();
  }

  private static String number(JsonNode row, String field) {
    JsonNode value = row.path(field);
    return value.isNumber() ? NumberText.of(value.asDouble()) : "";
  }
}

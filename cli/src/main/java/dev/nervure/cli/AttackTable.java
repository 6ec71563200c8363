package dev.nervure.cli;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.study.attack.AttackOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

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
    OptionalDouble clean = results.at(Subject.CLEAN).accuracy();
    table.add(
        List.of("none", "", "", "", clean.isPresent() ? NumberText.of(clean.getAsDouble()) : ""));
    for (boolean controls : new boolean[] {false, true}) {
      AttackOutcome.of(results, controls).forEach(one -> table.add(row(one)));
    }
    List<String> lines = new ArrayList<>(table.lines());
    AttackOutcome.of(results, false).forEach(one -> addNumber(one, lines));
    return lines;
  }

  /** Of an attack that looks for the smallest change: of how many inputs its mean change is. */
  private static void addNumber(AttackOutcome one, List<String> lines) {
    MeasuredValue change = one.change();
    MeasuredValue accuracy = one.accuracy();
    if (one.isNearest() && change != null && accuracy != null) {
      lines.add(
          "change (L2) of %s: mean over %d of %d inputs, those answered rightly before that were fooled"
              .formatted(one.method(), change.n(), accuracy.n()));
    }
  }

  private static List<String> row(AttackOutcome one) {
    MeasuredValue accuracy = one.accuracy();
    Integer target = one.target();
    return List.of(
        one.method(),
        one.norm(),
        target == null ? "" : target.toString(),
        text(one.eps()),
        estimate(accuracy),
        accuracy == null ? "" : text(accuracy.low()) + " to " + text(accuracy.high()),
        estimate(one.success()),
        estimate(one.macroF1()),
        estimate(one.change()));
  }

  private static String estimate(@Nullable MeasuredValue value) {
    return value == null ? "" : text(value.estimate());
  }

  private static String text(@Nullable Double number) {
    return number == null ? "" : NumberText.of(number);
  }
}

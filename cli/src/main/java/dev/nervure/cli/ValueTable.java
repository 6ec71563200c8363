package dev.nervure.cli;

import dev.nervure.measure.Measure;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Values over all points or inputs as a table of text, and below it why some are not estimable.
 * Those of single label classes are in the JSON and on the page.
 */
final class ValueTable {
  private static final String MISSING = "-";

  private final List<MeasuredValue> values;
  private final Map<Integer, LayerResult> layers = new LinkedHashMap<>();
  private final Map<String, List<String>> reasons = new LinkedHashMap<>();

  private ValueTable(Results results) {
    results.layers().forEach(layer -> layers.put(layer.index(), layer));
    this.values =
        results.measures().stream()
            .filter(value -> value.classIndex() == null && layers.containsKey(value.layerIndex()))
            .toList();
  }

  /**
   * One row a layer that has any of the values, one column a measure that has any; and the number
   * of points or inputs behind the values, where the values of a row have it in common.
   *
   * @param columns measures, in the order in which they are shown
   */
  static List<String> byLayer(Results results, List<Measure> columns) {
    return new ValueTable(results).byLayer(columns);
  }

  /**
   * One row a value, with the number of points or inputs behind it.
   *
   * @param rows measures, in the order in which they are shown
   */
  static List<String> list(Results results, List<Measure> rows) {
    return new ValueTable(results).list(rows);
  }

  private List<String> byLayer(List<Measure> measures) {
    List<Measure> columns = measures.stream().filter(one -> !of(one).isEmpty()).toList();
    List<List<MeasuredValue>> rows = new ArrayList<>();
    for (LayerResult layer : layers.values()) {
      List<MeasuredValue> row = new ArrayList<>();
      for (Measure measure : columns) {
        of(measure).stream()
            .filter(value -> value.layerIndex() == layer.index())
            .findFirst()
            .ifPresent(row::add);
      }
      if (!row.isEmpty()) {
        rows.add(row);
      }
    }
    boolean sameNumber =
        rows.stream().allMatch(row -> row.stream().map(MeasuredValue::n).distinct().count() == 1);
    TextTable table = new TextTable(1);
    heads(columns, sameNumber).forEach(table::add);
    for (List<MeasuredValue> row : rows) {
      LayerResult layer = layerOf(row.get(0));
      List<String> cells = new ArrayList<>();
      cells.add(layer.name());
      cells.add(String.format(Locale.ROOT, "%.2f", layer.depth()));
      cells.add(Integer.toString(layer.dimension()));
      for (Measure measure : columns) {
        cells.add(
            row.stream()
                .filter(value -> value.name().equals(measure.name()))
                .findFirst()
                .map(value -> cell(value, measure))
                .orElse(""));
      }
      if (sameNumber) {
        cells.add(Integer.toString(row.get(0).n()));
      }
      table.add(cells);
    }
    return withReasons(table);
  }

  /** Words of a measure are longer than its values, so that the head takes two lines. */
  private static List<List<String>> heads(List<Measure> columns, boolean withNumber) {
    List<String> first = new ArrayList<>(List.of("", "", ""));
    List<String> second = new ArrayList<>(List.of("layer", "depth", "dim"));
    for (Measure measure : columns) {
      String head = measure.head();
      int cut = cut(head);
      first.add(head.substring(0, cut).strip());
      second.add(head.substring(cut).strip());
    }
    if (withNumber) {
      first.add("");
      second.add("n");
    }
    return List.of(first, second);
  }

  /** The space at which the longer of both parts is shortest; 0 for a single word. */
  private static int cut(String head) {
    int best = 0;
    for (int at = head.indexOf(' '); at >= 0; at = head.indexOf(' ', at + 1)) {
      if (Math.max(at, head.length() - at) < Math.max(best, head.length() - best)) {
        best = at;
      }
    }
    return best;
  }

  private List<String> list(List<Measure> measures) {
    TextTable table = new TextTable(1);
    List<String> conventions =
        measures.stream()
            .flatMap(measure -> of(measure).stream())
            .map(MeasuredValue::convention)
            .distinct()
            .toList();
    table.add(List.of(conventions.size() == 1 ? conventions.get(0) : "measure", "value", "n"));
    for (Measure measure : measures) {
      for (MeasuredValue value : of(measure)) {
        table.add(List.of(measure.head(), cell(value, measure), Integer.toString(value.n())));
      }
    }
    return withReasons(table);
  }

  private List<MeasuredValue> of(Measure measure) {
    return values.stream().filter(value -> value.name().equals(measure.name())).toList();
  }

  private LayerResult layerOf(MeasuredValue value) {
    return Objects.requireNonNull(layers.get(value.layerIndex()));
  }

  private String cell(MeasuredValue value, Measure measure) {
    if (value.isEstimable()) {
      return NumberText.of(value);
    }
    reasons
        .computeIfAbsent(String.valueOf(value.notEstimable()), why -> new ArrayList<>())
        .add(measure.head() + " of " + layerOf(value).name());
    return MISSING;
  }

  private List<String> withReasons(TextTable table) {
    List<String> lines = new ArrayList<>(table.lines());
    reasons.forEach(
        (why, where) -> lines.add(MISSING + " " + String.join(", ", where) + ": " + why));
    return lines;
  }
}

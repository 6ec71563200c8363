package dev.nervure.cli;

import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.run.Axis;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.NumberText;
import dev.nervure.run.Place;
import dev.nervure.run.Results;
import dev.nervure.run.SizeCurve;
import dev.nervure.run.Subject;
import dev.nervure.study.attack.LayerShifts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values over all points or inputs as a table of text, and below it which of them still change with
 * the number of points, why some are not estimable, and what the errors are about. Those of single
 * label classes are in the JSON and on the page.
 */
final class ValueTable {
  private static final String MISSING = "-";

  /** Of more places that have one reason only the first is named. */
  private static final int MOST_PLACES = 6;

  /** Behind a value that still changes with the number of points. */
  private static final String NOT_CONVERGED = "*";

  /** Behind the shift of a layer that chance does not explain; no such value has a curve. */
  private static final String SHIFTED = "*";

  private final List<MeasuredValue> values;
  private final Map<Place, LayerResult> layers = new LinkedHashMap<>();
  private final Results results;
  private final Map<String, List<String>> reasons = new LinkedHashMap<>();
  private final Map<String, List<String>> drifting = new LinkedHashMap<>();
  private final Set<String> meanings = new LinkedHashSet<>();

  /** Whether any value is the tested shift of a layer under an attack. */
  private boolean tested;

  private ValueTable(Results results) {
    this.results = results;
    results.layers().forEach(layer -> layers.put(layer.place(), layer));
    this.values =
        results.measures().stream().filter(value -> layers.containsKey(value.place())).toList();
  }

  /**
   * Of one network: one row a layer that has any of the values, one column a measure that has any;
   * and the number of points or inputs behind the values, where the values of a row have it in
   * common.
   *
   * @param columns measures, in the order in which they are shown
   */
  static List<String> byLayer(Results results, List<Measure> columns) {
    return new ValueTable(results).byLayer(columns);
  }

  /**
   * One row a network with the values of its last layer that has any, and its accuracy where there
   * is one; otherwise as {@link #byLayer(Results, List)}.
   */
  static List<String> byNetwork(Results results, List<Measure> columns) {
    return new ValueTable(results).byNetwork(columns);
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
    List<Row> rows = new ArrayList<>();
    for (LayerResult layer : layers.values()) {
      row(
              layer,
              List.of(
                  layer.name(),
                  String.format(Locale.ROOT, "%.2f", layer.depth()),
                  Integer.toString(layer.dimension())),
              measures)
          .ifPresent(rows::add);
    }
    return table(1, List.of("layer", "depth", "dim"), rows, measures);
  }

  private List<String> byNetwork(List<Measure> measures) {
    List<Subject> networks = results.subjects();
    List<Axis> axes =
        Stream.of(Axis.values())
            .filter(axis -> networks.stream().anyMatch(one -> axis.in(one.place()) != null))
            .toList();
    boolean withAccuracy =
        networks.stream().anyMatch(one -> results.at(one).accuracy().isPresent());
    List<Row> rows = new ArrayList<>();
    for (Subject network : networks) {
      List<String> cells = new ArrayList<>();
      axes.forEach(axis -> cells.add(Objects.toString(axis.in(network.place()), "")));
      OptionalDouble accuracy = results.at(network).accuracy();
      Row last = null;
      for (LayerResult layer : layers.values()) {
        if (layer.subject().equals(network)) {
          List<String> ofLayer = new ArrayList<>(cells);
          ofLayer.add(layer.name());
          if (withAccuracy) {
            ofLayer.add(
                accuracy.isPresent()
                    ? String.format(Locale.ROOT, "%.4f", accuracy.getAsDouble())
                    : MISSING);
          }
          last = row(layer, ofLayer, measures).orElse(last);
        }
      }
      if (last != null) {
        rows.add(last);
      }
    }
    List<String> heads = new ArrayList<>();
    axes.forEach(axis -> heads.add(axis.field()));
    heads.add("last layer");
    if (withAccuracy) {
      heads.add("accuracy");
    }
    return table(axes.size() + 1, heads, rows, measures);
  }

  /**
   * A row of the table.
   *
   * @param cells before the values
   */
  private record Row(List<String> cells, List<MeasuredValue> values) {
    Optional<MeasuredValue> of(Measure measure) {
      return values.stream().filter(value -> value.name().equals(measure.name())).findFirst();
    }
  }

  /** Whether the value of a row still changes with the number of points, or is a shift. */
  private static boolean isMarked(Row row, Measure measure) {
    if (row.of(measure).filter(LayerShifts::isShift).isPresent()) {
      return true;
    }
    return row.of(measure)
        .filter(MeasuredValue::isEstimable)
        .map(SizeCurve::of)
        .filter(curve -> !curve.converged())
        .isPresent();
  }

  /** The values of a layer; empty where it has none. */
  private Optional<Row> row(LayerResult layer, List<String> cells, List<Measure> measures) {
    List<MeasuredValue> ofLayer = new ArrayList<>();
    for (Measure measure : measures) {
      of(measure).stream()
          .filter(value -> value.place().equals(layer.place()))
          .findFirst()
          .ifPresent(ofLayer::add);
    }
    return ofLayer.isEmpty() ? Optional.empty() : Optional.of(new Row(cells, ofLayer));
  }

  private List<String> table(
      int texts, List<String> heads, List<Row> rows, List<Measure> measures) {
    List<Measure> columns = measures.stream().filter(one -> !of(one).isEmpty()).toList();
    boolean sameNumber =
        rows.stream()
            .allMatch(row -> row.values().stream().map(MeasuredValue::n).distinct().count() == 1);
    TextTable table = new TextTable(texts);
    heads(heads, columns, sameNumber).forEach(table::add);
    Set<Measure> marked = new LinkedHashSet<>(columns);
    marked.removeIf(measure -> rows.stream().noneMatch(row -> isMarked(row, measure)));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(row.cells());
      for (Measure measure : columns) {
        String cell = row.of(measure).map(value -> cell(value, measure)).orElse("");
        boolean leavesRoom = marked.contains(measure) && !isMarked(row, measure);
        cells.add(leavesRoom ? cell + " ".repeat(NOT_CONVERGED.length()) : cell);
      }
      if (sameNumber) {
        cells.add(Integer.toString(row.values().get(0).n()));
      }
      table.add(cells);
    }
    return withReasons(table);
  }

  /** Words of a measure are longer than its values, so that the head takes two lines. */
  private static List<List<String>> heads(
      List<String> heads, List<Measure> columns, boolean withNumber) {
    List<String> first = new ArrayList<>(Collections.nCopies(heads.size(), ""));
    List<String> second = new ArrayList<>(heads);
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
    return Objects.requireNonNull(layers.get(value.place()));
  }

  private String cell(MeasuredValue value, Measure measure) {
    if (value.isEstimable()) {
      if (value.error() != null && value.intervalOf() != null) {
        boolean falls = measure.family() == Family.DIMENSION;
        meanings.add(value.intervalOf() + (falls ? " (not of the true dimension)" : ""));
      }
      SizeCurve curve = SizeCurve.of(value);
      if (curve != null && !curve.converged()) {
        drifting
            .computeIfAbsent(
                measure.head() + " at n = " + curve.numbers(), head -> new ArrayList<>())
            .add(where(value) + " " + curve.estimates());
        return NumberText.of(value) + NOT_CONVERGED;
      }
      tested |= LayerShifts.corrected(value).isPresent();
      if (LayerShifts.isShift(value)) {
        return NumberText.of(value) + SHIFTED;
      }
      return NumberText.of(value);
    }
    reasons
        .computeIfAbsent(String.valueOf(value.notEstimable()), why -> new ArrayList<>())
        .add(measure.head() + " of " + where(value));
    return MISSING;
  }

  private String where(MeasuredValue value) {
    boolean several = results.subjects().size() > 1;
    String network = several ? value.place().subject().text() : "";
    return layerOf(value).name() + (network.isEmpty() ? "" : " at " + network);
  }

  /** Where values are missing: all places, or of many the first and how many there are. */
  private static String some(List<String> where) {
    return where.size() <= MOST_PLACES
        ? String.join(", ", where)
        : "%s and %d more".formatted(where.get(0), where.size() - 1);
  }

  private List<String> withReasons(TextTable table) {
    List<String> lines = new ArrayList<>(table.lines());
    drifting.forEach(
        (head, where) ->
            lines.add(
                "%s not converged, %s: %s"
                    .formatted(NOT_CONVERGED, head, String.join("; ", where))));
    reasons.forEach((why, where) -> lines.add(MISSING + " " + some(where) + ": " + why));
    if (tested) {
      lines.add(
          "%s a shift with p at most %s, corrected over the layers"
              .formatted(SHIFTED, LayerShifts.LEVEL));
    }
    if (!meanings.isEmpty()) {
      lines.add("± one standard error, of " + String.join(", ", meanings));
    }
    return lines;
  }
}

package dev.nervure.cli;

import dev.nervure.run.LayerResult;
import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.SymmetryRow;
import dev.nervure.run.SymmetryRungRow;
import dev.nervure.run.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How layers follow transformations, as tables of text: one a transformation. */
final class SymmetryTable {
  private static final double PERCENT = 100;

  private SymmetryTable() {}

  static List<String> lines(Results results) {
    List<SymmetryRow> rows = results.rows(Tables.SYMMETRIES);
    List<SymmetryRungRow> rungs = results.rows(Tables.SYMMETRY_RUNGS);
    List<String> lines = new ArrayList<>();
    for (String transform : rows.stream().map(SymmetryRow::transform).distinct().toList()) {
      List<SymmetryRow> own =
          rows.stream().filter(row -> row.transform().equals(transform)).toList();
      lines.add(transform + heading(own));
      TextTable table = new TextTable(2);
      table.add(
          List.of(
              "layer",
              "rung",
              "parameters",
              "residual",
              "95 % interval",
              "control",
              "untrained",
              "error %",
              "95 % interval",
              "invariant"));
      for (SymmetryRow row : own) {
        String name = name(results, row);
        for (SymmetryRungRow rung : rungs) {
          if (rung.layer() == row.layer() && rung.transform().equals(transform)) {
            table.add(cells(name, rung, row));
            name = "";
          }
        }
      }
      lines.addAll(table.lines());
      lines.add("");
    }
    return lines;
  }

  private static String heading(List<SymmetryRow> rows) {
    Double clean =
        rows.stream()
            .map(SymmetryRow::cleanError)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return clean == null
        ? ""
        : String.format(Locale.ROOT, ": error %.1f %% on the images as they are", PERCENT * clean);
  }

  private static String name(Results results, SymmetryRow row) {
    return results.layers().stream()
        .filter(layer -> layer.index() == row.layer())
        .map(LayerResult::name)
        .findFirst()
        .orElse(Integer.toString(row.layer()));
  }

  private static List<String> cells(String name, SymmetryRungRow rung, SymmetryRow row) {
    boolean counts = rung.rung().equals("shared_1x1") && row.invariantChannels() != null;
    return List.of(
        name,
        rung.rung(),
        Long.toString(rung.parameters()),
        rung.residual() == null ? "not estimable" : text(rung.residual()),
        interval(rung.residualLow(), rung.residualHigh(), 1),
        text(rung.control()),
        text(rung.untrained()),
        text(percent(rung.error())),
        interval(rung.errorLow(), rung.errorHigh(), PERCENT),
        counts ? row.invariantChannels() + " of " + row.channels() : "");
  }

  private static @Nullable Double percent(@Nullable Double share) {
    return share == null ? null : (Double) (PERCENT * share);
  }

  private static String interval(@Nullable Double low, @Nullable Double high, double unit) {
    return low == null || high == null ? "" : text(unit * low) + " to " + text(unit * high);
  }

  private static String text(@Nullable Double number) {
    return number == null ? "" : NumberText.of(number);
  }
}

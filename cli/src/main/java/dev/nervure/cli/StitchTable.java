package dev.nervure.cli;

import dev.nervure.run.NumberText;
import dev.nervure.run.Results;
import dev.nervure.run.StitchRow;
import dev.nervure.run.StitchRungRow;
import dev.nervure.run.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far layers of one network stand in for layers of another, as a table of text. */
final class StitchTable {
  private static final double PERCENT = 100;

  private StitchTable() {}

  static List<String> lines(Results results) {
    List<StitchRow> rows = results.rows(Tables.STITCHES);
    List<StitchRungRow> rungs = results.rows(Tables.STITCH_RUNGS);
    List<String> lines = new ArrayList<>();
    rows.stream()
        .map(StitchRow::cleanError)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            clean ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "error of the second network by itself: %.1f %%",
                        PERCENT * clean)));
    TextTable table = new TextTable(3);
    table.add(
        List.of(
            "from",
            "into",
            "map",
            "parameters",
            "residual",
            "95 % interval",
            "control",
            "untrained",
            "error %",
            "95 % interval",
            "untrained",
            "changed %"));
    for (StitchRow row : rows) {
      String from = row.fromName();
      String into = row.intoName();
      for (StitchRungRow rung : rungs) {
        if (rung.fromLayer() == row.fromLayer() && rung.intoLayer() == row.intoLayer()) {
          table.add(cells(from, into, rung));
          from = "";
          into = "";
        }
      }
    }
    lines.addAll(table.lines());
    lines.add("");
    return lines;
  }

  private static List<String> cells(String from, String into, StitchRungRow rung) {
    return List.of(
        from,
        into,
        rung.rung(),
        Long.toString(rung.parameters()),
        rung.residual() == null ? "not estimable" : text(rung.residual()),
        interval(rung.residualLow(), rung.residualHigh(), 1),
        text(rung.control()),
        text(rung.untrained()),
        text(percent(rung.error())),
        interval(rung.errorLow(), rung.errorHigh(), PERCENT),
        text(percent(rung.untrainedError())),
        text(percent(rung.changed())));
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

package dev.nervure.cli;

import dev.nervure.jacobian.CurveEnergy;
import dev.nervure.network.Layer;
import dev.nervure.run.NumberText;
import dev.nervure.study.fiber.LayerSegment;
import dev.nervure.study.fiber.OutputMetric;
import java.util.ArrayList;
import java.util.List;

/** How long a straight segment is in each layer, as a table. */
final class SegmentTable {
  private SegmentTable() {}

  /**
   * Where the segment lies, the table, and what it could not tell.
   *
   * @param from the edge between two values of which it lies
   * @param metric of the layers
   * @param length Euclidean length of the segment
   */
  static List<String> lines(
      Layer from, OutputMetric metric, double length, List<LayerSegment> segments) {
    TextTable table = new TextTable(1);
    table.add(List.of("layer", "dim", "pseudolength", "energy"));
    List<String> notes = new ArrayList<>();
    for (LayerSegment segment : segments) {
      List<String> row = new ArrayList<>();
      row.add(segment.layer().name());
      row.add(Long.toString(segment.layer().size()));
      CurveEnergy curve = segment.curve();
      if (curve == null) {
        row.add("?");
        row.add("?");
        notes.add("   " + segment.layer().name() + ": " + segment.notEstimable());
      } else {
        row.add(NumberText.of(curve.pseudolength(), curve.pseudolengthError()));
        row.add(NumberText.of(curve.energy(), curve.energyError()));
      }
      table.add(row);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "straight segment of length %s in %s; %s"
            .formatted(NumberText.of(length), from.name(), MetricTable.measured(metric)));
    lines.addAll(table.lines());
    if (!notes.isEmpty()) {
      lines.add("");
      lines.add("?  pseudolength and energy are not estimable:");
      lines.addAll(notes);
    }
    return lines;
  }
}

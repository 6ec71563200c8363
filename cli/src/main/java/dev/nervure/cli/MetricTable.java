package dev.nervure.cli;

import dev.nervure.jacobian.LeadingSingularValues;
import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.run.NumberText;
import dev.nervure.study.fiber.LayerSpectrum;
import dev.nervure.study.fiber.OutputMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pullback metric of each layer as a table. */
final class MetricTable {
  private MetricTable() {}

  /**
   * Where the Jacobians begin, the table, and what it could not tell.
   *
   * @param from where they begin
   * @param metric of the layers
   * @param full whether all Jacobians that fit into memory were decomposed
   */
  static List<String> lines(
      Layer from, OutputMetric metric, List<LayerSpectrum> spectra, boolean full) {
    TextTable table = new TextTable(1);
    table.add(List.of("layer", "dim", "rank", "null dim", "largest", "smallest kept"));
    Map<String, Integer> notes = new LinkedHashMap<>();
    for (LayerSpectrum layer : spectra) {
      table.add(row(layer));
      if (layer.notEstimable() != null) {
        notes.merge(layer.notEstimable(), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("from %s, %d values; %s".formatted(from.name(), from.size(), measured(metric)));
    lines.addAll(table.lines());
    if (!notes.isEmpty()) {
      lines.add("");
      lines.add("?  rank and null dimension are not estimable:");
      notes.forEach(
          (why, count) -> lines.add("   " + (count == 1 ? "" : "of " + count + " layers: ") + why));
      if (!full && spectra.stream().anyMatch(layer -> layer.leading() != null)) {
        lines.add("   --full decomposes up to 33 million entries");
      }
    }
    return lines;
  }

  static String measured(OutputMetric metric) {
    return switch (metric) {
      case EUCLIDEAN -> "layers measured by Euclidean length";
      case FISHER -> "logits measured by the Fisher metric of their softmax";
    };
  }

  private static List<String> row(LayerSpectrum layer) {
    PullbackSpectrum spectrum = layer.spectrum();
    LeadingSingularValues leading = layer.leading();
    List<String> row = new ArrayList<>();
    row.add(layer.layer().name());
    row.add(Long.toString(layer.layer().size()));
    row.add(known(layer.rank()));
    row.add(known(layer.nullDimension()));
    if (spectrum != null) {
      double[] values = spectrum.singularValues();
      int rank = spectrum.rank();
      row.add(NumberText.of(values[0]));
      row.add(rank == 0 ? "" : NumberText.of(values[rank - 1]));
    } else if (leading != null) {
      double[] values = leading.values();
      double[] errors = leading.errors();
      int last = values.length - 1;
      row.add(NumberText.of(values[0], errors[0]));
      row.add(
          "leading %d only, down to %s"
              .formatted(values.length, NumberText.of(values[last], errors[last])));
    }
    return row;
  }

  private static String known(@Nullable Object value) {
    return value == null ? "?" : value.toString();
  }
}

package dev.nervure.cli;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A profile for the eye: one row a layer, one column a measure over all points, and below it why a
 * figure is missing.
 */
final class ProfileTable {
  private static final String MISSING = "-";

  private ProfileTable() {}

  /** The lines of the table. */
  static List<String> lines(Results results) {
    List<MeasuredValue> overall =
        results.measures().stream().filter(measure -> measure.classIndex() == null).toList();
    List<String> names =
        overall.stream()
            .map(MeasuredValue::name)
            .distinct()
            .sorted(Comparator.comparing(ProfileTable::rank).thenComparing(name -> name))
            .toList();
    TextTable table = new TextTable(1);
    // Names of measures are longer than their figures, so that the head takes two lines.
    List<String> first = new ArrayList<>(List.of("", "", ""));
    List<String> second = new ArrayList<>(List.of("layer", "depth", "dim"));
    for (String name : names) {
      int cut = name.indexOf('_') + 1;
      first.add(name.substring(0, cut));
      second.add(name.substring(cut));
    }
    table.add(first);
    table.add(second);
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (LayerResult layer : results.layers()) {
      List<String> row = new ArrayList<>();
      row.add(layer.name());
      row.add(String.format(Locale.ROOT, "%.2f", layer.depth()));
      row.add(Integer.toString(layer.dimension()));
      for (String name : names) {
        row.add(cell(find(overall, layer, name), layer, missing));
      }
      table.add(row);
    }
    List<String> lines = new ArrayList<>(table.lines());
    missing.forEach(
        (why, where) -> lines.add(MISSING + " " + String.join(", ", where) + ": " + why));
    return lines;
  }

  /** Dimensions first, then topology, then the rest. */
  private static int rank(String measure) {
    if (measure.contains("dimension")) {
      return measure.startsWith("ph_") ? 0 : 1;
    }
    return measure.startsWith("lifespan") ? 2 : 3;
  }

  private static @Nullable MeasuredValue find(
      List<MeasuredValue> measures, LayerResult layer, String name) {
    for (MeasuredValue measure : measures) {
      if (measure.layerIndex() == layer.index() && measure.name().equals(name)) {
        return measure;
      }
    }
    return null;
  }

  private static String cell(
      @Nullable MeasuredValue measure, LayerResult layer, Map<String, List<String>> missing) {
    if (measure == null) {
      return "";
    }
    @Nullable Double estimate = measure.estimate();
    if (estimate == null) {
      missing
          .computeIfAbsent(String.valueOf(measure.notEstimable()), why -> new ArrayList<>())
          .add(measure.name() + " of " + layer.name());
      return MISSING;
    }
    @Nullable Double error = measure.error();
    return error == null ? number(estimate) : withError(estimate, error);
  }

  /** An estimate and its error to the same decimals: as many as show two digits of the error. */
  static String withError(double estimate, double error) {
    if (error == 0) {
      return number(estimate);
    }
    int decimals = (int) Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error))));
    String format = "%." + decimals + "f";
    return String.format(Locale.ROOT, format + " ± " + format, estimate, error);
  }

  /** Four significant digits, without an exponent in the usual range. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = size == 0 ? 0 : (int) Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size))));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

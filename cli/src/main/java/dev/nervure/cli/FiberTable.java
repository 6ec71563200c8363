package dev.nervure.cli;

import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.fiber.inputs.FiberJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The means of a study of many inputs as a table. */
final class FiberTable {
  private static final Map<String, String> WORDS = words();

  private FiberTable() {}

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("walk_distance", "walk: distance reached");
    words.put("walk_length", "walk: length");
    words.put("walk_drift", "walk: drift");
    words.put("walk_drift_between", "walk: drift between points");
    words.put("walk_kinks", "walk: kinks crossed");
    words.put("farthest_distance", "farthest: distance reached");
    words.put("farthest_length", "farthest: length");
    words.put("farthest_drift", "farthest: drift");
    words.put("farthest_drift_between", "farthest: drift between points");
    words.put("farthest_kinks", "farthest: kinks crossed");
    words.put("remaining_distance", "directed: share of the distance left");
    words.put("directed_kinks", "directed: kinks crossed");
    words.put("boundary_distance", "nearest other answer found");
    words.put("lift_distance", "distance of the lift there");
    return words;
  }

  /** Prints the means over all inputs, or everything as JSON. */
  static void print(Session session, OutputOptions output, RunDirectory run) {
    if (output.json) {
      session.print(PlainJson.indented(FiberJson.tree(run)));
      return;
    }
    Results results = run.results();
    Map<Integer, LayerResult> layers = new TreeMap<>();
    results.layers().forEach(layer -> layers.put(layer.index(), layer));
    TextTable byLayer = new TextTable(1);
    byLayer.add(List.of("layer", "dim", "null dimension", "n"));
    TextTable overall = new TextTable(1);
    overall.add(List.of("mean over inputs", "", "n"));
    List<String> missing = new ArrayList<>();
    for (MeasuredValue measure : results.measures()) {
      LayerResult layer = layers.get(measure.layerIndex());
      if (measure.classIndex() != null || layer == null) {
        continue;
      }
      if (measure.name().equals("null_dimension")) {
        byLayer.add(
            List.of(
                layer.name(),
                Integer.toString(layer.dimension()),
                text(measure),
                Integer.toString(measure.n())));
      }
      String words = WORDS.get(measure.name());
      if (words != null) {
        overall.add(List.of(words, text(measure), Integer.toString(measure.n())));
      }
      if (measure.notEstimable() != null) {
        missing.add(measure.name() + ": " + measure.notEstimable());
      }
    }
    byLayer.lines().forEach(session::print);
    session.print("");
    overall.lines().forEach(session::print);
    session.print("");
    session.print("run: " + run.folder());
    missing.forEach(line -> session.note(output, "not estimable: " + line));
  }

  private static String text(MeasuredValue measure) {
    if (measure.estimate() == null) {
      return "not estimable";
    }
    String estimate = number(measure.estimate());
    return measure.error() == null ? estimate : estimate + " ± " + number(measure.error());
  }

  private static String number(double value) {
    boolean tiny = value != 0 && Math.abs(value) < 1e-3;
    return String.format(Locale.ROOT, tiny ? "%.1e" : "%.3f", value);
  }
}

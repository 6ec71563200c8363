package dev.nervure.study.fiber.inputs;

import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.network.Layer;
import dev.nervure.run.ClassResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Place;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StageRows;
import dev.nervure.run.WalkRow;
import dev.nervure.stats.StudentT;
import dev.nervure.study.fiber.WalkMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Means over the inputs, of all and of each class, with standard errors. Walks and boundaries are
 * put at the layer that they are about: what is held, and the logits.
 */
final class FiberStatistics {
  private static final double CONFIDENCE = 0.95;
  private static final String CONVENTION = "mean over inputs";
  private static final String SCALING = "none";

  /** A lift that arrived; what stopped elsewhere has no distance. */
  private static final String REACHED = "target";

  private final FiberSource source;
  private final FiberOptions options;
  private final Map<Integer, Integer> classOf = new HashMap<>();
  private final Map<Integer, String> classNames = new TreeMap<>();
  private final List<WalkRow> walks;
  private final List<SpectrumResult> spectra;
  private final StageRows rows = new StageRows();

  FiberStatistics(FiberSource source, FiberOptions options, Results results) {
    this.source = source;
    this.options = options;
    this.walks = results.walks();
    this.spectra = results.spectra();
    Map<Integer, String> names = new HashMap<>();
    for (ClassResult one : results.classes()) {
      names.put(one.index(), one.name());
    }
    for (SampleResult sample : results.samples()) {
      Integer label = sample.label();
      if (label != null) {
        classOf.put(sample.originalIndex(), label);
        classNames.put(label, names.getOrDefault(label, Integer.toString(label)));
      }
    }
  }

  /** All means. */
  StageRows rows() {
    int logits = indexOf(source.model().logits().name());
    int held = heldIndex(logits);
    for (int layer : source.layers().keySet()) {
      spectrum(layer, "null_dimension", one -> number(one.nullDimension()));
      spectrum(layer, "largest_singular_value", one -> one.singularValues().get(0));
      spectrum(
          layer,
          "smallest_singular_value",
          one -> one.singularValues().get(Math.max(0, (int) number(one.rank()) - 1)));
    }
    if (options.walk().method() == WalkMethod.KINKS) {
      for (String kind : List.of("walk", "farthest", "directed")) {
        walk(held, kind, kind + "_kinks", null, one -> number(one.kinks()));
      }
    }
    for (String kind : List.of("walk", "farthest")) {
      walk(held, kind, kind + "_distance", null, WalkRow::netDistance);
      walk(held, kind, kind + "_length", null, WalkRow::length);
      walk(held, kind, kind + "_drift", null, WalkRow::drift);
      walk(held, kind, kind + "_drift_between", null, WalkRow::driftBetween);
      walk(held, kind, kind + "_box_share", null, WalkRow::boxShare);
    }
    walk(held, "directed", "remaining_distance", null, WalkRow::remainingDistance);
    walk(held, "directed", "directed_drift", null, WalkRow::drift);
    walk(held, "directed", "directed_drift_between", null, WalkRow::driftBetween);
    walk(logits, "boundary", "boundary_distance", null, WalkRow::nearestDistance);
    walk(logits, "boundary", "lift_distance", REACHED, WalkRow::netDistance);
    return rows;
  }

  private int heldIndex(int logits) {
    String hold = options.hold();
    for (Map.Entry<Integer, Layer> layer : source.layers().entrySet()) {
      if (layer.getValue().name().equals(hold)) {
        return layer.getKey();
      }
    }
    return logits;
  }

  private int indexOf(String layerName) {
    for (Map.Entry<Integer, Layer> layer : source.layers().entrySet()) {
      if (layer.getValue().name().equals(layerName)) {
        return layer.getKey();
      }
    }
    throw new IllegalStateException("no layer " + layerName);
  }

  private static double number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }

  private void spectrum(int layer, String name, ToDoubleFunction<SpectrumResult> figure) {
    Figures figures = new Figures();
    for (SpectrumResult one : spectra) {
      if (one.layerIndex() == layer) {
        if (one.notEstimable() == null) {
          figures.add(one.originalIndex(), figure.applyAsDouble(one));
        } else {
          figures.miss(one.originalIndex(), one.notEstimable());
        }
      }
    }
    figures.write(layer, name);
  }

  private void walk(
      int layer,
      String kind,
      String name,
      @Nullable String stop,
      Function<WalkRow, @Nullable Double> figure) {
    Figures figures = new Figures();
    for (WalkRow one : walks) {
      if (one.kind().equals(kind)) {
        if (one.failed() != null) {
          figures.miss(one.originalIndex(), one.failed());
        } else if (stop != null && !stop.equals(one.stop())) {
          figures.miss(one.originalIndex(), "not reached: " + one.stop());
        } else {
          Double value = figure.apply(one);
          if (value == null) {
            figures.miss(one.originalIndex(), "none was found");
          } else {
            figures.add(one.originalIndex(), value);
          }
        }
      }
    }
    figures.write(layer, name);
  }

  /** The values of one figure, by input. */
  private final class Figures {
    private final Map<Integer, Double> values = new TreeMap<>();
    private final Map<Integer, String> missing = new TreeMap<>();

    void add(int originalIndex, double value) {
      values.put(originalIndex, value);
    }

    void miss(int originalIndex, String why) {
      missing.put(originalIndex, why);
    }

    void write(int layer, String name) {
      if (values.isEmpty() && missing.isEmpty()) {
        return;
      }
      rows.add(mean(layer, name, null, null));
      classNames.forEach((index, className) -> rows.add(mean(layer, name, index, className)));
    }

    private MeasuredValue mean(
        int layer, String name, @Nullable Integer classIndex, @Nullable String className) {
      List<Double> chosen = new ArrayList<>();
      values.forEach(
          (index, value) -> {
            if (classIndex == null || classIndex.equals(classOf.get(index))) {
              chosen.add(value);
            }
          });
      List<String> reasons = new ArrayList<>();
      missing.forEach(
          (index, why) -> {
            if (classIndex == null || classIndex.equals(classOf.get(index))) {
              reasons.add(why);
            }
          });
      Measure measure = Measures.named(name);
      int n = chosen.size();
      double sum = 0;
      for (double value : chosen) {
        sum += value;
      }
      double mean = n == 0 ? 0 : sum / n;
      double squares = 0;
      for (double value : chosen) {
        squares += (value - mean) * (value - mean);
      }
      Double error = n < 2 ? null : Math.sqrt(squares / (n - 1) / n);
      double half = error == null ? 0 : StudentT.halfWidth(CONFIDENCE, n - 1) * error;
      return new MeasuredValue(
          name,
          Place.ofLayer(layer).withLabelClass(classIndex),
          className,
          n == 0 ? null : Double.valueOf(mean),
          error,
          error == null ? null : Double.valueOf(measure.bounded(mean - half)),
          error == null ? null : Double.valueOf(measure.bounded(mean + half)),
          n,
          options.walk().seed(),
          CONVENTION,
          SCALING,
          parameters(n, reasons),
          n > 0 ? null : reasons.isEmpty() ? "no input of this class" : reasons.get(0));
    }
  }

  private static String parameters(int n, List<String> reasons) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("errorMeaning", "standard error of the mean over inputs");
    parameters.put("intervalMeaning", "95 %, Student's t");
    List<String> warnings = new ArrayList<>();
    if (n == 1) {
      warnings.add("one input: its standard error is not estimable");
    }
    if (!reasons.isEmpty()) {
      parameters.put("leftOut", reasons.size());
      warnings.add(reasons.size() + " left out, the first: " + reasons.get(0));
    }
    if (!warnings.isEmpty()) {
      parameters.put("warnings", warnings);
    }
    return PlainJson.of(parameters);
  }
}

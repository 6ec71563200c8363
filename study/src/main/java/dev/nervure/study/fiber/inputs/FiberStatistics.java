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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Means over the inputs, of all and of each label class, with standard errors. Walks and boundaries
 * are put at the layer that they are about: what is held, and the logits.
 */
final class FiberStatistics {
  private static final double CONFIDENCE = 0.95;
  private static final String CONVENTION = "mean over inputs";
  private static final String SCALING = "none";

  /** A lift that arrived; what stopped elsewhere has no distance. */
  private static final String REACHED = "target";

  private static final Set<String> MEASURES =
      Measures.all().stream().map(Measure::name).collect(Collectors.toUnmodifiableSet());

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
    for (Question walk : List.of(Question.WALK, Question.FARTHEST, Question.DIRECTED)) {
      withinFiber(held, walk);
    }
    walk(held, Question.DIRECTED, "remaining_distance", null, WalkRow::remainingDistance);
    walk(logits, Question.BOUNDARY, "boundary_distance", null, WalkRow::nearestDistance);
    walk(logits, Question.BOUNDARY, "lift_distance", REACHED, WalkRow::netDistance);
    return rows;
  }

  /** Of a kind of walk whatever the registry has under its name. */
  private void withinFiber(int held, Question walk) {
    Map<String, Function<WalkRow, @Nullable Double>> values = new LinkedHashMap<>();
    values.put("distance", WalkRow::netDistance);
    values.put("length", WalkRow::length);
    values.put("drift", WalkRow::drift);
    values.put("drift_between", WalkRow::driftBetween);
    values.put("box_share", WalkRow::boxShare);
    if (options.walk().method() == WalkMethod.KINKS) {
      values.put("kinks", one -> number(one.kinks()));
    }
    values.forEach(
        (what, value) -> {
          String name = walk.text() + "_" + what;
          if (MEASURES.contains(name)) {
            walk(held, walk, name, null, value);
          }
        });
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

  private void spectrum(int layer, String name, ToDoubleFunction<SpectrumResult> value) {
    InputValues values = new InputValues();
    for (SpectrumResult one : spectra) {
      if (one.layerIndex() == layer) {
        if (one.notEstimable() == null) {
          values.add(one.originalIndex(), value.applyAsDouble(one));
        } else {
          values.miss(one.originalIndex(), one.notEstimable());
        }
      }
    }
    values.write(layer, name);
  }

  private void walk(
      int layer,
      Question question,
      String name,
      @Nullable String stop,
      Function<WalkRow, @Nullable Double> value) {
    InputValues values = new InputValues();
    for (WalkRow one : walks) {
      if (one.kind().equals(question.text())) {
        if (one.failed() != null) {
          values.miss(one.originalIndex(), one.failed());
        } else if (stop != null && !stop.equals(one.stop())) {
          values.miss(one.originalIndex(), "not reached: " + one.stop());
        } else {
          Double found = value.apply(one);
          if (found == null) {
            values.miss(one.originalIndex(), "none was found");
          } else {
            values.add(one.originalIndex(), found);
          }
        }
      }
    }
    values.write(layer, name);
  }

  /** The values of one measure, by input. */
  private final class InputValues {
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
          error == null ? null : measure.intervalOf(),
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

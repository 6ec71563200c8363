package dev.nervure.cli;

import dev.nervure.data.LabelledSamples;
import dev.nervure.study.Answers;
import dev.nervure.study.Prediction;
import dev.nervure.study.TargetFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code nervure predict} prints of the outputs, as text and as JSON. */
final class PredictionText {
  /** Of so few samples each answer is shown. */
  private static final int MOST_SHOWN = 20;

  private final Prediction prediction;
  private final LabelledSamples samples;

  PredictionText(Prediction prediction) {
    this.prediction = prediction;
    this.samples = prediction.samples();
  }

  /** The fields of the result. */
  Map<String, Object> json() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("data", samples.description());
    result.put("samples", samples.size());
    result.put("outputs", prediction.shape());
    result.put("accuracy", prediction.accuracy());
    if (samples.hasTargets()) {
      TargetFit fit = prediction.fit();
      result.put("rootMeanSquaredError", fit == null ? null : fit.rootMeanSquare());
      result.put("rootMeanSquaredErrorOfTheMean", fit == null ? null : fit.ofTheMean());
    }
    result.put("nanSamples", prediction.answers().notNumbers());
    result.put("infiniteSamples", prediction.answers().infinite());
    result.put("predictions", predictions());
    List<String> all = new ArrayList<>(samples.warnings());
    all.addAll(prediction.notes());
    result.put("notes", all);
    return result;
  }

  private @Nullable List<Map<String, Object>> predictions() {
    if (samples.size() > MOST_SHOWN || prediction.width() < 2) {
      return null;
    }
    List<Map<String, Object>> list = new ArrayList<>();
    int[] indices = prediction.answers().indices();
    for (int i = 0; i < indices.length; i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("sample", samples.originalIndex(i));
      one.put("answer", indices[i] == Answers.NONE ? null : indices[i]);
      one.put("name", prediction.name(indices[i]));
      one.put("label", samples.hasLabels() ? samples.classNames().get(samples.label(i)) : null);
      list.add(one);
    }
    return list;
  }

  /** The result for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String count = Quantities.count(samples.size());
    List<Map<String, Object>> shown = predictions();
    if (shown != null) {
      shown.forEach(one -> lines.add(line(one)));
    }
    Double accuracy = prediction.accuracy();
    TargetFit fit = prediction.fit();
    if (accuracy != null) {
      lines.add(String.format(Locale.ROOT, "accuracy: %.4f of %s samples", accuracy, count));
    } else if (fit != null) {
      lines.add(
          "root mean squared error: %s over %s samples".formatted(fit.rootMeanSquare(), count));
    } else if (samples.hasLabels() || samples.hasTargets()) {
      lines.add(count + " samples; they were not compared with labels or targets, see the notes");
    } else {
      lines.add(count + " samples; without labels there is no accuracy");
    }
    return lines;
  }

  private static String line(Map<String, Object> one) {
    Object answer = one.get("answer");
    Object name = one.get("name");
    Object label = one.get("label");
    String what =
        answer == null
            ? "no answer"
            : name == null || name.equals(answer.toString())
                ? "output " + answer
                : name + " (output " + answer + ")";
    return "sample " + one.get("sample") + ": " + what + (label == null ? "" : ", label " + label);
  }
}

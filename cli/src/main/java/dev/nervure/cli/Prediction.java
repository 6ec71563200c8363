package dev.nervure.cli;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.study.AnswerDoubts;
import dev.nervure.study.Answers;
import dev.nervure.study.LabelMatch;
import dev.nervure.study.TargetFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code nervure predict} says of the outputs: how right they are, and what is suspicious. */
final class Prediction {
  /** Of so few samples each answer is shown. */
  private static final int MOST_SHOWN = 20;

  private final LabelledSamples samples;
  private final NdArray outputs;
  private final List<String> names;
  private final Answers answers;
  private final List<String> notes;
  private final @Nullable Double accuracy;
  private final @Nullable TargetFit fit;

  /**
   * Compares outputs with labels or targets.
   *
   * @param outputs samples x outputs, in the unit of the target where there is one
   * @param names of outputs, where the user gave them without labels; else empty
   * @param inputNotes what there is to say of the samples beside the network
   */
  Prediction(
      LabelledSamples samples, NdArray outputs, List<String> names, List<String> inputNotes) {
    this.samples = samples;
    this.outputs = outputs;
    this.answers = new Answers(samples.size());
    answers.add(outputs);
    int width = width();
    boolean comparable = LabelMatch.isComparable(samples, width);
    List<String> shown = comparable && names.isEmpty() ? samples.classNames() : names;
    this.names = shown.size() <= width ? shown : List.of();
    this.notes = new ArrayList<>(inputNotes);
    notes.addAll(answers.notes());
    String obstacle = LabelMatch.obstacle(samples, width);
    if (obstacle != null) {
      notes.add(obstacle);
    }
    if (comparable) {
      int[] labels = samples.labels();
      LabelMatch.assumption(samples, width).ifPresent(notes::add);
      notes.addAll(
          AnswerDoubts.of(
              labels,
              answers.indices(),
              width,
              samples.classNames(),
              samples.sampleShape().length == 1));
      this.accuracy = answers.notNumbers() == samples.size() ? null : answers.accuracy(labels);
    } else {
      this.accuracy = null;
    }
    this.fit = fit(width);
  }

  /** Outputs of a sample where they are one row; 0 where they are not. */
  private int width() {
    int[] shape = outputs.shape();
    int[] own = Arrays.copyOfRange(shape, 1, shape.length);
    boolean row = Arrays.stream(own).filter(axis -> axis != 1).count() <= 1;
    return row ? Arrays.stream(own).reduce(1, (a, b) -> a * b) : 0;
  }

  private @Nullable TargetFit fit(int width) {
    if (!samples.hasTargets() || samples.hasLabels()) {
      return null;
    }
    if (width != 1) {
      notes.add("no error: the network has no single output to be compared with the target");
      return null;
    }
    double[] values = outputs.doubles();
    if (Arrays.stream(values).anyMatch(value -> !Double.isFinite(value))) {
      notes.add("no error: outputs that are not finite have no distance from the target");
      return null;
    }
    TargetFit found = TargetFit.of(samples, values);
    notes.addAll(found.doubts());
    return found;
  }

  /** What the user should know, a sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The fields of the result. */
  Map<String, Object> json() {
    Map<String, Object> result = new LinkedHashMap<>();
    int[] shape = outputs.shape();
    result.put("data", samples.description());
    result.put("samples", samples.size());
    result.put("outputs", Arrays.copyOfRange(shape, 1, shape.length));
    result.put("accuracy", accuracy);
    if (samples.hasTargets()) {
      result.put("rootMeanSquaredError", fit == null ? null : fit.rootMeanSquare());
      result.put("rootMeanSquaredErrorOfTheMean", fit == null ? null : fit.ofTheMean());
    }
    result.put("nanSamples", answers.notNumbers());
    result.put("infiniteSamples", answers.infinite());
    result.put("predictions", predictions());
    List<String> all = new ArrayList<>(samples.warnings());
    all.addAll(notes);
    result.put("notes", all);
    return result;
  }

  private @Nullable List<Map<String, Object>> predictions() {
    if (samples.size() > MOST_SHOWN || width() < 2) {
      return null;
    }
    List<Map<String, Object>> list = new ArrayList<>();
    int[] indices = answers.indices();
    for (int i = 0; i < indices.length; i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("sample", samples.originalIndex(i));
      one.put("answer", indices[i] == Answers.NONE ? null : indices[i]);
      one.put("name", name(indices[i]));
      one.put("label", samples.hasLabels() ? samples.classNames().get(samples.label(i)) : null);
      list.add(one);
    }
    return list;
  }

  private @Nullable String name(int answer) {
    return answer >= 0 && answer < names.size() ? names.get(answer) : null;
  }

  /** The result for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String count = Quantities.count(samples.size());
    List<Map<String, Object>> shown = predictions();
    if (shown != null) {
      shown.forEach(one -> lines.add(line(one)));
    }
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

package dev.nervure.study;

import dev.nervure.array.NdArray;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outputs of a network beside labels or targets: how right they are, and what to know. */
public final class Prediction {
  private final LabelledSamples samples;
  private final int[] shape;
  private final Answers answers;
  private final List<String> notes;
  private final List<String> names;
  private final @Nullable Double accuracy;
  private final @Nullable TargetFit fit;

  private Prediction(Model model, LabelledSamples samples, NdArray outputs, List<String> names) {
    this.samples = samples;
    int[] axes = outputs.shape();
    this.shape = Arrays.copyOfRange(axes, 1, axes.length);
    this.answers = new Answers(samples.size());
    answers.add(outputs);
    boolean comparable = LabelMatch.isComparable(samples, width());
    List<String> shown = comparable && names.isEmpty() ? samples.classNames() : names;
    this.names = shown.size() <= width() ? List.copyOf(shown) : List.of();
    this.notes = new ArrayList<>(AnswerNotes.of(model, samples, width(), answers));
    this.accuracy =
        comparable && answers.notNumbers() < samples.size()
            ? (Double) answers.accuracy(samples.labels())
            : null;
    this.fit = fit(outputs);
  }

  /**
   * Compares outputs with labels or targets.
   *
   * @param outputs samples x outputs, in the unit of the target where there is one
   * @param names of outputs, where the user gave them without labels; else empty
   */
  public static Prediction of(
      Model model, LabelledSamples samples, NdArray outputs, List<String> names) {
    return new Prediction(model, samples, outputs, names);
  }

  private @Nullable TargetFit fit(NdArray outputs) {
    if (!samples.hasTargets() || samples.hasLabels()) {
      return null;
    }
    if (width() != 1) {
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

  /** The samples. */
  public LabelledSamples samples() {
    return samples;
  }

  /** Axes of what comes out for one sample. */
  public int[] shape() {
    return shape.clone();
  }

  /** Outputs of a sample where they are one row; 0 where they are not. */
  public int width() {
    boolean row = Arrays.stream(shape).filter(axis -> axis != 1).count() <= 1;
    return row ? Arrays.stream(shape).reduce(1, (a, b) -> a * b) : 0;
  }

  /** What the network answers to each sample. */
  public Answers answers() {
    return answers;
  }

  /** The share of right answers, in [0, 1]; null where labels cannot be compared. */
  public @Nullable Double accuracy() {
    return accuracy;
  }

  /** How near outputs are to real-valued targets; null where there are none to compare. */
  public @Nullable TargetFit fit() {
    return fit;
  }

  /** The name of an output; null where it has none, and for {@link Answers#NONE}. */
  public @Nullable String name(int answer) {
    return answer >= 0 && answer < names.size() ? names.get(answer) : null;
  }

  /** What the user should know, a sentence each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}

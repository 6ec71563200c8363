package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What there is to say of samples and answers of a network, in one order for all commands: the
 * samples beside the network, outputs that are not finite, whether and how labels are compared with
 * answers, and what is suspicious about the answers.
 */
public final class AnswerNotes {
  private final LabelledSamples samples;
  private final int outputs;
  private final Answers answers;
  private final boolean madeHere;

  private AnswerNotes(LabelledSamples samples, int outputs, Answers answers, boolean madeHere) {
    this.samples = samples;
    this.outputs = outputs;
    this.answers = answers;
    this.madeHere = madeHere;
  }

  /**
   * The notes, a sentence each; often none.
   *
   * @param outputs scores for one sample; 0 where they are not one row
   * @param answers to all samples
   */
  static List<String> of(Model model, LabelledSamples samples, int outputs, Answers answers) {
    List<String> notes = new ArrayList<>(InputDoubts.of(model, samples));
    notes.addAll(new AnswerNotes(samples, outputs, answers, false).sentences());
    return notes;
  }

  /**
   * The notes on the answers that a run keeps, a sentence each; often none. Those on the samples
   * beside the network, {@link InputDoubts}, come before them.
   *
   * @param outputs scores for one sample; 0 where they are not one row
   * @param results of one network, with a row for each of the samples once they were run; without
   *     an answer where an output is NaN, and where labels cannot be compared
   */
  public static List<String> kept(LabelledSamples samples, int outputs, Results results) {
    return kept(samples, outputs, results, false);
  }

  /**
   * The same.
   *
   * @param madeHere whether the network was trained or drawn in this run: what it reads and the
   *     order of its classes are then right
   */
  public static List<String> kept(
      LabelledSamples samples, int outputs, Results results, boolean madeHere) {
    List<SampleResult> rows = results.samples();
    boolean asked = outputs >= 2 && LabelMatch.obstacle(samples, outputs) == null;
    return new AnswerNotes(samples, outputs, Answers.kept(asked ? rows : List.of()), madeHere)
        .sentences();
  }

  private List<String> sentences() {
    boolean comparable = LabelMatch.isComparable(samples, outputs);
    List<String> notes = new ArrayList<>(notFinite(comparable));
    String obstacle = LabelMatch.obstacle(samples, outputs);
    if (obstacle != null) {
      notes.add(obstacle);
    }
    LabelMatch.assumption(samples, outputs).ifPresent(notes::add);
    int[] indices = answers.indices();
    if (comparable && indices.length == samples.size()) {
      boolean table = samples.sampleShape().length == 1;
      notes.addAll(
          madeHere
              ? AnswerDoubts.ofNetworkMadeHere(
                  samples.labels(), indices, outputs, samples.classNames())
              : AnswerDoubts.of(samples.labels(), indices, outputs, samples.classNames(), table));
    }
    return notes;
  }

  private List<String> notFinite(boolean comparable) {
    List<String> notes = new ArrayList<>();
    if (answers.notNumbers() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d samples have NaN among their outputs, first sample %d: they have no answer%s; check the scale of the samples (--mean, --std, --scale) and the weights of the network",
              answers.notNumbers(),
              samples.size(),
              samples.originalIndex(answers.firstNotNumber()),
              comparable ? " and count as wrong" : ""));
    }
    if (answers.infinite() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d samples have infinite outputs, first sample %d: their answer is still the largest output",
              answers.infinite(),
              samples.size(),
              samples.originalIndex(answers.firstInfinite())));
    }
    return notes;
  }
}

package dev.nervure.study;

import dev.nervure.data.LabelledSamples;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import java.util.ArrayList;
import java.util.List;

/** What there is to say of the answers that a run keeps. */
public final class RunAnswers {
  private RunAnswers() {}

  /**
   * Samples without an answer, and doubts about the others.
   *
   * @param results of the run, with a row for each of the samples
   * @param outputs number of the network's outputs; 0 where they are no class scores
   */
  public static List<String> notes(Results results, LabelledSamples samples, int outputs) {
    if (!LabelMatch.isComparable(samples, outputs)) {
      return List.of();
    }
    List<SampleResult> rows = results.samples();
    int[] labels = samples.labels();
    int[] answers = new int[labels.length];
    List<Integer> without = new ArrayList<>();
    for (SampleResult row : rows) {
      Integer predicted = row.predicted();
      answers[row.sample()] = predicted == null ? Answers.NONE : predicted;
      if (predicted == null) {
        without.add(row.originalIndex());
      }
    }
    List<String> notes = new ArrayList<>();
    if (!without.isEmpty()) {
      notes.add(Answers.withoutAnswer(without.size(), rows.size(), without.get(0)));
    }
    notes.addAll(
        AnswerDoubts.of(
            labels, answers, outputs, samples.classNames(), samples.sampleShape().length == 1));
    return notes;
  }
}

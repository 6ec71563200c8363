package dev.nervure.study;

import dev.nervure.array.NdArray;
import dev.nervure.run.SampleResult;
import java.util.List;

/**
 * What a network answers to samples: for each the output with the largest score, the lowest index
 * among equals, and none where a score is NaN. Collected batch by batch; not thread safe.
 */
public final class Answers {
  /** Where there is no answer. */
  public static final int NONE = -1;

  private final int[] answers;
  private int taken;
  private int notNumbers;
  private int firstNotNumber = -1;
  private int infinite;
  private int firstInfinite = -1;

  /** Answers to so many samples, of which none is taken yet. */
  public Answers(int samples) {
    answers = new int[samples];
  }

  /** The answer that these scores are, {@link #NONE} if one of them is NaN. */
  public static int of(double[] scores) {
    return largest(scores, 0, scores.length);
  }

  private static int largest(double[] scores, int from, int count) {
    int best = 0;
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(scores[from + i])) {
        return NONE;
      }
      if (scores[from + i] > scores[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Takes the outputs of the next samples.
   *
   * @param outputs samples x outputs; further axes are taken together
   */
  public void add(NdArray outputs) {
    double[] scores = outputs.doubles();
    int rows = outputs.shape()[0];
    int width = scores.length / rows;
    for (int row = 0; row < rows; row++) {
      int answer = largest(scores, row * width, width);
      if (answer != NONE && anyInfinite(scores, row * width, width)) {
        firstInfinite = infinite++ == 0 ? taken : firstInfinite;
      }
      take(answer);
    }
  }

  private static boolean anyInfinite(double[] scores, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (Double.isInfinite(scores[i])) {
        return true;
      }
    }
    return false;
  }

  /** The answers that a run keeps, which does not tell infinite outputs from others. */
  static Answers kept(List<SampleResult> rows) {
    Answers kept = new Answers(rows.size());
    for (SampleResult row : rows) {
      Integer predicted = row.predicted();
      kept.take(predicted == null ? NONE : predicted);
    }
    return kept;
  }

  private void take(int answer) {
    if (answer == NONE) {
      firstNotNumber = notNumbers++ == 0 ? taken : firstNotNumber;
    }
    answers[taken++] = answer;
  }

  /** One a sample, {@link #NONE} where there is none. */
  public int[] indices() {
    return answers.clone();
  }

  /** Number of samples with a NaN among their outputs. */
  public int notNumbers() {
    return notNumbers;
  }

  /** Number of samples with an infinite output, and none that is NaN. */
  public int infinite() {
    return infinite;
  }

  /** The first sample with a NaN among its outputs, -1 if there is none. */
  int firstNotNumber() {
    return firstNotNumber;
  }

  /** The first sample with an infinite output, and none that is NaN; -1 if there is none. */
  int firstInfinite() {
    return firstInfinite;
  }

  /**
   * The share of answers that are the label; no answer is wrong.
   *
   * @param labels one a sample
   * @return in [0, 1]
   */
  public double accuracy(int[] labels) {
    int right = 0;
    for (int i = 0; i < answers.length; i++) {
      right += answers[i] == labels[i] ? 1 : 0;
    }
    return (double) right / answers.length;
  }
}

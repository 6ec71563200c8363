package dev.nervure.study;

import dev.nervure.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      if (answer == NONE) {
        firstNotNumber = notNumbers++ == 0 ? taken : firstNotNumber;
      } else if (anyInfinite(scores, row * width, width)) {
        firstInfinite = infinite++ == 0 ? taken : firstInfinite;
      }
      answers[taken++] = answer;
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

  /** That so many of some samples have NaN among their outputs. */
  static String withoutAnswer(int count, int samples, int first) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d samples have NaN among their outputs, first sample %d: they have no answer and count as wrong; check the scale of the samples (--mean, --std, --scale) and the weights of the network",
        count,
        samples,
        first);
  }

  /** What the user should know of outputs that are not finite; often empty. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (notNumbers > 0) {
      notes.add(withoutAnswer(notNumbers, taken, firstNotNumber));
    }
    if (infinite > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d samples have infinite outputs, first sample %d: their largest output is their answer as it stands",
              infinite,
              taken,
              firstInfinite));
    }
    return notes;
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

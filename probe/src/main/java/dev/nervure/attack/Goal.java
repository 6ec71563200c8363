package dev.nervure.attack;

import java.util.Arrays;

/**
 * What an attack is to reach for each input of a batch: any other answer than the label, or a
 * certain answer. The answer of a network is the class with the largest logit, the lowest index
 * among equals.
 *
 * @param classes the label of each input; where targeted, the wanted answer
 * @param targeted whether a certain answer is wanted
 */
public record Goal(int[] classes, boolean targeted) {
  /** Copies the classes. */
  public Goal {
    classes = classes.clone();
  }

  /** Any other answers than these labels. */
  public static Goal awayFrom(int[] labels) {
    return new Goal(labels, false);
  }

  /** These answers. */
  public static Goal towards(int[] targets) {
    return new Goal(targets, true);
  }

  /** The goal for some of the inputs. */
  Goal select(int[] rows) {
    return new Goal(Arrays.stream(rows).map(row -> classes[row]).toArray(), targeted);
  }

  /** The answer that logits are; -1 where one of them is NaN. */
  public static int answer(double[] logits, int from, int classes) {
    int best = 0;
    for (int i = 0; i < classes; i++) {
      if (Double.isNaN(logits[from + i])) {
        return -1;
      }
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Whether an input has reached the goal. Logits with a NaN are no answer, and reach nothing: a
   * network that breaks down is not one that is fooled.
   *
   * @param logits of one input
   */
  public boolean isReached(double[] logits, int row) {
    int answer = answer(logits, 0, logits.length);
    return answer >= 0 && (answer == classes[row]) == targeted;
  }

  /**
   * How far an input has come: grows with the cross entropy of the label, and falls with that of a
   * target, without end, where cross entropy itself would round to 0. It is the difference of
   * log(sum of the exponentials of the other logits) and the logit of the class.
   *
   * @param logits of one input
   */
  double progress(double[] logits, int row) {
    int of = classes[row];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      largest = i == of ? largest : Math.max(largest, logits[i]);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += i == of ? 0 : StrictMath.exp(logits[i] - largest);
    }
    double lead = largest + StrictMath.log(sum) - logits[of];
    return targeted ? -lead : lead;
  }
}
